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
    """A calendar of ``visits``. ``zone`` says on which day one without a time is.

    Times are instants (UTC), which every program shows by its owner's clock: given with a zone and its rules,
    two readers made two times of one, near a change of the clocks and after having read another calendar.
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
    written: bytes = made.to_ical()
    return written


def _event(visit: Out, zone: ZoneInfo) -> icalendar.Event:
    event = icalendar.Event()
    event.add("UID", f"{visit.key}@calendar")
    event.add("SEQUENCE", visit.sequence)
    event.add("DTSTAMP", visit.changed_at.astimezone(dt.UTC))
    event.add("LAST-MODIFIED", visit.changed_at.astimezone(dt.UTC))
    if visit.time_known:
        event.add("DTSTART", visit.starts_at.astimezone(dt.UTC))
        event.add("DTEND", visit.ends_at.astimezone(dt.UTC))
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
