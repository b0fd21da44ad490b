"""The figure of this room: the day on which both last agreed how to go on."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from alongside.care.partnership.figures import FromRows
from alongside.care.partnership.models import Partnership
from alongside.care.support.models import Review


def _review_done_on(partnership: Partnership) -> Any:
    closed = Review.objects.filter(partnership=partnership, closed_at__isnull=False).order_by("-closed_at")
    at = closed.values_list("closed_at", flat=True).first()
    return at.astimezone(ZoneInfo(partnership.service.time_zone)).date() if at else None


OWN: dict[str, FromRows] = {"review_done_on": _review_done_on}
