"""When and how, in words: the same for both sides."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.base.services.models import Service
from alongside.care.communication.models import Call
from alongside.care.communication.rules.call_times import PartOfDay
from alongside.care.partnership import way
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.reminder_presenters import zone_name

PARTS = {
    PartOfDay.MORNING: lambda: _("in the morning"),
    PartOfDay.AFTERNOON: lambda: _("in the afternoon"),
    PartOfDay.EVENING: lambda: _("in the evening"),
}


def hour(call: Call, at: datetime) -> str:
    """*9:05*, by the clinic's clock."""
    return _hour(at, call.service)


def day(call: Call, at: datetime) -> str:
    """*today*, *tomorrow*, *on Tuesday*, *on Tuesday 1 December*."""
    return _day(at, call.service)


def _local(at: datetime, service: Service) -> datetime:
    return at.astimezone(ZoneInfo(service.time_zone))


def _hour(at: datetime, service: Service) -> str:
    there = _local(at, service)
    return f"{there.hour}:{there.minute:02d}"


def _day(at: datetime, service: Service) -> str:
    there = _local(at, service)
    ahead = (there.date() - clock.today(service.time_zone)).days
    if ahead == 0:
        return _("today")
    if ahead == 1:
        return _("tomorrow")
    if ahead == -1:
        return _("yesterday")
    if 1 < ahead < 7:
        return _("on %(weekday)s") % {"weekday": WEEKDAYS[there.weekday()]}
    return _("on %(day)s") % {"day": formats.date_format(there, "l j F")}


def by_when(call: Call, at: datetime) -> str:
    """*tomorrow by 17:00*."""
    return _by_when(at, call.service)


def _by_when(at: datetime, service: Service) -> str:
    return _("%(day)s by %(hour)s") % {"day": _day(at, service), "hour": _hour(at, service)}


def from_when(call: Call, at: datetime) -> str:
    """*tomorrow from 9:00 on*."""
    return _("%(day)s from %(hour)s on") % {"day": day(call, at), "hour": hour(call, at)}


def when(call: Call, at: datetime) -> str:
    """*yesterday at 10:40*."""
    return _("%(day)s at %(hour)s") % {"day": day(call, at), "hour": hour(call, at)}


def whose_clock(call: Call) -> str:
    """For whoever is where another clock counts: whose clock these times are of. Empty for everybody else."""
    partnership, clinics = call.partnership, call.service.time_zone
    if way.zone_of(partnership, way.current(partnership)).key == clinics:
        return ""
    return _("Times are by the clock in %(place)s, where the clinic is.") % {"place": zone_name(clinics)}


def window(call: Call) -> str:
    """*tomorrow between 10:00 and 12:00*; empty where none was promised."""
    if call.from_at is None or call.until_at is None:
        return ""
    return _("%(day)s between %(start)s and %(end)s") % {
        "day": day(call, call.from_at),
        "start": hour(call, call.from_at),
        "end": hour(call, call.until_at),
    }


def times(call: Call) -> str:
    """*Monday or Tuesday, in the morning*; empty where any time suits."""
    days = _either([str(WEEKDAYS[each]) for each in call.days])
    parts = _either([PARTS[PartOfDay(each)]() for each in call.parts])
    if days and parts:
        return _("%(days)s, %(parts)s") % {"days": days, "parts": parts}
    return days or parts


def _either(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s or %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def number(call: Call) -> str:
    """The number for this call: the one they gave for it, else the one on record."""
    return call.phone or call.partnership.phone


def dial(text: str) -> str:
    """The address with which a telephone dials it; empty where there is nothing to dial."""
    digits = "".join(sign for sign in text if sign.isdigit() or sign == "+")
    return f"tel:{digits}" if digits else ""


def open_line(partnership: Partnership) -> str:
    """*1 to make, the next tomorrow by 17:00*, from the figures."""
    figures = partnership.figures
    if not figures.calls_open:
        return _("None to make")
    if figures.next_call_at is None:
        return _("%(n)d to make") % {"n": figures.calls_open}
    service = partnership.service
    return _("%(n)d to make, the next %(when)s") % {
        "n": figures.calls_open,
        "when": _by_when(figures.next_call_at, service),
    }
