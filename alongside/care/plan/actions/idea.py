"""Answer an idea of the library: put it on the plan, not for me, talk first, it may come back."""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.kinds import Kind
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.definitions_said import said
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.plan import catalogue
from alongside.care.plan import ideas_events as happened
from alongside.care.plan.actions import step as steps
from alongside.care.plan.ideas_attention import IDEA_TALK
from alongside.care.plan.models import IdeaAnswer, StepWording
from alongside.care.plan.rules.library import LibraryStep, words_of
from alongside.care.plan.rules.tailoring import fit_of
from alongside.care.plan.situation import known

Answer = IdeaAnswer.Answer


class NoSuchIdea(LookupError):
    """The library has no step of this id, or no longer."""


class TalkFirst(Exception):
    """Safety asks for a word with somebody before the person puts this on the plan; ``codes`` say why."""

    def __init__(self, codes: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(codes)))
        self.codes = codes


class OnPlan(Exception):
    """It stands on the plan, or is proposed, already."""


@transaction.atomic
def take_up(
    *, partnership: Partnership, idea: str, by: Account, reason: str = "", place: str = "", ask_whom: str = ""
) -> StepWording:
    """Propose the idea as a step, in the library's words and dose, for both to change and agree.

    ``reason`` says why this, for this person. Raises ``TalkFirst`` where a person would skip a question of
    safety (a professional decides for themselves), ``OnPlan`` where it is there already, ``NoSuchIdea``.
    """
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, partnership)
    Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    step = _step(idea)
    now = known(partnership, account=by, relation=relation).situation
    if idea in now.on_plan:
        raise OnPlan(idea)
    book = said(catalogue.rulebook())  # on the plan it says what was read
    if relation is Relation.PERSON:
        first = book.talk_first & {*fit_of(step, now, book).why_not}
        if first:
            raise TalkFirst(first)
    words = words_of(step, book.library, reason=reason, place=place, ask_whom=ask_whom)
    asked_to_talk = _newest(partnership, idea) == Answer.TALK
    wording = steps.propose(
        partnership=partnership, words=words, by=by, part=step.part, asked_for=asked_to_talk
    )
    _answered(partnership, idea, Answer.TAKEN, by=by, kind=happened.TAKEN)
    return wording


@transaction.atomic
def not_for_me(
    *, partnership: Partnership, idea: str, by: Account, why: IdeaAnswer.Why = IdeaAnswer.Why.NOT_SAID
) -> IdeaAnswer:
    """The person does not want this idea: it is not offered again until they say that it may come back."""
    authority.require(by, Verb.SET_MY_WAY, partnership)
    _step(idea)
    return _answered(partnership, idea, Answer.NOT_FOR_ME, by=by, kind=happened.NOT_FOR_ME, why=why)


@transaction.atomic
def offer_again(*, partnership: Partnership, idea: str, by: Account) -> IdeaAnswer:
    """What was refused may be offered again."""
    authority.require(by, Verb.SET_MY_WAY, partnership)
    _step(idea)
    return _answered(partnership, idea, Answer.AGAIN, by=by, kind=happened.OFFER_AGAIN)


@transaction.atomic
def talk_first(*, partnership: Partnership, idea: str, by: Account) -> IdeaAnswer:
    """The person would like to talk about it before anything: a professional owns that from now on."""
    authority.require(by, Verb.SET_MY_WAY, partnership)
    _step(idea)
    row = _answered(partnership, idea, Answer.TALK, by=by, kind=happened.TALK_FIRST)
    owner = attention.owner_or_anyone(partnership)
    if owner is not None:
        attention.open_item(
            partnership=partnership,
            kind=IDEA_TALK,
            harm=AttentionItem.Harm.UNDERSTANDING,
            by=by,
            about=row.pk,
            owner=owner,
        )
    return row


def _step(idea: str) -> LibraryStep:
    try:
        return said(catalogue.rulebook()).library.step(idea)
    except KeyError as none:
        raise NoSuchIdea(idea) from none


def _newest(partnership: Partnership, idea: str) -> str:
    rows = IdeaAnswer.objects.filter(partnership=partnership, idea=idea).order_by("-at", "-pk")
    return rows.values_list("answer", flat=True).first() or ""


def _answered(
    partnership: Partnership,
    idea: str,
    answer: IdeaAnswer.Answer,
    *,
    by: Account,
    kind: Kind,
    why: IdeaAnswer.Why = IdeaAnswer.Why.NOT_SAID,
) -> IdeaAnswer:
    """Write the answer; an open wish to talk about the same idea is settled by it."""
    before = IdeaAnswer.objects.filter(partnership=partnership, idea=idea, answer=Answer.TALK)
    for asked in before.values_list("pk", flat=True):
        attention.overtake(partnership=partnership, kind=IDEA_TALK, by=by, about=asked)
    row = IdeaAnswer.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        idea=idea,
        answer=answer,
        why=why,
        by=by,
        at=clock.now(),
    )
    events.record(
        kind.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        about=row.pk,
        why=why.value,
    )
    return row
