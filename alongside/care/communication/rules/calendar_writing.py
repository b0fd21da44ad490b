"""Write visits as a calendar that any other program reads: the same key each time, a sequence that grows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar


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
    for visit in visits:
        made.add_component(_event(visit, zone))
    made.add_missing_timezones(
        first_date=_first(visits).date() - dt.timedelta(days=400),
        last_date=_last(visits).date() + dt.timedelta(days=400),
    )
    return made.to_ical()


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
    """By the clock of ``zone``; in UTC where it shows the time a second time: a calendar means the first."""
    there = at.astimezone(zone)
    return at.astimezone(dt.UTC) if there.fold else there


def _first(visits: Sequence[Out]) -> dt.datetime:
    return min((visit.starts_at for visit in visits), default=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def _last(visits: Sequence[Out]) -> dt.datetime:
    return max((visit.ends_at for visit in visits), default=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
