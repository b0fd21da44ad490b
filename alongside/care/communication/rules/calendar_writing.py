"""Write visits as a calendar that any other program reads: the same key each time, a sequence that grows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar

AROUND = dt.timedelta(days=400)  # a year of the zone's rules before the first visit and after the last


@dataclass(frozen=True, slots=True)
class Out:
    """One visit as it leaves; ``title``, ``place``, ``words``: what whoever sees the calendar may read."""

    key: UUID
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    time_known: bool
    cancelled: bool
    changed_at: dt.datetime
    title: str
    place: str = ""
    words: str = ""


def write(visits: Sequence[Out], *, zone: ZoneInfo, name: str, maker: str) -> bytes:
    """A calendar of ``visits`` by the clock of ``zone``, with that zone's rules in it.

    ``maker`` and ``name`` are all that says where it comes from: a neutral calendar has neutral ones.
    """
    made = icalendar.Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", f"-//{maker}//EN")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", "PUBLISH")
    if name:
        made.add("X-WR-CALNAME", name)
    if visits:
        made.add_component(zone_rules(zone, _first(visits) - AROUND, _last(visits) + AROUND))
    for visit in visits:
        made.add_component(_event(visit, zone))
    written: bytes = made.to_ical()
    return written


def zone_rules(zone: ZoneInfo, start: dt.datetime, end: dt.datetime) -> icalendar.Timezone:
    """The rules of ``zone`` from ``start`` to ``end``: each change of the clocks at its instant.

    Our own, as the library’s (7.3.0) puts each change to summer time an hour late, and readers believe it.
    Each change has its day as RDATE too: some readers ask for a rule.
    """
    made = icalendar.Timezone()
    made.add("TZID", zone.key)
    made.add_component(_observance(start, start, zone))
    at = start
    while at < end:
        following = at + dt.timedelta(days=1)
        if at.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            change = _change(zone, at, following)
            made.add_component(_observance(change - dt.timedelta(seconds=1), change, zone))
        at = following
    return made


def _change(zone: ZoneInfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    """The second at which the clocks change between two instants."""
    old = before.astimezone(zone).utcoffset()
    while after - before > dt.timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def _observance(before: dt.datetime, at: dt.datetime, zone: ZoneInfo) -> icalendar.Component:
    """From ``at`` on, by the clock that stood before it."""
    was, now = before.astimezone(zone), at.astimezone(zone)
    offset = was.utcoffset() or dt.timedelta()
    onset = (at.astimezone(dt.UTC) + offset).replace(tzinfo=None, microsecond=0)
    part: icalendar.Component = icalendar.TimezoneDaylight() if now.dst() else icalendar.TimezoneStandard()
    part.add("DTSTART", onset)
    part.add("RDATE", onset)
    part.add("TZOFFSETFROM", offset)
    part.add("TZOFFSETTO", now.utcoffset())
    part.add("TZNAME", now.tzname() or zone.key)
    return part


def _event(visit: Out, zone: ZoneInfo) -> icalendar.Event:
    event = icalendar.Event()
    event.add("UID", f"{visit.key}@calendar")
    event.add("SEQUENCE", visit.sequence)
    event.add("DTSTAMP", visit.changed_at.astimezone(dt.UTC))
    event.add("LAST-MODIFIED", visit.changed_at.astimezone(dt.UTC))
    if visit.time_known:
        event.add("DTSTART", _local(visit.starts_at, zone))
        event.add("DTEND", _local(visit.ends_at, zone))
    else:
        event.add("DTSTART", visit.starts_at.astimezone(zone).date())
        event.add("DTEND", visit.starts_at.astimezone(zone).date() + dt.timedelta(days=1))
    event.add("SUMMARY", visit.title)
    event.add("STATUS", "CANCELLED" if visit.cancelled else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    if visit.place:
        event.add("LOCATION", visit.place)
    if visit.words:
        event.add("DESCRIPTION", visit.words)
    return event


def _local(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """By the clock of ``zone``; in UTC where that shows the time twice: readers differ in which they mean."""
    there = at.astimezone(zone)
    twice = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    return at.astimezone(dt.UTC) if twice else there


def _first(visits: Sequence[Out]) -> dt.datetime:
    return min((visit.starts_at for visit in visits), default=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def _last(visits: Sequence[Out]) -> dt.datetime:
    return max((visit.ends_at for visit in visits), default=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
