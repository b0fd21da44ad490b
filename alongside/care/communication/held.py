"""What this room holds about a person. What somebody is still writing is theirs alone."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.care.communication.models import (
    AgendaLine,
    CalendarEntry,
    CalendarKey,
    Call,
    CallTry,
    HandOver,
    Message,
    MessageDraft,
    MessageSetAside,
    Thread,
    Visit,
    VisitCode,
    VisitSummary,
    Wait,
)
from alongside.care.partnership.held import Held
from alongside.care.partnership.models import Partnership


def _mine(partnership: Partnership) -> Q:
    return Q(author=partnership.person_id)


def _my_drafts(partnership: Partnership) -> Q:
    return Q(draft__author=partnership.person_id)


QUIET = frozenset({
    "sequence", "needs_asked_at", "summary_asked_at", "time_known", "position", "carried", "source", "series",
    "new_to_person", "by_button", "working_minutes", "author_side", "last_side", "understood",
})  # fmt: skip
CALLS_QUIET = frozenset({"reason", "purpose", "suits", "tried"})

HELD = (
    Held(Thread, _("What you write to each other about"), quiet=QUIET),
    Held(Message, _("Messages"), quiet=QUIET),
    Held(MessageDraft, _("What you were writing and have not sent"), only=_mine, quiet=QUIET),
    Held(
        MessageSetAside,
        _("What you wrote in a second window and have not sent"),
        via="draft__partnership",
        only=_my_drafts,
    ),
    Held(Wait, _("When you waited for an answer"), quiet=QUIET),
    Held(HandOver, _("When a colleague was asked to answer")),
    Held(Call, _("Calls"), order=("opened_at",), quiet=QUIET | CALLS_QUIET),
    Held(CallTry, _("When you were rung"), via="call__partnership", order=("at",), quiet=QUIET),
    Held(Visit, _("Your visits"), order=("starts_at",), quiet=QUIET),
    Held(AgendaLine, _("What you both want to talk about"), quiet=QUIET),
    Held(VisitSummary, _("What you talked about")),
    Held(VisitCode, _("The code that stands for you in a diary")),
    Held(CalendarEntry, _("Your visits in a professional’s diary"), via="visit__partnership", quiet=QUIET),
    Held(CalendarKey, _("Where your own calendar asks for your visits")),
)
LEFT_OUT = {
    "care_communication.Absence": "when professionals are away",
    "care_communication.Answering": "the clinic’s own: within how many days it answers",
    "care_communication.CalendarSource": "a professional’s diary; what it says of a person is given",
}
