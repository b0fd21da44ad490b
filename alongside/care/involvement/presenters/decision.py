"""One decision: what it is about, the options, what is recommended and why, what was decided and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from alongside.base.services.reading import reading_sentence
from alongside.care.involvement.keeping import facts_of
from alongside.care.involvement.models import Decision, DecisionChoice, Recommendation
from alongside.care.involvement.presenters.options import (
    chips_of_choice,
    earlier_options,
    options_of,
    title_of,
)
from alongside.care.involvement.presenters.reader import Chip, Reader, day
from alongside.care.involvement.rules.deciding import NOBODY, Response, State, decided_by
from alongside.care.partnership import sources, way
from alongside.care.partnership.names import named
from alongside.care.partnership.rules.agreement import Standing
from alongside.care.partnership.rules.preferences import Say
from alongside.care.partnership.rules.side import Side


@dataclass(frozen=True, slots=True)
class Recommended:
    """What a professional recommended, and what the person said to it."""

    id: str
    option: str
    reason: str
    who: str
    by: str
    given_at: datetime
    response: str
    response_why: str
    may_respond: bool


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """An option put forward, or decided on."""

    number: int
    option: str
    title: str
    why: str
    side: str
    by: str
    chips: list[Chip]
    whys: list[tuple[str, str, str]]  # text, side, whose
    look_again: str


def decision_page(decision: Decision, reader: Reader) -> dict[str, Any]:
    """The context of the page."""
    is_open = decision.state == State.OPEN
    me = reader.side
    choice = decision.choice
    asked = Side.PERSON if reader.is_person else Side.PROFESSIONAL
    waits = {Side.PERSON: decision.waits_for_person, Side.PROFESSIONAL: decision.waits_for_team}[asked]
    unanswered = choice is not None and me is not None and choice.answer_of(me) is None
    return {
        "decision": decision,
        "is_open": is_open,
        "opened": _("%(who)s, %(day)s")
        % {
            "who": reader.who(decision.opened_side, decision.opened_by),
            "day": day(decision.opened_at),
        },
        "waits_for_me": me is not None and waits,
        "say": say_sentence(decision, reader),
        "say_wanted": is_open and reader.is_person and not decision.say,
        "may_prepare": is_open and reader.is_person,
        "may_act": is_open and reader.may_act,
        "may_recommend": is_open and me is Side.PROFESSIONAL,
        "may_answer": unanswered and choice is not None,
        "may_say_more": choice is not None and me is not None,
        "mine": (choice.answer_of(me) if choice is not None and me is not None else None) or "",
        "may_reopen": not is_open and reader.may_act,
        "choose_label": choose_label(decision, reader),
        "choose_first": _choose_first(decision, reader),
        "options": options_of(decision, reader),
        "earlier_options": earlier_options(decision, reader),
        "recommended": _recommended(decision.recommendation, decision, reader),
        "choice": choice_shown(choice, decision, reader) if choice is not None else None,
        "stands": stands(decision, reader),
        "earlier_choices": _earlier(decision, reader),
        "earlier_recommendations": _earlier_recommendations(decision, reader),
        "grown_from": sources.read(
            decision.source, partnership=reader.partnership, by=reader.account, relation=reader.relation
        )
        if decision.source
        else None,
        "reading_line": reading_sentence(reader.partnership.service)
        if reader.is_person and decision.waits_for_team
        else "",
    }


def say_sentence(decision: Decision, reader: Reader) -> str:
    """How much say the person wants in this one, in the reader's words."""
    facts = {"name": reader.partnership.known_as}
    if not decision.say:
        usual = _usually(reader)
        if reader.is_person:
            return _("You have not said yet how much say you want in this. Until then, you decide together.")
        return " ".join(
            filter(None, [_("%(name)s has not said yet how much say they want in this.") % facts, usual])
        )
    if reader.is_person:
        return {
            Say.I_DECIDE: _("You said: I decide. Your team tells you what they know."),
            Say.WE_DECIDE: _("You said: we decide together."),
            Say.YOU_DECIDE: _("You said: you decide, and tell me why."),
        }[Say(decision.say)]
    return {
        Say.I_DECIDE: _("%(name)s decides this. You give your view, with its reason."),
        Say.WE_DECIDE: _("You decide this together."),
        Say.YOU_DECIDE: _("%(name)s asks you to decide this, and to say why."),
    }[Say(decision.say)] % facts


def _usually(reader: Reader) -> str:
    """What the person said of decisions in general, on *my way*."""
    return {
        Say.I_DECIDE: _("In general they want to decide themselves."),
        Say.WE_DECIDE: _("In general they want to decide together."),
        Say.YOU_DECIDE: _("In general they want you to decide, and to say why."),
        Say.VARIES: "",
    }[way.way_of(reader.partnership).say]


def choose_label(decision: Decision, reader: Reader) -> str:
    """What the button says: to decide, or to put an option forward."""
    say = decision.how_much_say
    if reader.is_person:
        return _("Decide") if say is Say.I_DECIDE else _("Say what I would choose")
    return _("Decide, and say why") if say is Say.YOU_DECIDE else _("Put one forward")


def _choose_first(decision: Decision, reader: Reader) -> bool:
    """Whether to choose is the natural next thing for the reader."""
    if decision.choice is not None:
        return False
    if reader.is_person:
        facts = facts_of(decision)
        return decision.say == Say.I_DECIDE or facts.response is Response.UNDERSTAND
    return decision.say == Say.YOU_DECIDE


def stands(decision: Decision, reader: Reader) -> str:
    """Where it stands, in one sentence."""
    choice = decision.choice
    if choice is None:
        return ""
    if decision.state == State.DECIDED:
        return _decided(decision, choice, reader)
    who = _who_said(choice, reader)
    match choice.standing:
        case Standing.DIFFERENT:
            return _("%(who)s: I see it differently. Nothing is decided.") % {"who": who}
        case Standing.TALK:
            return _("%(who)s: let us talk about this. Nothing is decided.") % {"who": who}
        case Standing.NOT_NOW:
            return _("%(who)s: not now. Nothing is decided.") % {"who": who}
    author = reader.author(choice)
    if reader.side is not None and choice.answer_of(reader.side) is None:
        return _("%(who)s would choose this. It is decided when you say yes too.") % {"who": author}
    other = reader.our_side if choice.author_side == Side.PERSON else reader.person
    return _("%(other)s has not answered yet. Nothing is decided.") % {"other": other}


def _decided(decision: Decision, choice: DecisionChoice, reader: Reader) -> str:
    sides = decided_by(
        decision.how_much_say, choice.answer_of(Side.PERSON), choice.answer_of(Side.PROFESSIONAL)
    )
    facts = {"day": day(decision.decided_at) if decision.decided_at else ""}
    if sides in (frozenset(Side), NOBODY):
        return _("Decided by both on %(day)s.") % facts
    if sides == {Side.PERSON}:
        return _("%(who)s decided on %(day)s.") % {**facts, "who": reader.person}
    who = reader.professional(choice.professional)
    name = reader.partnership.known_as
    if reader.is_person:
        return _("%(who)s decided on %(day)s, as you asked.") % {**facts, "who": who}
    return _("%(who)s decided on %(day)s, as %(name)s asked.") % {**facts, "who": who, "name": name}


def _who_said(choice: DecisionChoice, reader: Reader) -> str:
    person = choice.answer_of(Side.PERSON)
    if person is not None and person.value == choice.standing.value:
        return reader.person
    return reader.professional(choice.professional)


def choice_shown(choice: DecisionChoice, decision: Decision, reader: Reader) -> ChoiceShown:
    look_again = formats.date_format(choice.look_again_on, "j F Y") if choice.look_again_on else ""
    whys = []
    if choice.person_why:
        whys.append((choice.person_why, "person", reader.person))
    if choice.professional_why:
        whys.append((choice.professional_why, "professional", reader.professional(choice.professional)))
    decided = decision.state == State.DECIDED and decision.choice_id == choice.pk
    return ChoiceShown(
        number=choice.number,
        option=title_of(choice.option),
        title=_("What was decided") if decided else _("Put forward"),
        why=choice.why,
        side=choice.author_side,
        by=_("%(who)s, %(day)s") % {"who": reader.author(choice), "day": day(choice.written_at)},
        chips=chips_of_choice(choice, decision, reader),
        whys=whys,
        look_again=_("We look again on %(day)s.") % {"day": look_again} if look_again else "",
    )


def _recommended(given: Recommendation | None, decision: Decision, reader: Reader) -> Recommended | None:
    if given is None:
        return None
    response = Response(given.response) if given.response else None
    return Recommended(
        id=str(given.pk),
        option=title_of(given.option),
        reason=given.reason,
        who=reader.professional(given.by),
        by=named(given.by.name, given.by_profession),
        given_at=given.given_at,
        response=response_sentence(response, reader),
        response_why=given.response_why,
        may_respond=reader.is_person and decision.state == State.OPEN and response is None,
    )


def response_sentence(response: Response | None, reader: Reader) -> str:
    """What the person said to a recommendation; to understand is not to agree."""
    if response is None:
        return ""
    said = {
        Response.UNDERSTAND: _("%(who)s said: I understand. That is not yet a yes."),
        Response.TALK: _("%(who)s said: I would like to talk about this."),
        Response.DIFFERENT: _("%(who)s said: I see it differently."),
    }
    return said[response] % {"who": reader.person}


def _earlier(decision: Decision, reader: Reader) -> list[ChoiceShown]:
    rows = decision.choices.select_related("author", "professional", "option").order_by("-number")
    return [choice_shown(row, decision, reader) for row in rows if row.pk != decision.choice_id]


def _earlier_recommendations(decision: Decision, reader: Reader) -> list[Recommended]:
    rows = decision.recommendations.select_related("by", "option").order_by("-given_at", "-pk")
    found = (_recommended(row, decision, reader) for row in rows if row.pk != decision.recommendation_id)
    return [each for each in found if each is not None]
