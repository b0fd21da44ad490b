"""A step and a proposal as cards: one sentence each, with its one natural answer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.partnership.names import first_up, initials
from alongside.care.partnership.resting import there
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.authority import Verb, allows
from alongside.care.partnership.rules.side import Side
from alongside.care.plan import catalogue
from alongside.care.plan import saying as say
from alongside.care.plan.reader import Reader
from alongside.care.plan.reading import StepNow, WordingNow
from alongside.care.plan.rules.step import Cost, Part, PauseReason, StepWords
from alongside.care.plan.saying import Changed, Owner


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said to a wording, and why, where they said why."""

    text: str
    why: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCard:
    """One wording that is not agreed yet, for its reader."""

    id: UUID
    number: int
    seen: int
    title: str  # what, or that there is an idea
    by: str
    initials: str
    side: str
    heading: str  # who proposes
    dose: str
    reason: str
    note: str
    facts: tuple[str, ...]
    owner: Owner | None
    range: str
    how: str
    stop_if: str
    findings: tuple[str, ...]
    changes: tuple[Changed, ...]  # against the words in force
    said: tuple[Said, ...]
    hidden: bool
    is_mine: bool  # the reader's side wrote it
    can_take_back: bool
    waits_for_me: bool
    widens: bool
    line: str  # where it stands, in a sentence
    type_href: str  # where a professional types what the person says to it


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCard:
    """One step for its reader: the words in force, and the proposals beside them."""

    id: UUID
    href: str
    part: Part
    title: str
    dose: str
    reason: str
    reason_by: str
    reason_side: str
    reason_initials: str
    facts: tuple[str, ...]
    owner: Owner | None
    range: str
    how: str
    stop_if: str
    findings: tuple[str, ...]  # what the idea it came from rests on
    ask_whom: str
    look_again: str
    due_again: bool
    paused: str
    can_resume: bool
    number: int  # of the wording in force
    proposals: tuple[ProposalCard, ...]
    waits_for_me: tuple[ProposalCard, ...]


def step_card(step: StepNow, reader: Reader) -> StepCard:
    """``step`` as ``reader`` sees it; of an idea that the person has not asked to see, only its author."""
    proposals = tuple(proposal_card(one, step, reader) for one in step.proposals)
    agreed = step.agreed
    words = agreed.words if agreed else None
    return StepCard(
        id=step.id,
        href=reverse("plan:step", args=[reader.partnership.pk, step.id]),
        part=step.part,
        title=words.what if words else next((one.title for one in reversed(proposals)), ""),
        dose=say.dose(words, step.amount_now) if words else "",
        reason=words.reason if words else "",
        reason_by=reader.with_role(agreed.side, agreed.author, agreed.profession) if agreed else "",
        reason_side=agreed.side.value if agreed else "",
        reason_initials=initials(agreed.author) if agreed else "",
        facts=facts(agreed, step.part) if agreed else (),
        owner=say.owner(words, reader) if words else None,
        range=say.range_line(words, reader) if words else "",
        how=words.how if words else "",
        stop_if=words.stop_if if words else "",
        findings=rests_on(words) if words else (),
        ask_whom=words.ask_whom if words else "",
        look_again=_("We look again on %(day)s.") % {"day": say.on(step.look_again_on)}
        if step.look_again_on
        else "",
        due_again=step.due_again,
        paused=paused_line(step, reader),
        can_resume=reader.may_work and not (reader.is_person and step.paused is PauseReason.WORSE),
        number=agreed.number if agreed else 0,
        proposals=proposals,
        waits_for_me=tuple(one for one in proposals if one.waits_for_me),
    )


def rests_on(words: StepWords) -> tuple[str, ...]:
    """The findings behind a step that came from the library; none for what somebody thought of themselves."""
    idea = catalogue.rulebook().library.steps.get(words.library_id)
    return there(idea.findings)[:1] if idea else ()


def facts(wording: WordingNow, part: Part) -> tuple[str, ...]:
    """What it asks of somebody's purse, day and feet: short enough for chips."""
    words = wording.words
    asked = words.cost is not Cost.NOT_SAID or part is not Part.RING
    return tuple(text for text in (say.cost(words) if asked else "", say.minutes(words), words.place) if text)


def paused_line(step: StepNow, reader: Reader) -> str:
    if step.paused is None:
        return ""
    if step.paused is PauseReason.WORSE:
        if reader.is_person:
            return _("Left for now: it got worse. Please talk with %(who)s before you go on.") % {
                "who": reader.professional
            }
        return _("Paused: it got worse after this step. %(who)s waits to hear from you how to go on.") % {
            "who": reader.partnership.known_as
        }
    return _("Left for now, because of %(why)s.") % {"why": say.PAUSE_REASONS[step.paused]}


def proposal_card(wording: WordingNow, step: StepNow, reader: Reader) -> ProposalCard:
    hidden = wording.hidden and reader.is_person
    words = wording.words
    mine = wording.side is reader.side
    in_force = step.agreed.words if step.agreed else None
    who = first_up(reader.called(wording.side, wording.author, wording.author_id))
    changes = say.changed(say.spoken(in_force, reader), say.spoken(words, reader)) if in_force else []
    return ProposalCard(
        id=wording.id,
        number=wording.number,
        seen=step.newest,
        title=_("An idea from %(who)s") % {"who": who} if hidden else words.what,
        by=reader.with_role(wording.side, wording.author, wording.profession),
        initials=initials(wording.author),
        side=wording.side.value,
        heading=heading(step, who, mine=mine and wording.author_id == reader.account.pk),
        dose="" if hidden else say.dose(words),
        reason="" if hidden else words.reason,
        note="" if hidden else words.note,
        facts=() if hidden else facts(wording, step.part),
        owner=None if hidden else say.owner(words, reader),
        range="" if hidden else say.range_line(words, reader),
        how="" if hidden else words.how,
        stop_if="" if hidden else words.stop_if,
        findings=() if hidden else rests_on(words),
        changes=() if hidden else tuple(changes),
        said=() if hidden else said(wording, reader),
        hidden=hidden,
        is_mine=mine,
        can_take_back=wording.author_id == reader.account.pk and reader.may_work,
        waits_for_me=reader.may_work and wording.answer_of(reader.side) is None,
        widens=wording.widens and wording.side is Side.PERSON,
        line=line(wording, reader),
        type_href=_type_href(wording, reader),
    )


def _type_href(wording: WordingNow, reader: Reader) -> str:
    """Only where the person has to answer: their own words they have said yes to by writing them."""
    waits = wording.side is Side.PROFESSIONAL and wording.person is None
    if not waits or not allows(reader.relation, Verb.TYPE_FOR_PERSON):
        return ""
    return reverse("plan:type-answer", args=[reader.partnership.pk, wording.id])


def heading(step: StepNow, who: str, *, mine: bool) -> str:
    if mine:
        return _("You propose other words") if step.agreed else _("You propose")
    if step.agreed:
        return _("%(who)s proposes other words") % {"who": who}
    return _("%(who)s proposes") % {"who": who}


def said(wording: WordingNow, reader: Reader) -> tuple[Said, ...]:
    """What either side said besides the yes that writing it was."""
    found = []
    for side, answer, why, name in (
        (Side.PERSON, wording.person, wording.person_why, reader.partnership.known_as),
        (Side.PROFESSIONAL, wording.professional, wording.professional_why, wording.professional_name),
    ):
        if answer is None or (side is wording.side and answer is Answer.YES):
            continue
        who = first_up(reader.person if side is Side.PERSON else reader.called(side, name))
        found.append(Said(answered(who, answer), why, side.value))
    return tuple(found)


def answered(who: str, answer: Answer) -> str:
    sentences = {
        Answer.YES: _("%(who)s: yes"),
        Answer.NOT_NOW: _("%(who)s: not now"),
        Answer.DIFFERENT: _("%(who)s: I see it differently"),
        Answer.TALK: _("%(who)s: I’d like to talk about this"),
    }
    return sentences[answer] % {"who": who}


def line(wording: WordingNow, reader: Reader) -> str:
    """Where a proposal stands, where the reader has nothing to answer."""
    if wording.hidden and not reader.is_person:
        return _(
            "%(who)s wants no advice unless they ask. They only know that you have an idea, and choose "
            "whether to see it."
        ) % {"who": reader.partnership.known_as}
    other = reader.professional if reader.is_person else reader.partnership.known_as
    if wording.answer_of(reader.side.other) is None:
        return _("It waits for %(who)s.") % {"who": other}
    return ""
