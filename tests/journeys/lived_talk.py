"""The conversation of the small world: answered, heard, waiting, and somebody away."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from alongside.base import clock
from alongside.care.communication.actions import absence, message, waiting
from alongside.care.communication.models import Message, Thread, Wait
from alongside.care.communication.rules.words import Written
from tests.conftest import Clinic

ABOUT = "The bus pass"
ASKED = "Can I get to the pool without the hill?"
HEARD = "You want to swim and the hill is in the way."
AGAIN = "And who pays?"
WHY = "Money: yours."
WORDS = (ABOUT, ASKED, HEARD, AGAIN, WHY)


def lived(clinic: Clinic) -> Message:
    """What Priya understood waits for Joan; what Joan asked last waits for Dr Okafor; Priya goes away."""
    asked = message.begin(
        partnership=clinic.partnership, written=Written(ASKED, "plan", ABOUT), by=clinic.joan
    )
    heard = message.reply(thread=asked.thread, written=Written(HEARD, understood=True), by=clinic.priya)
    message.reply(thread=asked.thread, written=Written(AGAIN), by=clinic.joan)
    wait = Wait.objects.select_related("partnership").get(thread=asked.thread, ended_at=None)
    waiting.hand_over(wait=wait, from_=clinic.priya, to=clinic.okafor, why=WHY, by=clinic.priya)
    today = clock.today(clinic.service.time_zone)
    absence.say(
        service=clinic.service,
        account=clinic.priya,
        stand_in=clinic.okafor,
        from_on=today,
        until_on=today + timedelta(days=3),
        by=clinic.priya,
    )
    return heard


def persons_pages(clinic: Clinic, heard: Message) -> dict[str, str]:
    key = clinic.partnership.pk
    return {
        "talk": reverse("communication:talk", args=[key]),
        "a new message": reverse("communication:write", args=[key]),
        "a conversation": reverse("communication:thread", args=[key, heard.thread_id]),
        "not quite understood": reverse("communication:not-quite", args=[key, heard.pk]),
    }


def professionals_pages(clinic: Clinic, heard: Message) -> dict[str, str]:
    thread = Thread.objects.get(pk=heard.thread_id)
    at = {"args": [clinic.partnership.pk, thread.pk]}
    return {
        "inbox": reverse("communication:inbox"),
        "away": reverse("communication:away"),
        "talk": reverse("communication:talk", args=[clinic.partnership.pk]),
        "a conversation": reverse("communication:thread", **at),
        "hand over": reverse("communication:hand-over", **at),
        "no answer needed": reverse("communication:no-answer", **at),
    }
