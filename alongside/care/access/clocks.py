"""By when the clinic answers, by its own calendar: what a page promises and what an item is due by."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from alongside.base import clock
from alongside.base.services.models import Service
from alongside.base.services.reading import calendar_of
from alongside.base.services.rules.calendar import working_days_after


def answer_by(service: Service, working_days: int, at: dt.datetime | None = None) -> dt.datetime | None:
    """The end of the ``working_days``-th day after ``at`` (now) on which the clinic opens.

    None where it does not open that often within the horizon of the calendar: then nothing is promised.
    """
    of = calendar_of(service)
    today = (at or clock.now()).astimezone(of.zone).date()
    day = working_days_after(of.hours, of.closures, today, working_days)
    return None if day is None else end_of(day, service)


def end_of(day: dt.date, service: Service) -> dt.datetime:
    """The midnight with which ``day`` ends where the service is."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(service.time_zone))


def day_of(end: dt.datetime, service: Service) -> dt.date:
    """The day that ends with ``end``."""
    return (end.astimezone(ZoneInfo(service.time_zone)) - dt.timedelta(microseconds=1)).date()
