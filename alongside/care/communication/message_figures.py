"""The figures of the conversation: how each follows from its rows, and the calls that keep them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, Sum

from alongside.care.communication.models import Thread, Wait
from alongside.care.partnership.figures import FromRows, keep
from alongside.care.partnership.models import Partnership


def _waiting(partnership: Partnership) -> dict[str, Any]:
    """How many conversations wait for the team, and since when the oldest does."""
    return Wait.objects.filter(partnership=partnership, ended_at=None).aggregate(
        messages_wait_for_team=Count("pk"), oldest_message_at=Min("since")
    )


def _new_to_person(partnership: Partnership) -> int:
    threads = Thread.objects.filter(partnership=partnership, new_to_person__gt=0)
    many: int = threads.aggregate(many=Sum("new_to_person", default=0))["many"]
    return many


OWN: dict[str, FromRows] = {
    "messages_wait_for_team": lambda p: _waiting(p)["messages_wait_for_team"],
    "oldest_message_at": lambda p: _waiting(p)["oldest_message_at"],
    "messages_new_to_person": _new_to_person,
}


def keep_waiting(partnership: Partnership) -> None:
    keep(partnership, **_waiting(partnership))


def keep_new_to_person(partnership: Partnership) -> None:
    keep(partnership, messages_new_to_person=_new_to_person(partnership))
