"""What a visit can be, when it is, and what must be ready before it. Pure: instants and wall clocks only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from zoneinfo import ZoneInfo

from alongside.base.services.rules.calendar import Closure, OpeningHours
from alongside.care.partnership.rules.preferences import Need

LONGEST = dt.timedelta(hours=12)
FURTHEST = dt.timedelta(days=2 * 366)
LOOK_BACK = dt.timedelta(days=366)  # how long ago a visit may be that is written down by hand


class State(StrEnum):
    """``OVER``: its time is past, and nobody has said yet whether it took place."""

    PLANNED = "planned"
    OVER = "over"
    TOOK_PLACE = "took-place"
    DID_NOT_COME = "did-not-come"
    CANCELLED = "cancelled"


OPEN = frozenset({State.PLANNED, State.OVER})

# Somebody must be booked for these, or the two cannot understand each other.
BOOKED = frozenset({Need.INTERPRETER, Need.BSL, Need.DEAFBLIND})
# What may have to be made ready for a visit; the others are about letters and e-mail.
MADE_READY = (
    Need.INTERPRETER,
    Need.BSL,
    Need.DEAFBLIND,
    Need.LIP_READING,
    Need.HEARING_LOOP,
    Need.MORE_TIME,
    Need.SOMEONE_WITH_ME,
    Need.LARGE_PRINT,
    Need.EASY_READ,
    Need.BRAILLE,
    Need.AUDIO,
    Need.OTHER,
)


class NoSuchTime(ValueError):
    """A wall-clock time that the clocks skip."""


def instant(day: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
    """When it is that time on that day in ``zone``, in UTC; of a time that comes twice, the first.

    Raises ``NoSuchTime`` in the hour that the clocks skip.
    """
    wall = dt.datetime.combine(day, time, zone)
    there = wall.astimezone(dt.UTC)
    if there.astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise NoSuchTime(wall.isoformat())
    return there


def to_make_ready(needs: frozenset[Need]) -> list[Need]:
    """The person's needs that a visit must meet, those for which somebody is booked first."""
    return [need for need in MADE_READY if need in needs]


def not_booked(needs: frozenset[Need], arranged: Sequence[str]) -> list[Need]:
    """For which of the needs somebody must be booked and is not."""
    return [need for need in to_make_ready(needs) if need in BOOKED and need.value not in arranged]


def working_days_before(
    hours: OpeningHours, closures: Sequence[Closure], day: dt.date, count: int
) -> dt.date:
    """The ``count``th day before ``day`` on which the service opens; a week a day earlier where it hardly
    ever does, so that somebody is asked too early rather than too late.
    """
    current, left = day, count
    for _step in range(7 * count + 60):
        current -= dt.timedelta(days=1)
        if hours.on(current) and not any(closure.covers(current) for closure in closures):
            left -= 1
        if left == 0:
            return current
    return day - dt.timedelta(days=7 * count)
