"""The figures of this room: how each follows from its rows, and the call that keeps them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet

from alongside.base.prepared import prepared
from alongside.care.measures.models import Occasion
from alongside.care.measures.models.occasion import AWAITS_PERSON, AWAITS_PROFESSIONAL
from alongside.care.measures.rules.occasions import plan
from alongside.care.partnership import figures
from alongside.care.partnership.figures import FromRows
from alongside.care.partnership.models import Partnership


def _from_rows(partnership: Partnership) -> dict[str, Any]:
    """All three. The professional's is None while any side of theirs is missing beside the person's."""
    for figures_of in _counted(partnership=partnership.pk):
        if figures_of.pop("missing"):
            figures_of["professional_rated_at"] = None
        return figures_of
    return dict.fromkeys(OWN)


@prepared
def _counted(*, partnership: UUID) -> QuerySet[Occasion, dict[str, Any]]:
    """One row, or none where there is no occasion that counts."""
    rows = Occasion.objects.filter(partnership=partnership, key__in=plan().counting)
    figures_of = (
        rows.order_by()
        .values("partnership")
        .annotate(
            person_rated_at=Max("person_done_at"),
            professional_rated_at=Max("professional_done_at"),
            next_rating_due_at=Min("due_at", filter=AWAITS_PERSON),
            missing=Count("pk", filter=AWAITS_PROFESSIONAL),
        )
    )
    names = ("person_rated_at", "professional_rated_at", "next_rating_due_at", "missing")
    return figures_of.values(*names)  # type: ignore[no-any-return]


OWN: dict[str, FromRows] = {
    "person_rated_at": lambda p: _from_rows(p)["person_rated_at"],
    "professional_rated_at": lambda p: _from_rows(p)["professional_rated_at"],
    "next_rating_due_at": lambda p: _from_rows(p)["next_rating_due_at"],
}


def keep(partnership: Partnership) -> None:
    """After an occasion was made or answered: all three, from the partnership's few occasions."""
    figures.keep(partnership, **_from_rows(partnership))
