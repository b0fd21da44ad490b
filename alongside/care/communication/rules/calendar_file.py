"""Read a calendar: every entry inside a window, at its instants, with the codes of ours that stand in it.

``read`` knows no person and keeps no word of an entry. Times with a zone are in it, whatever that zone is
called (IANA, Windows, the calendar's own); times without one are by the service's clock.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import recurring_ical_events
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from alongside.care.communication.rules import visit_code
from alongside.care.communication.rules.calendar_refusal import (
    MOST_OCCURRENCES,
    MOST_STEPS,
    CalendarRefused,
    LeftOut,
    Refusal,
)
from alongside.care.communication.rules.calendar_repeats import NotFollowed, cost
from alongside.care.communication.rules.calendar_text import (
    TIMES,
    WORDS,
    Block,
    Plain,
    plain,
    value_of,
    with_zone,
    zone_name,
    zones_named,
)

LOOK_BACK, LOOK_AHEAD = dt.timedelta(days=30), dt.timedelta(days=400)
LONGEST = dt.timedelta(hours=12)
USUAL = dt.timedelta(minutes=30)  # of an entry that says no end
MOST_DATES = 1_000  # single dates beside a rule
LONGEST_PLACE = 300
# What the calendar libraries raise on what they did not expect; each is one entry that cannot be read.
FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Entry:
    """One occurrence. ``series`` and ``key`` are fingerprints; ``codes`` are ours, written right.

    ``sequence`` counts only where an entry stands alone: in a series, calendars count the series.
    """

    series: str
    key: str
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    time_known: bool
    cancelled: bool
    codes: frozenset[str]
    place: str


@dataclass(slots=True)
class Reading:
    """Entries in order of time, each key once; how many were left out, and why, and of which series."""

    entries: list[Entry] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    left_out: Counter[LeftOut] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start`` to ``end``, aware."""

    start: dt.datetime
    end: dt.datetime

    def dates(self) -> tuple[dt.date, dt.date]:
        return self.start.date(), self.end.date()

    def has(self, starts_at: dt.datetime) -> bool:
        return self.start <= starts_at <= self.end


class _Skip(Exception):
    def __init__(self, why: LeftOut) -> None:
        super().__init__(why.value)
        self.why = why


def window_at(now: dt.datetime) -> Window:
    return Window(now - LOOK_BACK, now + LOOK_AHEAD)


def read(data: bytes, *, zone: ZoneInfo, window: Window) -> Reading:
    """The entries of the calendar in ``data`` that begin inside ``window``.

    Raises ``CalendarRefused``, and nothing else, whatever ``data`` holds.
    """
    text = plain(data)
    zones = _own_zones(text)
    reading = Reading()
    spent = Counter[str]()
    found: dict[str, Entry] = {}
    for uid, blocks in _by_uid(text, reading).items():
        try:
            # What the libraries find odd is not ours to tell in a log: a warning can quote the diary.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                entries = list(_series(uid, blocks, zones, _Clock(zone, window, text.method), spent))
        except _Skip as skipped:
            reading.left_out[skipped.why] += 1
            reading.unread.add(_fingerprint(uid))
        except FAULTS:
            reading.left_out[LeftOut.BROKEN] += 1
            reading.unread.add(_fingerprint(uid))
        else:
            found.update({entry.key: entry for entry in entries})
    reading.entries = sorted(found.values(), key=lambda entry: (entry.starts_at, entry.key))
    return reading


@dataclass(frozen=True, slots=True)
class _Clock:
    """By what times are told, which of them are asked for, and what the whole calendar is sent for."""

    zone: ZoneInfo
    window: Window
    method: str

    def instant(self, at: dt.date | dt.datetime) -> dt.datetime:
        """In UTC; a day begins at its midnight, and a time without a zone is by the service's clock."""
        if not isinstance(at, dt.datetime):
            at = dt.datetime.combine(at, dt.time())
        return (at if at.tzinfo else at.replace(tzinfo=self.zone)).astimezone(dt.UTC)


def _by_uid(text: Plain, reading: Reading) -> dict[str, list[Block]]:
    groups: dict[str, list[Block]] = {}
    for block in text.events:
        line = block.first("UID")
        uid = line.value.strip() if line else ""
        if uid:
            groups.setdefault(uid, []).append(block)
        else:
            reading.left_out[LeftOut.NO_UID] += 1
    return groups


def _own_zones(text: Plain) -> dict[str, str]:
    """For each zone the calendar brings: its IANA name, or, where it has none, a name for its own rules."""
    names = {}
    for called, rules in text.zones.items():
        known = _known_zone(called)
        if known is None:
            known = zone_name(rules)
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    icalendar.Timezone.from_ical(
                        re.sub(r"(?im)^TZID[^\r\n]*", f"TZID:{known}", rules, count=1)
                    )
            except FAULTS:
                continue  # entries that name it are left out
        names[called] = known
    return names


def _known_zone(called: str) -> str | None:
    """The IANA name of a zone: its own, of Windows, or at the end of a longer one."""
    bare = called.strip().strip("/")
    if bare in WINDOWS_TO_OLSON:
        return WINDOWS_TO_OLSON[bare]
    parts = bare.split("/")
    for start in range(len(parts)):
        name = "/".join(parts[start:])
        if name in _all_zones():
            return name
    return None


@cache
def _all_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _series(
    uid: str, blocks: Sequence[Block], zones: dict[str, str], clock: _Clock, spent: Counter[str]
) -> Iterator[Entry]:
    """The entries of one UID."""
    events = [_event(block, zones) for block in blocks]
    series = _fingerprint(uid)
    if not any("RRULE" in event or "RDATE" in event or "RECURRENCE-ID" in event for event in events):
        event = max(events, key=_sequence)
        yield from _entry(event, clock, series, _fingerprint(f"{uid}\n"), _sequence(event))
        return
    _require_cheap(blocks, events, clock, spent)
    made = icalendar.Calendar()
    for event in events:
        made.add_component(event)
    onward = {clock.instant(_date(event, "RECURRENCE-ID")): event for event in events if _goes_on(event)}
    query = recurring_ical_events.of(made)
    for event in query.between(clock.window.start, clock.window.end):
        once = clock.instant(_date(event, "RECURRENCE-ID" if "RECURRENCE-ID" in event else "DTSTART"))
        if once in onward:
            once = clock.instant(_before_it_moved(event, onward[once]))
        yield from _entry(event, clock, series, _fingerprint(f"{uid}\n{once.isoformat()}"), 0)


def _goes_on(event: icalendar.Component) -> bool:
    """Whether it changes one occurrence and all that follow it."""
    if "RECURRENCE-ID" not in event:
        return False
    return str(event["RECURRENCE-ID"].params.get("RANGE", "")).upper() == "THISANDFUTURE"


def _before_it_moved(event: icalendar.Component, onward: icalendar.Component) -> dt.date | dt.datetime:
    """When an occurrence would have been before ``onward`` moved it and others: all of those carry the id of
    the first, and by their clock each was moved as far as that one.
    """
    at, first, then = _date(event, "DTSTART"), _date(onward, "DTSTART"), _date(onward, "RECURRENCE-ID")
    if isinstance(at, dt.datetime) and isinstance(first, dt.datetime) and isinstance(then, dt.datetime):
        if at.tzinfo is not None and then.tzinfo is not None:
            then = then.astimezone(at.tzinfo)
        return then + (at.replace(tzinfo=None) - first.replace(tzinfo=None))
    return then + (at - first)


def _event(block: Block, zones: dict[str, str]) -> icalendar.Component:
    """The event as the library reads it, each zone by a name that it knows for certain."""
    rows = []
    for line in block.lines:
        if line.name == "EXRULE":
            raise _Skip(LeftOut.REPEATS)
        text = line.text
        for called in zones_named(line) if line.name in TIMES else ():
            known = zones.get(called) or _known_zone(called)
            if known is None:
                raise _Skip(LeftOut.ZONE)
            text = with_zone(line, known)
        rows.append(text)
    if block.first("DTSTART") is None:
        raise _Skip(LeftOut.NO_TIME)
    if any(len(block.all(name)) > 1 for name in ("DTSTART", "DTEND", "RRULE", "RECURRENCE-ID")):
        raise _Skip(LeftOut.BROKEN)
    made = icalendar.Event.from_ical("\r\n".join(["BEGIN:VEVENT", *rows, "END:VEVENT", ""]))
    if not isinstance(made, icalendar.Event) or made.errors:
        raise _Skip(LeftOut.BROKEN)
    return made


def _require_cheap(
    blocks: Sequence[Block], events: Sequence[icalendar.Component], clock: _Clock, spent: Counter[str]
) -> None:
    """Count what following this series costs, and refuse the calendar where all of it is too much."""
    dates = sum(
        line.value.count(",") + 1
        for block in blocks
        for name in ("RDATE", "EXDATE")
        for line in block.all(name)
    )
    if dates > MOST_DATES:
        raise CalendarRefused(Refusal.TOO_MUCH)
    spent["times"] += dates
    for block, event in zip(blocks, events, strict=True):
        for line in block.all("RRULE"):
            first = _date(event, "DTSTART")
            day = first.date() if isinstance(first, dt.datetime) else first
            if re.search(r"FREQ=(SECONDLY|MINUTELY|HOURLY)", line.value, re.IGNORECASE):
                raise CalendarRefused(Refusal.TOO_MUCH)
            try:
                paid = cost(value_of(line.text), day, clock.window.dates())
            except NotFollowed as not_followed:
                raise _Skip(LeftOut.REPEATS) from not_followed
            spent["steps"] += paid.steps
            spent["times"] += paid.times
    if spent["steps"] > MOST_STEPS or spent["times"] > MOST_OCCURRENCES:
        raise CalendarRefused(Refusal.TOO_MUCH)


def _entry(
    event: icalendar.Component, clock: _Clock, series: str, key: str, sequence: int
) -> Iterator[Entry]:
    """The occurrence, where it begins inside the window. Whole days away are nobody's visit."""
    first = _date(event, "DTSTART")
    time_known = isinstance(first, dt.datetime)
    starts_at = clock.instant(first)
    if not clock.window.has(starts_at):
        return
    ends_at = _ends_at(event, first, clock)
    if ends_at <= starts_at:
        ends_at = starts_at + USUAL
    codes = _codes(event)
    if ends_at - starts_at > (LONGEST if time_known else 3 * LONGEST):
        if codes:
            raise _Skip(LeftOut.TOO_LONG)
        return
    yield Entry(
        series=series,
        key=key,
        sequence=sequence,
        starts_at=starts_at,
        ends_at=ends_at,
        time_known=time_known,
        cancelled=clock.method == "CANCEL" or str(event.get("STATUS", "")).upper() == "CANCELLED",
        codes=codes,
        place=_place(event, codes),
    )


def _ends_at(event: icalendar.Component, first: dt.date | dt.datetime, clock: _Clock) -> dt.datetime:
    """Days of a duration go by the clock on the wall; its hours are hours, also while clocks change."""
    if "DTEND" in event:
        return clock.instant(_date(event, "DTEND"))
    lasts = getattr(event["DURATION"], "dt", None) if "DURATION" in event else None
    if not isinstance(lasts, dt.timedelta):
        lasts = USUAL if isinstance(first, dt.datetime) else dt.timedelta(days=1)
    days = dt.timedelta(days=lasts.days)
    return clock.instant(first + days) + (lasts - days)


def _date(event: icalendar.Component, name: str) -> dt.date | dt.datetime:
    """The day or the time of a property; whatever else it may hold cannot be read."""
    value = getattr(event[name], "dt", None)
    if not isinstance(value, dt.date):
        raise _Skip(LeftOut.BROKEN)
    return value


def _codes(event: icalendar.Component) -> frozenset[str]:
    given: list[Any] = [event[name] for name in WORDS if name in event]
    values = [one for value in given for one in (value if isinstance(value, list) else [value])]
    said = (" ".join(map(str, value.cats)) if hasattr(value, "cats") else str(value) for value in values)
    return visit_code.found(" \n ".join(said))


def _place(event: icalendar.Component, codes: frozenset[str]) -> str:
    """The place in one line, without our code; a clinic's own words."""
    value: Any = event.get("LOCATION", "")
    text = " ".join(str(value[0] if isinstance(value, list) else value).split())
    if codes and visit_code.found(text):
        return ""
    return "".join(sign for sign in text if sign.isprintable())[:LONGEST_PLACE]


def _sequence(event: icalendar.Component) -> int:
    value = event.get("SEQUENCE", 0)
    number = value if isinstance(value, int) else 0
    return min(max(number, 0), 2**31 - 1)


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
