"""The figures of calls: how each follows from its rows, and the call that keeps them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min

from alongside.care.communication.models import Call
from alongside.care.partnership import figures
from alongside.care.partnership.figures import FromRows
from alongside.care.partnership.models import Partnership


def _of(partnership: Partnership) -> dict[str, Any]:
    """How many calls somebody still has to make, and when the next one is due."""
    rows = Call.objects.filter(partnership=partnership).open()
    return rows.aggregate(calls_open=Count("pk"), next_call_at=Min("next_at"))


def keep_calls(partnership: Partnership) -> None:
    """After anything about a call changed."""
    figures.keep(partnership, **_of(partnership))


OWN: dict[str, FromRows] = {
    "calls_open": lambda partnership: _of(partnership)["calls_open"],
    "next_call_at": lambda partnership: _of(partnership)["next_call_at"],
}
