"""Calls as a professional reads them: the list, and everything to know before one rings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.communication import at_hand, call_ringing
from alongside.care.communication.call_forms import (
    BeginForm,
    HandOverForm,
    OutcomeForm,
    WindowForm,
    WroteForm,
)
from alongside.care.communication.call_reasons import why_ring
from alongside.care.communication.call_ringing import Moment
from alongside.care.communication.models import Call, CallTry
from alongside.care.communication.owners import readers
from alongside.care.communication.presenters import call_words as words
from alongside.care.communication.presenters import calls as shared
from alongside.care.communication.rules.call_definition import call_rules
from alongside.care.communication.rules.call_ringing import Objection
from alongside.care.partnership import reaching
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import first_up
from alongside.care.partnership.rules.authority import Relation
from alongside.care.partnership.rules.preferences import Purpose

MOST_ON_A_PAGE = 50
VISIT_PAGE = "communication:visit-new"  # the page of visits; a call leads there where it exists

AGAINST = {
    Objection.DO_NOT_CONTACT: lambda: _("They asked not to be contacted. For their safety only: you decide."),
    Objection.ONLY_REPLIES: lambda: _("They want to hear from us only as an answer."),
    Objection.NOT_BY_TELEPHONE: lambda: _("They do not want to be rung."),
    Objection.BAD_DAY: lambda: _("They have a bad day. Calls that can be put off rest until it is over."),
    Objection.OUTSIDE_HOURS: lambda: _("This is not a time that suits them."),
}


@dataclass(frozen=True, slots=True)
class CallRow:
    """One line of a professional's calls."""

    href: str
    name: str
    due: str
    overdue: bool
    why: str
    about: str
    number: str
    dial: str
    owner: str
    mine: bool
    tried: str
    against: tuple[str, ...]


def list_page(calls: Sequence[Call], by: Account, whose: str, more: bool) -> dict[str, Any]:
    """The list: overdue first, because it is ordered by when each is due. One query for everybody's way."""
    ways = call_ringing.ways_of(calls)
    rows = [row(call, call_ringing.moment(call, ways.get(call.partnership_id)), by) for call in calls]
    return {
        "overdue": [one for one in rows if one.overdue],
        "coming": [one for one in rows if not one.overdue],
        "whose": whose,
        "more": more,
        "lead": _lead(rows),
    }


def _lead(rows: Sequence[CallRow]) -> str:
    late = sum(one.overdue for one in rows)
    if late:
        return ngettext("%(n)d call is overdue.", "%(n)d calls are overdue.", late) % {"n": late}
    return _("The next one first. A call stays here until you spoke, or it ended with a reason.")


def row(call: Call, moment: Moment, by: Account) -> CallRow:
    number = words.number(call)
    return CallRow(
        href=page_of(call),
        name=call.partnership.full_name,
        due=first_up(due(call)),
        overdue=shared.is_overdue(call),
        why=why(call),
        about=call.what_about,
        number=_("wrong number") if call.number_wrong_at else (number or _("no number")),
        dial="" if call.number_wrong_at else words.dial(number),
        owner=call.owner.name if call.taken_at else _("nobody yet"),
        mine=call.owner_id == by.pk,
        tried=tried(call),
        against=tuple(AGAINST[each]() for each in moment.against),
    )


def page_of(call: Call) -> str:
    """Where the call is made: its own page, or the page of what it answers."""
    known = why_ring(call.reason) if call.reason else None
    if known is not None and known.page and call.about is not None:
        return reverse(known.page, args=[call.partnership_id, call.about])
    return reverse("communication:call", args=[call.partnership_id, call.pk])


def due(call: Call) -> str:
    """*tomorrow by 17:00*, *promised: today between 10:00 and 12:00*, *was due yesterday at 17:00*."""
    if call.next_at is None:
        return _("no time: the clinic is not open")
    if shared.is_overdue(call):
        return _("was due %(when)s") % {"when": words.when(call, call.next_at)}
    if call.stage == Call.Stage.WAIT:
        return _("written to; waits for them until %(when)s") % {"when": words.when(call, call.next_at)}
    if call.stage == Call.Stage.WRITE:
        return _("write to them %(when)s") % {"when": words.by_when(call, call.next_at)}
    if call.from_at is not None:
        return _("promised: %(when)s") % {"when": words.window(call)}
    if call.again_at is not None:
        return _("ring again %(when)s") % {"when": words.from_when(call, call.again_at)}
    return words.by_when(call, call.next_at)


def why(call: Call) -> str:
    if call.asked:
        return _("Asked to be rung")
    known = why_ring(call.reason) if call.reason else None
    if known is not None:
        return str(known.why)
    return _("A call that was agreed") if call.purpose == Purpose.REPLY else _("You ring first")


def tried(call: Call) -> str:
    if not call.tried:
        return ""
    return ngettext("tried once", "tried %(n)d times", call.tried) % {"n": call.tried}


def call_page(call: Call, by: Account, relation: Relation) -> dict[str, Any]:
    """Everything to know at the moment of ringing, and what can be done."""
    partnership = call.partnership
    way = call_ringing.ways_of([call]).get(call.partnership_id)
    moment = call_ringing.moment(call, way)
    begun = CallTry.objects.filter(call=call, outcome="").select_related("by").first()
    return {
        "call": call,
        "row": row(call, moment, by),
        "heading": shared.heading(call, for_person=False),
        "reaching": reaching.lines(partnership),
        "told": shared.told(call) if call.asked else [],
        "tries": shared.tries(call, for_person=False),
        "at_hand": at_hand.lines(partnership, by, relation),
        "message": moment.message,
        "begun": begun,
        "begun_by_me": begun is not None and begun.by_id == by.pk,
        "somebody_else": somebody_else(call, by),
        "stage": stage(call),
        "visit_href": visit_href(call),
        "interpreter": interpreter(call),
    }


def forms(call: Call, by: Account, page: dict[str, Any]) -> dict[str, Any]:
    """The empty forms of the page, each only where it has a use."""
    if not call.is_open and not page["begun_by_me"]:
        return {}
    partnership = call.partnership
    made: dict[str, Any] = {
        "window_form": WindowForm(service=call.service),
        "begin_form": BeginForm(),
        "wrote_form": WroteForm(),
        "hand_over_form": HandOverForm(colleagues=colleagues(partnership, by)),
    }
    if page["begun_by_me"]:
        made["outcome_form"] = OutcomeForm(call=call, message=page["message"])
    return made


def colleagues(partnership: Partnership, by: Account) -> list[Account]:
    """Who else may make calls of this person: their team, and who was brought in by name."""
    return [one for one in readers(partnership) if one.pk != by.pk]


def message_allowed(call: Call) -> bool:
    """Whether a message may be left for this call, as it stands now."""
    return call_ringing.moment(call, call_ringing.ways_of([call]).get(call.partnership_id)).message


def somebody_else(call: Call, by: Account) -> str:
    """Who has it, where that is not ``by``; empty where it is free or theirs."""
    if call.taken_at is None or call.owner_id == by.pk:
        return ""
    facts = {"name": call.owner.name, "when": words.when(call, call.taken_at)}
    return _("%(name)s has this call, since %(when)s.") % facts


def stage(call: Call) -> str:
    """What the rules say about a call that reached nobody."""
    if call.number_wrong_at is not None and call.stage == Call.Stage.WRITE:
        return _("The number was wrong. Write to them and ask for another.")
    if call.stage == Call.Stage.WRITE:
        return _("Rung %(n)d times without an answer. Do not ring on and on: write to them.") % {
            "n": call.tried
        }
    if call.stage == Call.Stage.WAIT and shared.is_overdue(call):
        return _(
            "You wrote, and nothing was heard. Decide with a colleague: ring once more, hand it over, "
            "or end it with a reason that they read."
        )
    if call.stage == Call.Stage.WAIT:
        return _("They were written to. Wait for them, or ring when you have a reason to.")
    if call.tried:
        left = call_rules().tries - call.tried
        return ngettext(
            "One more try; after it somebody writes.", "%(n)d more tries; after them somebody writes.", left
        ) % {"n": left}
    return ""


def interpreter(call: Call) -> str:
    if call.interpreter == Call.Interpreter.NEEDED:
        return _("Book an interpreter of the clinic’s first. Family and friends do not interpret.")
    if call.interpreter == Call.Interpreter.BOOKED:
        return _("An interpreter is booked.")
    return ""


def visit_href(call: Call) -> str:
    """Where the call becomes a visit; empty while no such page exists."""
    try:
        page = reverse(VISIT_PAGE, args=[call.partnership_id])
    except NoReverseMatch:
        return ""
    return f"{page}?from=call:{call.pk}"


def of_one_page(partnership: Partnership, relation: Relation) -> dict[str, Any]:
    """Every call of one partnership, for either side: the open ones, and those that are over."""
    for_person = relation is Relation.PERSON
    rows = [
        one
        for one in shared.rows_of(partnership).order_by("-opened_at")[: 5 * shared.MOST_SHOWN]
        if not for_person or shared.is_shown(one)
    ]
    rows.sort(key=lambda one: (not one.is_open, one.next_at or clock.now() if one.is_open else clock.now()))
    lines = [shared.line(one, for_person=for_person) for one in rows]
    return {
        "open": [one for one in lines if one.is_open],
        "over": [one for one in lines if not one.is_open],
        "for_person": for_person,
    }
