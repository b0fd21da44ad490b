"""When a service reads what is sent to it: its hours, closures and time zone, given to the rules.

The sentence says when somebody *may* read it first, and never promises that they will at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.base.services.models import Service
from alongside.base.services.rules import calendar
from alongside.base.services.rules.calendar import WEEKDAYS, Closure, OpeningHours, ReadingKind


@dataclass(frozen=True, slots=True)
class ServiceCalendar:
    """A service's week, the days it is closed, and the time zone of both."""

    hours: OpeningHours
    closures: tuple[Closure, ...]
    zone: ZoneInfo


def calendar_of(service: Service) -> ServiceCalendar:
    """The calendar of ``service``; raises ``HoursInvalid`` where its hours were never checked."""
    return ServiceCalendar(
        calendar.opening_hours(_by_name(service.opening_hours)),
        _closures(service.closures),
        ZoneInfo(service.time_zone),
    )


def next_reading(service: Service, at: dt.datetime | None = None) -> dt.datetime | None:
    """When something sent at ``at`` (now) can be read first; None where nobody reads within 60 days."""
    of = calendar_of(service)
    return calendar.next_reading(of.hours, of.closures, of.zone, at or clock.now())


def next_working_morning(service: Service, at: dt.datetime | None = None) -> dt.datetime | None:
    """When the service first opens on a day after that of ``at`` (now)."""
    of = calendar_of(service)
    return calendar.next_working_morning(of.hours, of.closures, of.zone, at or clock.now())


def reading_sentence(service: Service, at: dt.datetime | None = None) -> str:
    """*Nobody reads this before Monday 9:00.* One whole sentence, in the service's own time."""
    at = at or clock.now()
    of = calendar_of(service)
    first = calendar.next_reading(of.hours, of.closures, of.zone, at)
    reading = calendar.describe_reading(first, of.closures, of.zone, at)
    if reading.date is None or reading.time is None or reading.weekday is None:
        return _("Nobody reads this for now. Please ring us.")
    facts = {
        "time": f"{reading.time.hour}:{reading.time.minute:02d}",
        "weekday": WEEKDAY_NAMES[reading.weekday],
        "date": formats.date_format(reading.date, "j F"),
    }
    sentences = {
        ReadingKind.NOW: _("We are open now, but we may not read this at once."),
        ReadingKind.LATER_TODAY: _("Nobody reads this before %(time)s today."),
        ReadingKind.TOMORROW: _("Nobody reads this before tomorrow, %(time)s."),
        ReadingKind.WEEKDAY: _("Nobody reads this before %(weekday)s %(time)s."),
        ReadingKind.DATE: _("Nobody reads this before %(weekday)s %(date)s, %(time)s."),
    }
    return sentences[reading.kind] % facts


def _by_name(stored: Mapping[str, Any]) -> dict[str, list[str]]:
    """The stored week (days as "0" for Monday, spans as pairs) in the words that the rules read."""
    return {
        WEEKDAYS[int(day)] if day.isdigit() and int(day) < len(WEEKDAYS) else day: [
            span if isinstance(span, str) else "-".join(span) for span in spans
        ]
        for day, spans in stored.items()
    }


def _closures(stored: Sequence[Mapping[str, str]]) -> tuple[Closure, ...]:
    """Closures are stored as ``{"first": "2026-12-25", "last": "2026-12-28", "reason": "…"}``."""
    return tuple(
        Closure(
            dt.date.fromisoformat(one["first"]),
            dt.date.fromisoformat(one.get("last", one["first"])),
            one.get("reason", ""),
        )
        for one in stored
    )
