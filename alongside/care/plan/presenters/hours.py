"""A service's opening hours in one line."""

from __future__ import annotations

from itertools import groupby

from django.utils.dates import WEEKDAYS as NAMES
from django.utils.translation import gettext as _

from alongside.base.services.rules.calendar import OpeningHours, Span


def hours_line(hours: OpeningHours) -> str:
    """*Monday to Friday, 09:00 to 17:00*; empty where it is never open."""
    week = list(enumerate(hours.days))
    lines = []
    for spans, run in groupby(week, key=lambda one: one[1]):
        days = [place for place, _spans in run]
        if spans:
            lines.append(_("%(days)s, %(times)s") % {"days": _days(days), "times": _times(spans)})
    return "; ".join(lines)


def _days(days: list[int]) -> str:
    first, last = str(NAMES[days[0]]), str(NAMES[days[-1]])
    if len(days) == 1:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _times(spans: tuple[Span, ...]) -> str:
    return ", ".join(
        _("%(start)s to %(end)s") % {"start": f"{one.opens:%H:%M}", "end": f"{one.closes:%H:%M}"}
        for one in spans
    )
