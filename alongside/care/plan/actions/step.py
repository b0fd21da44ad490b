"""Propose a step, change its words, answer them; move inside what was agreed, pause, stop.

Nothing is in force that not both agreed on. Words in force stay so until both agreed on newer ones. Two who
write at once keep both their words. Stopping is anybody's right, at once.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record.holding import hold
from alongside.base.record.kinds import Kind
from alongside.care.partnership import agreeing, authority, typed
from alongside.care.partnership.actions import attention
from alongside.care.partnership.actions import typed as typings
from alongside.care.partnership.agreeing import Changed
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.typed import NotReadBack, Said, What
from alongside.care.partnership.typed import Voice
from alongside.care.plan import attention as kinds
from alongside.care.plan import events as room
from alongside.care.plan import keeping
from alongside.care.plan.models import Step, StepWording
from alongside.care.plan.rules import proposals as rule
from alongside.care.plan.rules.snapshot import Change
from alongside.care.plan.rules.step import (
    NotWords,
    Part,
    PauseReason,
    State,
    StepWords,
    StopReason,
    widens,
    within,
)

__all__ = [
    "BeyondRange",
    "Changed",
    "NotOnPlan",
    "NotReadBack",
    "NotWords",
    "NotYours",
    "Widens",
    "adjust",
    "answer",
    "change",
    "looked_again",
    "pause",
    "propose",
    "resume",
    "show_me",
    "stop",
    "take_back",
]

_ALIVE = (State.PROPOSED, State.IN_FORCE)


class Widens(Exception):
    """These words allow more than what is in force: a professional has to say expressly that it is meant."""


class BeyondRange(ValueError):
    """An amount outside the range both agreed on: it can only be proposed."""


class NotOnPlan(Exception):
    """The step is not, or no longer, on the plan in the way this needs."""


class NotYours(Exception):
    """Only who wrote a proposal takes it back."""


@transaction.atomic
def propose(
    *,
    partnership: Partnership,
    words: StepWords,
    by: Account,
    part: Part = Part.EVERYDAY,
    asked_for: bool = False,
) -> StepWording:
    """A new step, in the words of ``by``, who has said yes to them; the other side is asked.

    ``asked_for``: the person asked for an idea. Without it, somebody who wants no advice unless they ask is
    asked first whether they want to see it. Raises ``NotWords`` for words that cannot stand.
    """
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, partnership)
    partnership = keeping.held(partnership)
    order = Step.objects.filter(partnership=partnership).aggregate(most=Max("order"))["most"]
    step = Step(
        service_id=partnership.service_id,
        partnership=partnership,
        part=part.value,
        order=0 if order is None else order + 1,
        made_by=by,
    )
    written = keeping.written(step, words, relation=relation, by=by, follows=None, asked_for=asked_for)
    step.save()
    written.save()
    return _proposed(step, written, relation, by, room.HELD if written.hidden else room.PROPOSED)


@transaction.atomic
def change(
    *, step: Step, words: StepWords, by: Account, follows: StepWording, asked_for: bool = False
) -> StepWording:
    """Other words for ``step``, written by somebody who had ``follows`` before them.

    Never refused because the other side wrote as well: both stand beside each other. A step that was stopped
    is proposed again. Raises ``NotWords`` for words that cannot stand.
    """
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, step.partnership)
    keeping.held(step.partnership)
    step = _locked(step)
    if follows.step_id != step.pk or (follows.hidden and relation is Relation.PERSON):
        raise NotOnPlan(str(step))
    open_ones = keeping.proposals_of(step)
    asked = asked_for or rule.answers_a_wish(open_ones)
    written = keeping.written(step, words, relation=relation, by=by, follows=follows, asked_for=asked)
    _set_aside(step, rule.set_aside_by_change(open_ones, follows=follows.number, author=by.pk))
    if step.state not in _ALIVE:
        _take_up(step)
    written.save()
    return _proposed(step, written, relation, by, room.HELD if written.hidden else room.CHANGED)


@transaction.atomic
def answer(
    *,
    wording: StepWording,
    says: Answer,
    by: Account,
    seen: int,
    why: str = "",
    widens_meant: bool = False,
    said: Said | None = None,
) -> Standing:
    """What one side says to ``wording``; on two yeses it is in force.

    ``said``: ``by`` types what the person answered when the words were read to them, and has read it back.
    ``seen`` is the number of the newest wording that was on the page. Raises ``Changed`` where there are
    newer ones or this one was set aside: they are read first. Raises ``Widens`` where a professional says yes
    to a person's words that allow more than what is in force, without saying that it is meant.
    """
    speaks = typed.require(wording.partnership, by=by, verb=Verb.WORK_OUT_TOGETHER, said=said)
    partnership = keeping.held(wording.partnership)
    step = _locked(wording.step)
    row = StepWording.objects.select_related("author").get(pk=wording.pk)
    newest = StepWording.objects.filter(step=step).aggregate(most=Max("number"))["most"]
    if seen != newest or row.agreed_at is not None or row.set_aside_at is not None:
        raise Changed(str(row))
    if step.state not in _ALIVE:
        raise NotOnPlan(str(step))
    _can_say(step, row, says, speaks, widens_meant=widens_meant)
    side = speaks.side
    stands = agreeing.answer(row, newest=row.number, side=side, by=speaks.author, says=says, why=why)
    if stands is Standing.AGREED:
        _put_in_force(partnership, step, row, by)
    keeping.settle(partnership, step, by=by)
    if why and speaks.said is None and side is Side.PERSON and says in (Answer.YES, Answer.NOT_NOW):
        attention.to_read(partnership=partnership, kind=kinds.STEP_WORDS, by=by, about=step.pk)
    speaks.marked(partnership, What.STEP_ANSWER, row.pk)
    if speaks.said is None:
        event = room.AGREED if stands is Standing.AGREED else room.ANSWERED
        keeping.record(event.name, partnership, step, by, speaks.relation, answer=says.value)
        if side is Side.PERSON:
            typings.put_right(partnership=partnership, about=[row.pk])
    if side is Side.PROFESSIONAL:
        keeping.tell_person(partnership, answers_them=True)
    return stands


def _can_say(step: Step, row: StepWording, says: Answer, speaks: Voice, *, widens_meant: bool) -> None:
    """Nobody agrees to what they have not read or heard; nobody widens a step without meaning to."""
    if speaks.side is Side.PERSON and row.hidden and says is not Answer.NOT_NOW:
        if speaks.said is None:
            raise Refused(Verb.WORK_OUT_TOGETHER, step.partnership)
        row.shown_at = clock.now()  # the words were read to them
    if says is Answer.YES and speaks.side is Side.PROFESSIONAL and not widens_meant:
        in_force = step.agreed.words() if step.agreed is not None else None
        if row.author_side == Side.PERSON and widens(in_force, row.words()):
            raise Widens(str(row))


@transaction.atomic
def show_me(*, wording: StepWording, by: Account) -> StepWording:
    """The person asks to see an idea that was kept back because they want no advice unless they ask."""
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, wording.partnership)
    if relation is not Relation.PERSON:
        raise Refused(Verb.WORK_OUT_TOGETHER, wording.partnership)
    partnership = keeping.held(wording.partnership)
    row = StepWording.objects.select_related("step").get(pk=wording.pk)
    if not row.hidden:
        return row
    row.shown_at = clock.now()
    if row.answer_of(Side.PERSON) is Answer.NOT_NOW:
        row.person_answer, row.person_answered_at = "", None
    row.save()
    keeping.settle(partnership, row.step, by=by)
    keeping.record(room.SHOWN.name, partnership, row.step, by, relation)
    return row


@transaction.atomic
def take_back(*, wording: StepWording, by: Account) -> StepWording:
    """Its author takes a proposal back; a step that never had agreed words ends with its last proposal."""
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, wording.partnership)
    partnership = keeping.held(wording.partnership)
    step = _locked(wording.step)
    row = StepWording.objects.get(pk=wording.pk)
    if row.author_id != by.pk:
        raise NotYours(str(row))
    if row.agreed_at is not None or row.set_aside_at is not None:
        raise Changed(str(row))
    _set_aside(step, frozenset({row.number}))
    row.refresh_from_db()
    if step.state == State.PROPOSED and not StepWording.objects.filter(step=step).open().exists():
        step.state = State.ENDED.value
        step.save(update_fields=["state"])
    keeping.settle(partnership, step, by=by)
    keeping.record(room.TAKEN_BACK.name, partnership, step, by, relation)
    return row


@transaction.atomic
def adjust(*, step: Step, amount: int, by: Account, because: str = "") -> Step:
    """Do more or less inside the range both agreed on: at once, nobody is asked again.

    ``because`` is the code of a rule that offered it. Raises ``BeyondRange`` outside the range.
    """
    relation, partnership, step = _in_force(step, by)
    agreed = step.agreed
    if agreed is None or not within(agreed.words(), amount):
        raise BeyondRange(str(step))
    if amount == (step.amount_now or agreed.amount):
        return step
    step.amount_now = None if amount == agreed.amount else amount
    step.save(update_fields=["amount_now"])
    keeping.new_version(partnership, Change.MOVED, step, by=by)
    keeping.record(room.MOVED.name, partnership, step, by, relation, because=because)
    return step


@transaction.atomic
def pause(*, step: Step, by: Account, reason: PauseReason, why: str = "") -> Step:
    """Leave a step for now. *It got worse* opens an item for the contact, and they say how to go on."""
    relation, partnership, step = _in_force(step, by)
    if step.pause_reason == PauseReason.WORSE and reason is not PauseReason.WORSE:
        return step  # it stays with the reason that keeps somebody safe
    step.paused_at, step.paused_by = clock.now(), by
    step.pause_reason, step.pause_why = reason.value, why
    step.save()
    keeping.settle(partnership, step, by=by)
    if why and relation is Relation.PERSON and reason is not PauseReason.WORSE:
        attention.to_read(partnership=partnership, kind=kinds.STEP_WORDS, by=by, about=step.pk)
    keeping.record(room.PAUSED.name, partnership, step, by, relation, reason=reason.value)
    return step


@transaction.atomic
def resume(*, step: Step, by: Account) -> Step:
    """Take a paused step up again. After *it got worse* only a professional says so."""
    relation, partnership, step = _in_force(step, by)
    if step.paused_at is None:
        return step
    if step.pause_reason == PauseReason.WORSE and relation is Relation.PERSON:
        raise Refused(Verb.WORK_OUT_TOGETHER, partnership)
    _unpause(step)
    step.save()
    keeping.settle(partnership, step, by=by)
    keeping.record(room.RESUMED.name, partnership, step, by, relation)
    return step


@transaction.atomic
def stop(*, step: Step, by: Account, reason: StopReason = StopReason.NOT_SAID, why: str = "") -> Step:
    """Stop a step at once, without agreement, with a reason or without. ``DONE`` ends it instead."""
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, step.partnership)
    partnership = keeping.held(step.partnership)
    step = _locked(step)
    if step.state not in _ALIVE:
        return step
    was_in_force = step.state == State.IN_FORCE
    done = reason is StopReason.DONE
    step.state = State.ENDED.value if done else State.STOPPED.value
    step.stopped_at, step.stopped_by = clock.now(), by
    step.stop_reason, step.stop_why = reason.value, why
    step.amount_now, step.look_again_on = None, None
    _unpause(step)
    step.save()
    _set_aside(step, frozenset(one.number for one in keeping.proposals_of(step)))
    if was_in_force:
        keeping.new_version(partnership, Change.ENDED if done else Change.STOPPED, step, by=by)
    keeping.settle(partnership, step, by=by)
    if relation is Relation.PERSON and was_in_force and not done:
        worse = reason is StopReason.WORSE
        harm = AttentionItem.Harm.WORSE if worse else AttentionItem.Harm.UNDERSTANDING
        keeping.open_item(partnership, kinds.STEP_STOPPED, harm, step, by=by)
    elif relation is Relation.PERSON and why:
        attention.to_read(partnership=partnership, kind=kinds.STEP_WORDS, by=by, about=step.pk)
    keeping.record(
        (room.ENDED if done else room.STOPPED).name, partnership, step, by, relation, reason=reason.value
    )
    if relation is not Relation.PERSON:
        keeping.tell_person(partnership, answers_them=False)
    return step


@transaction.atomic
def looked_again(*, step: Step, by: Account, next_on: date | None) -> Step:
    """Both looked at a step again and it stays as it is; ``next_on`` is the next day for it, if any."""
    relation, partnership, step = _in_force(step, by)
    if next_on is not None and next_on <= clock.today(partnership.service.time_zone):
        raise NotWords({"look_again_on": "not-in-future"})
    step.look_again_on = next_on
    step.save(update_fields=["look_again_on"])
    keeping.new_version(partnership, Change.LOOK_AGAIN, step, by=by)
    keeping.settle(partnership, step, by=by)
    keeping.record(room.LOOKED_AGAIN.name, partnership, step, by, relation)
    return step


def _locked(step: Step) -> Step:
    return hold(Step.objects.select_related("agreed", "partnership"), step.pk)


def _in_force(step: Step, by: Account) -> tuple[Relation, Partnership, Step]:
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, step.partnership)
    partnership = keeping.held(step.partnership)
    row = _locked(step)
    if row.state != State.IN_FORCE:
        raise NotOnPlan(str(step))
    return relation, partnership, row


def _proposed(step: Step, written: StepWording, relation: Relation, by: Account, event: Kind) -> StepWording:
    partnership = step.partnership
    keeping.settle(partnership, step, by=by)
    keeping.record(event.name, partnership, step, by, relation, number=written.number)
    if relation is not Relation.PERSON and not written.hidden:
        keeping.tell_person(partnership, answers_them=written.asked_for)
    return written


def _put_in_force(partnership: Partnership, step: Step, row: StepWording, by: Account) -> None:
    first = step.agreed_id is None
    others = rule.set_aside_by_agreement(keeping.proposals_of(step), agreed=row.number)
    _set_aside(step, others)
    step.agreed, step.state = row, State.IN_FORCE.value
    step.amount_now, step.look_again_on = None, row.look_again_on
    if not _stays_stopped(step, row):
        _unpause(step)
    step.save()
    keeping.new_version(partnership, Change.ADDED if first else Change.CHANGED, step, by=by)


def _stays_stopped(step: Step, row: StepWording) -> bool:
    """It got worse, and the professional's yes to these words is older: they did not know of it."""
    if step.paused_at is None or step.pause_reason != PauseReason.WORSE:
        return False
    said_at = row.professional_answered_at
    return said_at is None or said_at <= step.paused_at


def _take_up(step: Step) -> None:
    """A stopped step is proposed again: what was agreed once has to be agreed anew."""
    step.state, step.agreed = State.PROPOSED.value, None
    step.stopped_at, step.stopped_by, step.stop_reason, step.stop_why = None, None, "", ""
    step.save()


def _unpause(step: Step) -> None:
    step.paused_at, step.paused_by, step.pause_reason, step.pause_why = None, None, "", ""


def _set_aside(step: Step, numbers: frozenset[int]) -> None:
    StepWording.objects.filter(step=step, number__in=numbers).update(set_aside_at=clock.now())
