"""The sentences about reminders: of what, on which days, by whose clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.partnership import anchors, cues, way
from alongside.care.partnership.cues import Cue
from alongside.care.partnership.models import Partnership, Schedule, Silence
from alongside.care.partnership.rules.preferences import Purpose
from alongside.care.partnership.rules.schedules import Every


@dataclass(frozen=True, slots=True)
class CueLine:
    """One thing to be reminded of: what stands, when the next one is, and what can be changed."""

    name: str
    label: str
    stands: str
    next: str
    waits: bool
    silenced: bool
    by_days: bool
    is_set: bool


def reminders_page(partnership: Partnership, *, for_person: bool) -> dict[str, Any]:
    """Every cue there is, with what stands."""
    newest = way.current(partnership)
    zone = way.zone_of(partnership, newest)
    silenced = set(Silence.objects.filter(partnership=partnership).values_list("cue", flat=True))
    to_come = Q(next_at__isnull=False) | ~Q(after="")
    rows = Schedule.objects.filter(to_come, partnership=partnership, stopped_at=None)
    of_cue: dict[str, list[Schedule]] = {}
    for row in rows.order_by(F("next_at").asc(nulls_last=True)):
        of_cue.setdefault(row.cue, []).append(row)
    found = way.may_leave(partnership, newest, Purpose.ROUTINE)
    return {
        "lines": [_line(cue, of_cue.get(cue.name, []), silenced, zone) for cue in cues.all_cues()],
        "nothing": "" in silenced,
        "zone": zone_name(zone.key),
        "stopped_by_way": not found.allowed and not found.waits,
        "for_person": for_person,
    }


def zone_name(key: str) -> str:
    """*Europe/London* → *London (Europe)*."""
    area, _slash, place = key.partition("/")
    place = place.replace("_", " ").replace("/", ", ")
    return f"{place} ({area})" if place else area


def rhythm_words(row: Schedule) -> str:
    """*Every Monday and Thursday at 9:00*."""
    facts = {"days": day_names(row.weekdays), "time": f"{row.at.hour}:{row.at.minute:02d}"}
    if row.after:
        return _weeks_words(row, facts["time"])
    if row.every == Every.ONCE:
        facts["days"] = formats.date_format(row.first_on, "l j F")
        words = _("Once, on %(days)s at %(time)s") % facts
    elif row.every == Every.FORTNIGHT:
        words = _("Every other week on %(days)s at %(time)s") % facts
    elif len(row.weekdays) == len(WEEKDAYS):
        words = _("Every day at %(time)s") % facts
    else:
        words = _("Every %(days)s at %(time)s") % facts
    if row.until_on is None or row.every == Every.ONCE:
        return words
    last = formats.date_format(row.until_on, "j F Y")
    return _("%(when)s, until %(last)s") % {"when": words, "last": last}


def _weeks_words(row: Schedule, time: str) -> str:
    """*6 weeks after we last met or spoke, at 9:00*."""
    weeks = row.weeks or 0
    words = ngettext(
        "%(n)d week after %(what)s, at %(time)s", "%(n)d weeks after %(what)s, at %(time)s", weeks
    )
    return words % {"n": weeks, "what": anchors.anchor(row.after).label, "time": time}


def day_names(weekdays: Iterable[int]) -> str:
    """*Monday, Wednesday and Friday*."""
    names = [str(WEEKDAYS[each]) for each in sorted(weekdays)]
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def _line(cue: Cue, rows: list[Schedule], silenced: set[str], zone: ZoneInfo) -> CueLine:
    own = next((row for row in rows if row.about is None), None)
    row = own or (rows[0] if rows else None)
    if cue.name in silenced:
        stands = _("Not at all, as you asked.")
    elif row is not None:
        stands = rhythm_words(row)
    elif cue.by_us and "" not in silenced:
        stands = _("We remind you once when it is time.")
    else:
        stands = _("No reminder.")
    next_at, waits = "", False
    if row is not None and row.next_at is not None:
        next_at = formats.date_format(row.next_at.astimezone(zone), "l j F, H:i")
    elif row is not None and row.after and cue.name not in silenced:
        waits = True
    return CueLine(
        cue.name,
        str(cue.label),
        stands,
        next_at,
        waits,
        cue.name in silenced,
        cue.by_days,
        own is not None,
    )
