"""The figures of visits: how each follows from its rows, and the call that keeps them."""

from __future__ import annotations

from django.db.models import Min

from alongside.care.communication.models import Visit, VisitSummary
from alongside.care.communication.rules.visiting import State
from alongside.care.partnership.figures import FromRows, keep
from alongside.care.partnership.models import Partnership

OWN: dict[str, FromRows] = {
    "next_visit_at": lambda p: Visit.objects.filter(partnership=p, state=State.PLANNED).aggregate(
        at=Min("starts_at")
    )["at"],
    "summaries_wait_for_person": lambda p: (
        VisitSummary.objects.filter(partnership=p).wait_for_person().count()
    ),
}


def keep_visits(partnership: Partnership) -> None:
    """After anything about the visits of ``partnership`` changed, in the same transaction."""
    keep(partnership, **{name: from_rows(partnership) for name, from_rows in OWN.items()})
