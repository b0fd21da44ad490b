"""The sentences about promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.care.partnership.models import Partnership, Promise
from alongside.care.partnership.presenters import profession_label

MOST_SETTLED = 50


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise: who, what, when, and what became of it."""

    id: UUID
    by: str
    text: str
    when: str
    became: str
    why: str


def promises_page(partnership: Partnership) -> dict[str, Any]:
    """The open promises, the next day first, and those that were settled, the newest first."""
    rows = Promise.objects.filter(partnership=partnership).select_related("promised_by")
    settled = [row for row in rows.order_by("-made_at")[:MOST_SETTLED] if row.kept_at or row.could_not_at]
    today = clock.today(partnership.service.time_zone)
    return {
        "open": [line(row, today) for row in rows.open()],
        "settled": [line(row, today) for row in settled],
    }


def line(row: Promise, today: date) -> PromiseLine:
    by = row.promised_by.name
    if row.promised_by_profession:
        by = _("%(name)s, %(profession)s") % {
            "name": by,
            "profession": profession_label(row.promised_by_profession),
        }
    return PromiseLine(row.pk, by, row.text, _when(row, today), _became(row), row.why)


def _when(row: Promise, today: date) -> str:
    day = {"day": formats.date_format(row.due_on, "l j F Y")}
    if row.kept_at or row.could_not_at:
        return _("Promised for %(day)s") % day
    if row.due_on == today:
        return _("By today")
    if row.due_on < today:
        return _("Was due on %(day)s, and has not been done yet") % day
    return _("By %(day)s") % day


def _became(row: Promise) -> str:
    if row.kept_at:
        return _("Done on %(day)s") % {"day": formats.date_format(row.kept_at, "j F Y")}
    if row.could_not_at:
        return _("Could not be done")
    return ""
