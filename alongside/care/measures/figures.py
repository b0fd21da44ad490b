"""The figures of this room: how each follows from its rows, and the call that keeps them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min

from alongside.care.measures.models import Occasion
from alongside.care.measures.models.occasion import AWAITS_PERSON, AWAITS_PROFESSIONAL
from alongside.care.measures.rules.occasions import plan
from alongside.care.partnership import figures
from alongside.care.partnership.figures import FromRows
from alongside.care.partnership.models import Partnership


def _from_rows(partnership: Partnership) -> dict[str, Any]:
    """All three. The professional's is None while any side of theirs is missing beside the person's."""
    figures_of = Occasion.objects.filter(partnership=partnership, key__in=plan().counting).aggregate(
        person_rated_at=Max("person_done_at"),
        professional_rated_at=Max("professional_done_at"),
        next_rating_due_at=Min("due_at", filter=AWAITS_PERSON),
        missing=Count("pk", filter=AWAITS_PROFESSIONAL),
    )
    if figures_of.pop("missing"):
        figures_of["professional_rated_at"] = None
    return figures_of


OWN: dict[str, FromRows] = {
    "person_rated_at": lambda p: _from_rows(p)["person_rated_at"],
    "professional_rated_at": lambda p: _from_rows(p)["professional_rated_at"],
    "next_rating_due_at": lambda p: _from_rows(p)["next_rating_due_at"],
}


def keep(partnership: Partnership) -> None:
    """After an occasion was made or answered: all three, from the partnership's few occasions."""
    figures.keep(partnership, **_from_rows(partnership))
