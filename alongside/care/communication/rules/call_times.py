"""When a call suits: the clinic's hours, the person's days and parts of day, and both changes of the clocks.

Pure. The clinic's hours are those of its own clock, the person's days and parts of day those of where they
are, so that *in the morning* is their morning and nobody is rung in their night. Instants are compared in
UTC, because two wall clocks of one zone compare without their changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from alongside.base.services.rules.calendar import Closure, OpeningHours, working_days_after
from alongside.care.partnership.rules.preferences import Hours

WEEK = range(7)


class PartOfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


Bands = Mapping[PartOfDay, tuple[time, time]]
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Suits:
    """When somebody may be rung: pairs of weekday (0 = Monday) and part of day, by the clock of ``zone``
    (None: the clinic's). Empty: whenever we are there, and it is not night there.
    """

    pairs: frozenset[tuple[int, PartOfDay]] = frozenset()
    zone: ZoneInfo | None = None

    @classmethod
    def of(cls, days: Sequence[int], parts: Sequence[str]) -> Suits:
        """Every one of ``parts`` on every one of ``days``; where one is empty, any of it."""
        if not days and not parts:
            return cls()
        chosen = [PartOfDay(part) for part in parts] or list(PartOfDay)
        return cls(frozenset((day, part) for day in (days or WEEK) for part in chosen))

    @classmethod
    def in_hours(cls, hours: frozenset[Hours]) -> Suits:
        """What a person said once in *my way*."""
        weekdays = {
            Hours.WEEKDAY_MORNING: PartOfDay.MORNING,
            Hours.WEEKDAY_AFTERNOON: PartOfDay.AFTERNOON,
            Hours.WEEKDAY_EVENING: PartOfDay.EVENING,
        }
        pairs = {(day, part) for said, part in weekdays.items() if said in hours for day in range(5)}
        if Hours.WEEKEND in hours:
            pairs |= {(day, part) for day in (5, 6) for part in (PartOfDay.MORNING, PartOfDay.AFTERNOON)}
        return cls(frozenset(pairs))


@dataclass(frozen=True, slots=True)
class Clinic:
    """When the clinic is there: its week, its closures, its clock."""

    hours: OpeningHours
    closures: tuple[Closure, ...]
    zone: ZoneInfo

    def day_of(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Latest:
    """By when somebody rings; ``suits``: inside the times they gave. ``at`` is None where nobody is there."""

    at: datetime | None
    suits: bool


def suits_at(suits: Suits, bands: Bands, zone: ZoneInfo, at: datetime) -> bool:
    """Whether ringing at this instant is inside what they said. Nobody is rung at night, whatever they
    said.
    """
    local = at.astimezone(suits.zone or zone)
    parts = [part for part, (start, end) in bands.items() if start <= local.time() < end]
    return any(not suits.pairs or (local.weekday(), part) in suits.pairs for part in parts)


def stretches(suits: Suits, bands: Bands, clinic: Clinic, day: date) -> list[Stretch]:
    """When on ``day`` the clinic is there and it suits: instants in UTC, in order, none empty."""
    if any(closed.covers(day) for closed in clinic.closures):
        return []
    found = []
    for span in clinic.hours.on(day):
        opens = _instant(day, span.opens, clinic.zone)
        midnight = span.closes == time(0)
        closes = _instant(day + timedelta(days=1) if midnight else day, span.closes, clinic.zone)
        for start, end in _theirs(suits, bands, clinic, day):
            first, last = max(opens, start), min(closes, end)
            if first < last:
                found.append((first, last))
    return sorted(found)


def _theirs(suits: Suits, bands: Bands, clinic: Clinic, day: date) -> Iterator[Stretch]:
    """The parts of day that suit them around the clinic's ``day``: where they are it may be another one."""
    zone = suits.zone or clinic.zone
    near = (0,) if zone.key == clinic.zone.key else (-1, 0, 1)
    for there in (day + timedelta(days=more) for more in near):
        for part, (start, end) in bands.items():
            if not suits.pairs or (there.weekday(), part) in suits.pairs:
                yield _instant(there, start, zone), _instant(there, end, zone)


def promised_by(
    asked_at: datetime, suits: Suits, bands: Bands, clinic: Clinic, *, working_days: int, notice: timedelta,
    ahead: int,
) -> Latest:  # fmt: skip
    """By when somebody who asks now is rung at the latest.

    The end of what suits them on the last working day that is promised; where nothing of that day does, of
    the day before it, down to today; then of the first day after it. Where nothing suits within ``ahead``
    days, the end of that last working day in the clinic's hours, and ``suits`` is False.
    """
    today = clinic.day_of(asked_at)
    last = working_days_after(clinic.hours, clinic.closures, today, working_days)
    if last is None:
        return Latest(None, False)
    within = [last - timedelta(days=back) for back in range((last - today).days + 1)]
    after = [last + timedelta(days=more) for more in range(1, ahead + 1)]
    for day in (*within, *after):
        ends = [
            end for start, end in stretches(suits, bands, clinic, day) if _room(asked_at, start, end, notice)
        ]
        if ends:
            return Latest(max(ends), True)
    return Latest(end_of(clinic, last), False)


def _room(asked_at: datetime, start: datetime, end: datetime, notice: timedelta) -> bool:
    return end - max(start, asked_at) >= notice and end > asked_at


def next_try(after: datetime, suits: Suits, bands: Bands, clinic: Clinic, *, ahead: int) -> Stretch | None:
    """From when until when to try next: the first stretch, not before ``after``, in which the clinic is there
    and it suits.

    Where nothing suits within ``ahead`` days, the first in which the clinic is there, by day where they are
    if that can be; None where it never is.
    """
    for tried in (suits, Suits(zone=suits.zone), Suits()):
        for start, end in _from(after, tried, bands, clinic, ahead):
            if end > after:
                return max(start, after), end
    return None


def _from(after: datetime, suits: Suits, bands: Bands, clinic: Clinic, ahead: int) -> Iterator[Stretch]:
    first = clinic.day_of(after)
    for more in range(ahead + 1):
        yield from stretches(suits, bands, clinic, first + timedelta(days=more))


def end_of(clinic: Clinic, day: date) -> datetime | None:
    """When the clinic closes on ``day``; None where it does not open."""
    if any(closed.covers(day) for closed in clinic.closures) or not clinic.hours.on(day):
        return None
    closes = clinic.hours.on(day)[-1].closes
    return _instant(day + timedelta(days=1) if closes == time(0) else day, closes, clinic.zone)


def end_of_working_day(clinic: Clinic, at: datetime, count: int) -> datetime | None:
    """When the clinic closes on the ``count``th working day after that of ``at``."""
    day = working_days_after(clinic.hours, clinic.closures, clinic.day_of(at), count)
    return end_of(clinic, day) if day else None


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
