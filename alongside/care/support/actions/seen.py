"""*Were you seen?*: a call to somebody whom the safety screen sent for help, and what follows from the
answer.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services import reading
from alongside.care.access import attention as access_kinds
from alongside.care.access.actions import new_or_worse
from alongside.care.access.models import Found, NewOrWorse
from alongside.care.communication import call_keeping
from alongside.care.communication.actions import call_try, call_work
from alongside.care.communication.models import Call, CallTry
from alongside.care.communication.rules import call_times
from alongside.care.communication.rules.call_definition import call_rules
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem
from alongside.care.partnership.rules.preferences import Purpose
from alongside.care.support.events import SEEN


class Seen(StrEnum):
    """What they say, or that nobody could be asked."""

    HOME = "seen-home"  # seen, and sent home
    ADMITTED = "admitted"
    DID_NOT_GO = "did-not-go"
    NOT_REACHED = "not-reached"


FOUND = {
    Seen.HOME: Found.What.SEEN,
    Seen.ADMITTED: Found.What.SEEN,
    Seen.DID_NOT_GO: Found.What.ADVISED,
    Seen.NOT_REACHED: Found.What.NOT_REACHED,
}
WINDOW = timedelta(hours=2)


class NoWords(ValueError):
    """Who did not go: why, and what now, has to be written down."""


@transaction.atomic
def say(*, report: NewOrWorse, seen: Seen, words: str, by: Account, why_now: str = "") -> Call:
    """``by`` rang, and this is what they said.

    Seen and sent home: it is settled. Admitted: a call to ask how they are is put on the list. Did not go: it
    is urgent again, with an owner, due on the next working morning; ``words`` say why and what now. Not
    reached: rung again by the rules of calls, on the next working morning at the latest.

    Raises ``NoWords``; ``SomebodyHasIt`` and ``WhyNow`` as ringing does.
    """
    partnership = report.partnership
    relation = authority.require(by, Verb.WORK_ATTENTION, partnership)
    words = words.strip()
    if seen is Seen.DID_NOT_GO and not words:
        raise NoWords(str(report))
    call = call_work.start(
        partnership=partnership,
        by=by,
        purpose=Purpose.URGENT,
        reason=access_kinds.WERE_YOU_SEEN,
        about=report.pk,
    )
    tried = call_try.begin(call=call, by=by, why_now=why_now)
    outcome = CallTry.Outcome.NO_ANSWER if seen is Seen.NOT_REACHED else CallTry.Outcome.SPOKE
    call = call_try.say(tried=tried, outcome=outcome, by=by, note="" if seen is Seen.NOT_REACHED else words)
    new_or_worse.found(report=report, what=FOUND[seen], words=words, by=by)
    if seen is Seen.DID_NOT_GO:
        _urgent_again(report, by)
    elif seen is Seen.ADMITTED:
        _ask_how_they_are(call, by)
    events.record(
        SEEN.name,
        service=report.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=report.pk,
        seen=seen.value,
    )
    return call


def _urgent_again(report: NewOrWorse, by: Account) -> None:
    attention.open_item(
        partnership=report.partnership,
        kind=access_kinds.WERE_YOU_SEEN,
        harm=AttentionItem.Harm.DANGER,
        by=by,
        about=report.pk,
        owner=attention.owner_or_anyone(report.partnership) or by,
        due_at=reading.next_working_morning(report.service),
    )


def _ask_how_they_are(call: Call, by: Account) -> None:
    clinic = call_keeping.clinic_of(call.service)
    days = call_rules().seen.after_admitted_working_days
    closes = call_times.end_of_working_day(clinic, clock.now(), days)
    call_work.start(
        partnership=call.partnership,
        by=by,
        purpose=Purpose.REPLY,
        what_about=_("You were in hospital: how are you now?"),
        window=(closes - WINDOW, closes) if closes else None,
    )
