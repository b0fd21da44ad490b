"""When a service reads what is sent to it: opening hours, closures, and the next reading.

The hours are wall-clock times in the service's own time zone. Each opening is one stretch of instants,
worked out through UTC, so that both changes of the clocks come out right:

- A time that the clocks skip (spring) stands for the moment of the change. An opening that lies wholly in
  the skipped hour does not happen.
- A time that the clocks repeat (autumn) stands for its first occurrence. A service therefore never claims
  to read longer than it says.

Nothing here reads the clock: `at` is always given. Instants must carry a time zone (`ValueError` if not).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HORIZON = dt.timedelta(days=60)
"""How far ahead an opening is looked for. Beyond it, nobody reads: the page says so and gives the number to
ring.
"""

_MIDNIGHT = dt.time(0)
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-\N{EN DASH}]\s*(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class HoursProblem:
    """One fault in opening hours or closures: where it is, and why it is refused."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class HoursInvalid(ValueError):
    """Opening hours were refused. `problems` holds every fault found."""

    def __init__(self, problems: Sequence[HoursProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, order=True)
class Span:
    """From `opens` until just before `closes`, on one day. `closes` at 00:00 means midnight at the end of
    that day.
    """

    opens: dt.time
    closes: dt.time

    def __post_init__(self) -> None:
        if self.closes != _MIDNIGHT and self.closes <= self.opens:
            raise ValueError("A span must close after it opens.")
        if self.opens.tzinfo is not None or self.closes.tzinfo is not None:
            raise ValueError("A span is wall-clock time; it carries no time zone.")

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{'24:00' if self.closes == _MIDNIGHT else format(self.closes, '%H:%M')}"


@dataclass(frozen=True)
class OpeningHours:
    """The weekly table: seven days from Monday, each with its spans in order."""

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(WEEKDAYS):
            raise ValueError("A week has seven days.")

    def on(self, day: dt.date) -> tuple[Span, ...]:
        """The spans of this date's weekday."""
        return self.days[day.weekday()]

    def as_plain(self) -> dict[str, list[str]]:
        """The table as plain data, for a JSON field or TOML; `opening_hours` reads it back."""
        return {name: [str(span) for span in spans] for name, spans in zip(WEEKDAYS, self.days, strict=True)}


@dataclass(frozen=True)
class Closure:
    """Days on which the service does not open: `first` to `last`, both included, with the reason people are
    told.
    """

    first: dt.date
    last: dt.date
    reason: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A closure must end on or after the day it begins.")

    def covers(self, day: dt.date) -> bool:
        """Whether the service is closed on this day."""
        return self.first <= day <= self.last


class ReadingKind(StrEnum):
    """How a reading lies to the moment of sending; a presenter makes the sentence."""

    NOW = "now"
    LATER_TODAY = "later_today"
    TOMORROW = "tomorrow"
    WEEKDAY = "weekday"  # two to six days ahead: the weekday's name is enough
    DATE = "date"  # a week or more ahead: the date is needed
    NOBODY = "nobody"  # nobody reads within the horizon: ring


@dataclass(frozen=True)
class Reading:
    """When something sent is read, told by the service's own clock.

    `at` is None when nobody reads. `weekday` counts from Monday = 0. `closure` is the
    reason of a closure that the wait goes over, if any.
    """

    kind: ReadingKind
    at: dt.datetime | None
    date: dt.date | None
    time: dt.time | None
    weekday: int | None
    closure: str


def opening_hours(plain: Mapping[str, object]) -> OpeningHours:
    """Read a weekly table such as `{"monday": ["09:00-12:30", "13:30-17:00"], ...}`; a day left out is
    closed.

    Raises `HoursInvalid` with every fault: unknown days, times that are not, spans that end before they
    begin or overlap.
    """
    problems = [HoursProblem(str(day), "is not a day of the week") for day in plain if day not in WEEKDAYS]
    days = tuple(_day(name, plain.get(name, []), problems) for name in WEEKDAYS)
    if problems:
        raise HoursInvalid(problems)
    return OpeningHours(days)


def is_open(hours: OpeningHours, closures: Sequence[Closure], tz: ZoneInfo, at: dt.datetime) -> bool:
    """Whether the service is open, and so reads, at this instant."""
    at = _instant(at)
    return any(start <= at < end for start, end in _openings(hours, closures, tz, _yesterday(at, tz), days=3))


def next_reading(
    hours: OpeningHours, closures: Sequence[Closure], tz: ZoneInfo, at: dt.datetime
) -> dt.datetime | None:
    """When something sent at `at` is read: at once while the service is open, else when it opens next, in
    the service's time zone.

    None when it does not open within `HORIZON`; the page then says that nobody reads, and gives the number
    to ring.
    """
    at = _instant(at)
    for start, end in _openings(hours, closures, tz, _yesterday(at, tz), days=HORIZON.days + 3):
        if end > at:
            reading = max(start, at)
            return reading.astimezone(tz) if reading - at <= HORIZON else None
    return None


def next_working_morning(
    hours: OpeningHours, closures: Sequence[Closure], tz: ZoneInfo, at: dt.datetime
) -> dt.datetime | None:
    """When the service first opens on a day after that of `at`: the time by which an owner rings. None
    beyond `HORIZON`.
    """
    tomorrow = _instant(at).astimezone(tz).date() + dt.timedelta(days=1)
    for start, _ in _openings(hours, closures, tz, tomorrow, days=HORIZON.days):
        return start.astimezone(tz)
    return None


def working_days_after(
    hours: OpeningHours, closures: Sequence[Closure], day: dt.date, count: int
) -> dt.date | None:
    """The `count`th day after `day` on which the service opens at all (1 = the next one).

    None when there are not that many within `HORIZON` for each day counted. `ValueError` for a count under 1.
    """
    if count < 1:
        raise ValueError("Working days are counted from 1.")
    current = day
    for _ in range(count):
        current_or_none = _next_working_day(hours, closures, current)
        if current_or_none is None:
            return None
        current = current_or_none
    return current


def open_time(
    hours: OpeningHours, closures: Sequence[Closure], tz: ZoneInfo, since: dt.datetime, until: dt.datetime
) -> dt.timedelta:
    """How long the service was open between two instants: waiting as its own clock counts it.

    Nothing where `until` is not after `since`.
    """
    since, until = _instant(since), _instant(until)
    first = _yesterday(since, tz)
    days = max(0, (until.astimezone(tz).date() - first).days + 1)
    spans = _openings(hours, closures, tz, first, days=days)
    shared = (min(end, until) - max(start, since) for start, end in spans)
    return sum((span for span in shared if span > dt.timedelta(0)), dt.timedelta(0))


def last_closing(hours: OpeningHours, tz: ZoneInfo, day: dt.date) -> dt.datetime | None:
    """When the service closes for the last time on `day` by its weekly table; None on a day without hours."""
    ends = [end for _, end in _openings(hours, (), tz, day, days=1)]
    return max(ends).astimezone(tz) if ends else None


def describe_reading(
    reading: dt.datetime | None, closures: Sequence[Closure], tz: ZoneInfo, at: dt.datetime
) -> Reading:
    """How `reading` (from `next_reading`) lies to `at`, by the service's clock: today, tomorrow, a weekday,
    a date, or nobody.
    """
    today = _instant(at).astimezone(tz).date()
    if reading is None:
        return Reading(
            ReadingKind.NOBODY, None, None, None, None, _reason_between(closures, today, today + HORIZON)
        )
    local = _instant(reading).astimezone(tz)
    ahead = (local.date() - today).days
    if _instant(reading) <= _instant(at):
        kind = ReadingKind.NOW
    elif ahead == 0:
        kind = ReadingKind.LATER_TODAY
    elif ahead == 1:
        kind = ReadingKind.TOMORROW
    else:
        kind = ReadingKind.WEEKDAY if ahead < len(WEEKDAYS) else ReadingKind.DATE
    reason = _reason_between(closures, today, local.date())
    return Reading(kind, local, local.date(), local.time(), local.weekday(), reason)


def _day(name: str, plain: object, problems: list[HoursProblem]) -> tuple[Span, ...]:
    if not isinstance(plain, list | tuple):
        problems.append(HoursProblem(name, "must be a list of spans such as 09:00-17:00"))
        return ()
    spans = sorted(span for text in plain if (span := _span(name, text, problems)) is not None)
    for earlier, later in pairwise(spans):
        if earlier.closes == _MIDNIGHT or later.opens < earlier.closes:
            problems.append(HoursProblem(name, f"{earlier} and {later} overlap"))
    return tuple(spans)


def _span(name: str, text: object, problems: list[HoursProblem]) -> Span | None:
    match = _SPAN.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        problems.append(HoursProblem(name, f"“{text}” is not a span such as 09:00-17:00"))
        return None
    numbers = [int(number) for number in match.groups()]
    if numbers[2:] == [24, 0]:
        numbers[2] = 0
    if numbers[0] > 23 or numbers[1] > 59 or numbers[2] > 23 or numbers[3] > 59:
        problems.append(HoursProblem(name, f"“{text}” is not a time of day"))
        return None
    opens, closes = dt.time(numbers[0], numbers[1]), dt.time(numbers[2], numbers[3])
    if closes != _MIDNIGHT and closes <= opens:
        problems.append(HoursProblem(name, f"“{text}” closes before it opens"))
        return None
    return Span(opens, closes)


def _openings(
    hours: OpeningHours, closures: Sequence[Closure], tz: ZoneInfo, first: dt.date, *, days: int
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Every opening (start, end: UTC) that begins on one of `days` local dates from `first`, in order of
    time.
    """
    for offset in range(days):
        day = first + dt.timedelta(days=offset)
        if any(closure.covers(day) for closure in closures):
            continue
        for span in hours.on(day):
            start = instant_of(day, span.opens, tz)
            end_day = day + dt.timedelta(days=1) if span.closes == _MIDNIGHT else day
            end = instant_of(end_day, span.closes, tz)
            if start < end:
                yield start, end


def _next_working_day(hours: OpeningHours, closures: Sequence[Closure], after: dt.date) -> dt.date | None:
    for offset in range(1, HORIZON.days + 1):
        day = after + dt.timedelta(days=offset)
        if hours.on(day) and not any(closure.covers(day) for closure in closures):
            return day
    return None


def instant_of(day: dt.date, time: dt.time, tz: ZoneInfo) -> dt.datetime:
    """The instant of a wall-clock time: the first of two when it is repeated, the change itself when it is
    skipped.
    """
    wall = dt.datetime.combine(day, time, tz)
    first = wall.replace(fold=0).astimezone(dt.UTC)
    second = wall.replace(fold=1).astimezone(dt.UTC)
    if second >= first:
        return first
    # Skipped: read by the old offset it falls after the change, by the new one before it. The change lies
    # between; find its second.
    before, after = second, first
    old = before.astimezone(tz).utcoffset()
    while after - before > dt.timedelta(seconds=1):
        middle = before + dt.timedelta(seconds=(after - before) // dt.timedelta(seconds=2))
        if middle.astimezone(tz).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def _yesterday(at: dt.datetime, tz: ZoneInfo) -> dt.date:
    return at.astimezone(tz).date() - dt.timedelta(days=1)


def _instant(at: dt.datetime) -> dt.datetime:
    """`at` in UTC. Instants are compared there only: two times of one zone compare by their wall clocks,
    which repeat.
    """
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError("An instant must carry its time zone.")
    return at.astimezone(dt.UTC)


def _reason_between(closures: Sequence[Closure], first: dt.date, last: dt.date) -> str:
    met = [closure for closure in closures if closure.first <= last and closure.last >= first]
    return min(met, key=lambda closure: closure.first).reason if met else ""
