"""Calls as the person reads them: when somebody rings, what they told us about it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.base.services.reading import reading_sentence
from alongside.care.communication.models import Call, CallTry
from alongside.care.communication.presenters import call_words as words
from alongside.care.partnership import reaching
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.presenters import contact_of, name_and_role
from alongside.care.partnership.rules.authority import Relation
from alongside.care.partnership.rules.preferences import Purpose

MOST_SHOWN = 20
Outcome = CallTry.Outcome


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call in a list: what there is to know now, and its page."""

    id: UUID
    href: str
    title: str
    text: str
    is_open: bool
    overdue: bool


def section(partnership: Partnership, relation: Relation) -> dict[str, Any]:
    """What the front page of the room shows of calls: the open ones, and where to ask for one or see all.

    For ``communication/_calls_section.html``. Two queries, however many calls there were.
    """
    for_person = relation is Relation.PERSON
    rows = list(rows_of(partnership).open().soonest()[:MOST_SHOWN])
    shown = [row for row in rows if not for_person or is_shown(row)]
    key = [partnership.pk]
    return {
        "lines": [line(row, for_person=for_person) for row in shown],
        "asked": any(row.asked for row in rows),
        "for_person": for_person,
        "ask_href": reverse("communication:call-ask", args=key) if for_person else "",
        "start_href": "" if for_person else reverse("communication:call-start", args=key),
        "all_href": reverse("communication:calls-of-one", args=key),
    }


def rows_of(partnership: Partnership) -> Any:
    rows = Call.objects.filter(partnership=partnership)
    return rows.select_related("partnership", "service", "owner", "promised_by")


def is_shown(call: Call) -> bool:
    """Whether the person sees it: what they asked for or were promised, and what was tried or is over.

    That somebody means to ask how they are is not shown before anything happened.
    """
    return (
        call.purpose == Purpose.REPLY
        or not call.is_open
        or bool(call.from_at or call.tried or call.number_wrong_at)
    )


def line(call: Call, *, for_person: bool) -> CallLine:
    return CallLine(
        id=call.pk,
        href=reverse("communication:call", args=[call.partnership_id, call.pk]),
        title=heading(call, for_person=for_person),
        text=call.what_about,
        is_open=call.is_open,
        overdue=is_overdue(call),
    )


def is_overdue(call: Call) -> bool:
    """Whether the time that was said has gone by."""
    return call.is_open and call.next_at is not None and call.next_at < clock.now()


def heading(call: Call, *, for_person: bool = True) -> str:
    """How it stands, in one sentence."""
    if not call.is_open:
        return _ended(call)
    if not for_person:
        return _for_team(call)
    if call.stage != Call.Stage.RING:
        return _("We rang and could not reach you")
    if is_overdue(call):
        return _("We have not rung you in time. We are sorry")
    if call.from_at is not None and call.promised_by is not None:
        facts = {"name": call.promised_by.name, "when": words.window(call)}
        return _("%(name)s rings you %(when)s") % facts
    if call.next_at is None:
        return _("Please ring us: we cannot say when somebody is there")
    facts = {"name": call.owner.name, "when": words.by_when(call, call.next_at)}
    if call.again_at is not None:
        facts |= {"from": words.from_when(call, call.again_at)}
        return _("%(name)s tries again %(from)s") % facts
    return _("Somebody rings you %(when)s at the latest") % facts


def _for_team(call: Call) -> str:
    if call.from_at is not None:
        return _("Promised: %(when)s") % {"when": words.window(call)}
    if call.next_at is None:
        return _("To be rung")
    if call.again_at is not None:
        return _("To be rung again %(when)s") % {"when": words.from_when(call, call.again_at)}
    return _("To be rung %(when)s") % {"when": words.by_when(call, call.next_at)}


def _ended(call: Call) -> str:
    assert call.ended_at is not None  # noqa: S101 - asked for an ended call only
    when = {"day": words.day(call, call.ended_at)}
    return {
        Call.Ended.SPOKE.value: _("Spoke %(day)s"),
        Call.Ended.TAKEN_BACK.value: _("Taken back %(day)s"),
        Call.Ended.LEFT_ALONE.value: _("Left alone, as asked %(day)s"),
        Call.Ended.DECIDED.value: _("Ended %(day)s, with a reason"),
    }[call.how_ended] % when


@dataclass(frozen=True, slots=True)
class TryLine:
    """One try: what happened, and what was written down for both to read."""

    text: str
    note: str
    by: str
    why_now: str = ""  # why it was rung when it did not suit: said to both


def tries(call: Call, *, for_person: bool) -> list[TryLine]:
    """The newest first. What was begun and not written down is the team's to see."""
    rows = call.tries.select_related("by").order_by("-at")
    hidden = {Outcome.NOT_RUNG.value, ""} if for_person else set()
    return [_try(call, row) for row in rows if row.outcome not in hidden]


def _try(call: Call, row: CallTry) -> TryLine:
    facts = {"name": row.by.name, "when": words.when(call, row.at)}
    sentences = {
        "": _("%(name)s began to ring %(when)s; nobody has written down what came of it"),
        Outcome.SPOKE.value: _("%(name)s rang %(when)s, and it was answered"),
        Outcome.NO_ANSWER.value: _("%(name)s rang %(when)s: no answer"),
        Outcome.MESSAGE_LEFT.value: _("%(name)s rang %(when)s and left a message"),
        Outcome.SOMEBODY_ELSE.value: _(
            "%(name)s rang %(when)s: somebody else answered, and was told nothing"
        ),
        Outcome.WRONG_NUMBER.value: _("%(name)s rang %(when)s: the number was wrong"),
        Outcome.LEFT_ALONE.value: _("%(name)s rang %(when)s: to be left alone for now"),
        Outcome.WROTE.value: _("%(name)s wrote %(when)s"),
        Outcome.NOT_RUNG.value: _("%(name)s did not ring after all %(when)s"),
    }
    return TryLine(sentences[row.outcome] % facts, row.note, row.by.name, row.why_now)


def call_page(call: Call) -> dict[str, Any]:
    """One call, for the person."""
    partnership = call.partnership
    return {
        "call": call,
        "heading": heading(call),
        "text": what_now(call),
        "told": told(call),
        "tries": tries(call, for_person=True),
        "owner": name_and_role(call.owner, partnership.service_id),
        "clock": words.whose_clock(call),
        "may_change": call.is_open and call.asked,
        "may_take_back": call.may_be_taken_back,
        "cannot_wait": cannot_wait(partnership),
    }


def what_now(call: Call) -> str:
    if not call.is_open:
        return {
            Call.Ended.LEFT_ALONE.value: _("You can ask for a call again at any time."),
            Call.Ended.TAKEN_BACK.value: _("Nobody rings you about this now. You can ask again at any time."),
        }.get(call.how_ended, "")
    if call.number_wrong_at is not None:
        return _("The number we have is not yours any more. Which one shall we use?")
    if call.stage != Call.Stage.RING:
        tried = {"n": call.tried}
        return (
            ngettext(
                "We rang once. When is a better time? Tell us here, or ring us.",
                "We rang %(n)d times. When is a better time? Tell us here, or ring us.",
                max(call.tried, 1),
            )
            % tried
        )
    if is_overdue(call):
        return _("It is not your fault, and your call is still on our list. You can ring us, too.")
    if not call.suits and call.from_at is None:
        return _(
            "We are not here at the times you gave. We ring while we are open. "
            "Choose other times if that does not suit you."
        )
    return ""


def cannot_wait(partnership: Partnership) -> str:
    """What to do where it cannot wait."""
    phone = partnership.service.phone
    if not phone:
        return _("If it cannot wait, do not wait for our call.")
    return _("If it cannot wait, ring us on %(phone)s. Do not wait for our call.") % {"phone": phone}


def told(call: Call) -> list[dict[str, str]]:
    """What was said about the call, as rows of a summary."""
    voicemail = str(Call.Voicemail(call.voicemail).label)
    rows = [
        (_("What it is about"), call.what_about),
        (_("Times"), words.times(call) or _("Any time we are open")),
        (_("In your words"), call.when_words),
        (_("Number"), words.number(call) or _("We have none. Please give us one")),
        (_("If nobody answers"), voicemail),
        (_("Who may pick up"), call.pick_up),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def ask_page(partnership: Partnership) -> dict[str, Any]:
    """Around the form with which a person asks: whom, and what we know already and need not ask."""
    contact = contact_of(partnership)
    return {
        "contact": contact.name if contact else "",
        "known": reaching.own_lines(partnership),
        "cannot_wait": cannot_wait(partnership),
        "reading": reading_sentence(partnership.service),
    }
