"""*We answer within two working days*: by when that is, and whether it was kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from alongside.base.services.rules import calendar
from alongside.base.services.rules.calendar import Closure, OpeningHours


def promised_by(
    hours: OpeningHours, closures: Sequence[Closure], zone: ZoneInfo, since: dt.datetime, days: int
) -> dt.datetime | None:
    """When the service closes on the ``days``th working day after that of ``since``.

    None where it does not open often enough to be promised anything: the page then asks to ring.
    """
    day = calendar.working_days_after(hours, closures, since.astimezone(zone).date(), days)
    return None if day is None else calendar.last_closing(hours, zone, day)


def kept(due_at: dt.datetime | None, ended_at: dt.datetime) -> bool | None:
    """Whether what was promised by ``due_at`` was done; None where nothing was promised."""
    return None if due_at is None else ended_at <= due_at
