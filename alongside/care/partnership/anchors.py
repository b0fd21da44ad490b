"""What the weeks of a reminder can be counted from: *six weeks after we last met*.

anchors.declare(Anchor("plan", _("our plan was last agreed"), last_agreed))

Where it happens again, the weeks count from then on: whoever writes it down says ``happened``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from alongside.base import clock
from alongside.care.partnership import way
from alongside.care.partnership.models import Partnership, Schedule
from alongside.care.partnership.reasons import Text
from alongside.care.partnership.rules.schedules import next_due

MET = "met"


@dataclass(frozen=True, slots=True)
class Anchor:
    """``label`` goes on *after …*; ``last`` is when it happened last, None where it never has."""

    name: str
    label: Text
    last: Callable[[Partnership], datetime | None]


_anchors: dict[str, Anchor] = {}


def declare(*anchors: Anchor) -> None:
    """Make a room's anchors known; called once from its ``AppConfig.ready``."""
    for anchor in anchors:
        if _anchors.get(anchor.name, anchor) != anchor:
            raise ValueError(f"anchor {anchor.name!r} is declared twice, differently")
        _anchors[anchor.name] = anchor


def anchor(name: str) -> Anchor:
    """The declared anchor ``name``; raises ``KeyError`` for one that no room declared."""
    return _anchors[name]


def all_anchors() -> list[Anchor]:
    return list(_anchors.values())


def happened(partnership: Partnership, name: str) -> None:
    """It happened, or what was written down of it was wrong: reminders that count from it begin anew.

    Call it in the action's own transaction, after its rows. Asks once where nobody counts from it.
    """
    rows = list(Schedule.objects.filter(partnership=partnership, after=name, stopped_at=None))
    if not rows:
        return
    last = anchor(name).last(partnership)
    zone = way.zone_of(partnership, way.current(partnership))
    for row in rows:
        if last is not None:
            row.count_from(last.astimezone(zone).date())
        due = next_due(row.rhythm, zone, last_on=row.last_on, now=clock.now()) if last is not None else None
        row.next_at = due.at if due else None
        row.save(update_fields=["first_on", "next_at"])
