"""The figures of this room: how each follows from its rows, and the call that keeps them."""

from __future__ import annotations

from alongside.care.involvement.models import Decision, Matter
from alongside.care.involvement.rules.matters import Kind
from alongside.care.partnership.figures import FromRows, keep
from alongside.care.partnership.models import Partnership


def _waiting(partnership: Partnership, column: str) -> int:
    """Problems, goals and decisions that wait for one side."""
    matters = Matter.objects.filter(partnership=partnership, **{column: True}).count()
    return matters + Decision.objects.filter(partnership=partnership, **{column: True}).count()


OWN: dict[str, FromRows] = {
    "problems_open": lambda p: Matter.objects.filter(partnership=p, kind=Kind.PROBLEM).worked_on().count(),
    "goals_agreed": lambda p: Matter.objects.filter(partnership=p, kind=Kind.GOAL).agreed_by_both().count(),
    "proposals_wait_for_person": lambda p: _waiting(p, "waits_for_person"),
    "proposals_wait_for_team": lambda p: _waiting(p, "waits_for_team"),
    "decisions_open": lambda p: Decision.objects.filter(partnership=p).open().count(),
}


def keep_together(partnership: Partnership) -> None:
    """After any change in this room. Its rows of one partnership are few."""
    keep(partnership, **{name: from_rows(partnership) for name, from_rows in OWN.items()})
