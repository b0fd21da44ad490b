"""The figures of this room: how each follows from its rows, and the call that keeps them."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Min

from alongside.care.measures.models import Occasion
from alongside.care.measures.models.occasion import OccasionQuerySet
from alongside.care.measures.rules.occasions import plan
from alongside.care.partnership import figures
from alongside.care.partnership.figures import FromRows
from alongside.care.partnership.models import Partnership


def _counting(partnership: Partnership) -> OccasionQuerySet:
    return Occasion.objects.filter(partnership=partnership, key__in=plan().counting)


def _professional_rated_at(partnership: Partnership) -> Any:
    """The last time the professional's side came in; None while any is missing beside the person's."""
    if _counting(partnership).awaiting_professional().exists():
        return None
    return _counting(partnership).aggregate(at=Max("professional_done_at"))["at"]


OWN: dict[str, FromRows] = {
    "person_rated_at": lambda p: _counting(p).aggregate(at=Max("person_done_at"))["at"],
    "professional_rated_at": _professional_rated_at,
    "next_rating_due_at": lambda p: _counting(p).awaiting_person().aggregate(at=Min("due_at"))["at"],
}


def keep(partnership: Partnership) -> None:
    """After an occasion was made or answered: all three, from the partnership's few occasions."""
    figures.keep(partnership, **{name: from_rows(partnership) for name, from_rows in OWN.items()})
