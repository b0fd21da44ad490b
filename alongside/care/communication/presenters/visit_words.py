"""How a visit reads: when, with whom, what it needs."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.base import clock
from alongside.care.communication.models import Visit
from alongside.care.partnership.models import Meeting
from alongside.care.partnership.names import named, short_name
from alongside.care.partnership.rules.preferences import Need

NEED_WORDS: dict[Need, str | Promise] = {
    Need.INTERPRETER: gettext_lazy("An interpreter"),
    Need.BSL: gettext_lazy("A sign language interpreter"),
    Need.DEAFBLIND: gettext_lazy("An interpreter for deafblind people"),
    Need.LIP_READING: gettext_lazy("A good place to read lips"),
    Need.HEARING_LOOP: gettext_lazy("A hearing loop"),
    Need.MORE_TIME: gettext_lazy("More time"),
    Need.SOMEONE_WITH_ME: gettext_lazy("Room for someone who comes along"),
    Need.LARGE_PRINT: gettext_lazy("Papers in large print"),
    Need.EASY_READ: gettext_lazy("Papers that are easy to read"),
    Need.BRAILLE: gettext_lazy("Papers in braille"),
    Need.AUDIO: gettext_lazy("What is written, to listen to"),
    Need.OTHER: gettext_lazy("What they wrote on their way"),
}


def local(at: dt.datetime, visit: Visit) -> dt.datetime:
    return at.astimezone(ZoneInfo(visit.partnership.service.time_zone))


def day_words(visit: Visit, at: dt.datetime | None = None) -> str:
    """*Tuesday 17 November*, by the service's clock; with the year where it is another one."""
    there = local(at or visit.starts_at, visit)
    this_year = clock.now().astimezone(there.tzinfo).year == there.year
    return formats.date_format(there.date(), "l j F" if this_year else "l j F Y")


def time_words(visit: Visit, at: dt.datetime | None = None) -> str:
    there = local(at or visit.starts_at, visit)
    return f"{there.hour}:{there.minute:02d}"


def when_words(visit: Visit) -> str:
    """*Tuesday 17 November, 10:15 to 10:45*; without a time, that it is not said yet."""
    if not visit.time_known:
        return _("%(day)s. The time is not said yet.") % {"day": day_words(visit)}
    facts = {
        "day": day_words(visit),
        "from": time_words(visit),
        "to": time_words(visit, visit.ends_at),
    }
    return _("%(day)s, %(from)s to %(to)s") % facts


def short_when(visit: Visit) -> str:
    """*on Tuesday at 10:15* within a week, *on Tuesday 24 November at 10:15* later."""
    there = local(visit.starts_at, visit)
    ahead = (there.date() - clock.now().astimezone(there.tzinfo).date()).days
    facts = {
        "day": formats.date_format(there.date(), "l") if 1 < ahead < 7 else day_words(visit),
        "time": time_words(visit),
    }
    if ahead == 0:
        return _("today at %(time)s") % facts if visit.time_known else _("today")
    if ahead == 1:
        return _("tomorrow at %(time)s") % facts if visit.time_known else _("tomorrow")
    return _("on %(day)s at %(time)s") % facts if visit.time_known else _("on %(day)s") % facts


def moved_words(visit: Visit) -> str:
    """Where it was before it was moved last; empty where it was not."""
    if visit.moved_from is None:
        return ""
    facts = {"day": day_words(visit, visit.moved_from), "time": time_words(visit, visit.moved_from)}
    return _("It was moved. Before, it was %(day)s at %(time)s.") % facts


def who_words(visit: Visit) -> str:
    return named(visit.professional.name, visit.professional_profession)


def who_short(visit: Visit) -> str:
    return short_name(visit.professional.name)


def how_words(visit: Visit) -> str:
    return {
        Meeting.How.IN_PERSON: _("Face to face"),
        Meeting.How.TELEPHONE: _("By telephone"),
        Meeting.How.VIDEO: _("By video"),
    }[Meeting.How(visit.how)]
