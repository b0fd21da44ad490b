"""When a reminder is due: days, times and zones. Pure.

A rhythm is told in wall time, where the person is. Its instants follow from the zone's own rules:

- a time that the clocks skip (spring) is the instant of the change itself;
- a time that they repeat (autumn) is its first occurrence;
- a day on which that time does not come at all (a zone that skipped a whole day) has none;
- one local day has at most one instant, and a day that was dealt with never comes again, also where the
  rhythm or the zone changes afterwards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from alongside.base.services.rules.calendar import instant_of

# A rhythm looks no further than this for its next day.
FURTHEST = dt.timedelta(days=800)


class Every(StrEnum):
    ONCE = "once"
    WEEK = "week"
    FORTNIGHT = "fortnight"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``first_on`` is the first day it may fall on, and in which week a fortnight begins; ``weekdays`` count
    from Monday = 0, and are not asked where it is once. ``until_on`` is the last day.
    """

    every: Every
    first_on: dt.date
    at: dt.time
    weekdays: frozenset[int] = frozenset()
    until_on: dt.date | None = None

    def __post_init__(self) -> None:
        if self.every is not Every.ONCE and not self.weekdays:
            raise ValueError("a rhythm needs a day of the week")
        if not self.weekdays <= frozenset(range(7)):
            raise ValueError("a weekday is 0 to 6")
        if self.at.tzinfo is not None:
            raise ValueError("a rhythm is told in wall time")


@dataclass(frozen=True, slots=True)
class Due:
    """One occurrence: the local day it belongs to, and its instant in UTC."""

    on: dt.date
    at: dt.datetime


def after_weeks(since: dt.date, weeks: int, at: dt.time) -> Rhythm:
    """Once, ``weeks`` weeks after ``since``."""
    return Rhythm(Every.ONCE, since + dt.timedelta(weeks=weeks), at)


def next_due(rhythm: Rhythm, zone: ZoneInfo, *, last_on: dt.date | None, now: dt.datetime) -> Due | None:
    """The first occurrence that is not before ``now``, on a day after ``last_on``; None where none is left.

    What was missed while nobody sent anything is not made up for.
    """
    yesterday = now.astimezone(zone).date() - dt.timedelta(days=1)
    start = max(rhythm.first_on, yesterday, *([last_on + dt.timedelta(days=1)] if last_on else []))
    for day in _days(rhythm, start):
        due = Due(day, instant_of(day, rhythm.at, zone))
        if due.at >= now and due.at.astimezone(zone).date() == day:
            return due
    return None


def is_on(rhythm: Rhythm, day: dt.date) -> bool:
    """Whether the rhythm falls on the local day ``day``."""
    if day < rhythm.first_on or (rhythm.until_on is not None and day > rhythm.until_on):
        return False
    if rhythm.every is Every.ONCE:
        return day == rhythm.first_on
    if day.weekday() not in rhythm.weekdays:
        return False
    weeks = (_monday(day) - _monday(rhythm.first_on)).days // 7
    return rhythm.every is Every.WEEK or weeks % 2 == 0


def _days(rhythm: Rhythm, start: dt.date) -> Iterator[dt.date]:
    if rhythm.every is Every.ONCE:
        if rhythm.first_on >= start and is_on(rhythm, rhythm.first_on):
            yield rhythm.first_on
        return
    last = start + FURTHEST if rhythm.until_on is None else min(rhythm.until_on, start + FURTHEST)
    day = start
    while day <= last:
        if is_on(rhythm, day):
            yield day
        day += dt.timedelta(days=1)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def in_window(at: dt.datetime, zone: ZoneInfo, opens: dt.time, closes: dt.time) -> dt.datetime:
    """``at``, or the next opening of the daily window where it lies outside: news do not come at night."""
    local = at.astimezone(zone)
    day = local.date()
    if instant_of(day, opens, zone) <= at < instant_of(day, closes, zone):
        return at
    if at >= instant_of(day, closes, zone):
        day += dt.timedelta(days=1)
    return instant_of(day, opens, zone)
