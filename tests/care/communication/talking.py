"""What Joan and her team say to each other, in a line each."""

from __future__ import annotations

from datetime import UTC, datetime

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.communication.actions import absence, message
from alongside.care.communication.models import Absence, Message, Thread, Wait
from alongside.care.communication.rules.words import Written
from tests.conftest import Clinic

ASKED = "My leg is heavy after the walk. Is that all right?"
SATURDAY = datetime(2026, 11, 14, 11, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)


def asks(clinic: Clinic, text: str = ASKED, topic: str = "plan") -> Thread:
    """Joan begins a conversation."""
    sent = message.begin(partnership=clinic.partnership, written=Written(text, topic), by=clinic.joan)
    return again(sent.thread)


def writes(thread: Thread, by: Account, text: str, *, understood: bool = False) -> Message:
    return message.reply(thread=again(thread), written=Written(text, understood=understood), by=by)


def again(thread: Thread) -> Thread:
    """The thread as it is now."""
    return Thread.objects.select_related("partnership__service", "partnership__team").get(pk=thread.pk)


def wait_of(thread: Thread) -> Wait:
    """The open wait of the thread."""
    rows = Wait.objects.select_related("item__owner", "partnership__service", "partnership__team")
    return rows.get(thread=thread, ended_at=None)


def away(clinic: Clinic, who: Account, instead: Account, days: int = 7) -> Absence:
    """``who`` is away from today, and ``instead`` stands in."""
    today = clock.today(clinic.service.time_zone)
    return absence.say(
        service=clinic.service,
        account=who,
        stand_in=instead,
        from_on=today,
        until_on=today.replace(day=today.day + days),
        by=who,
    )
