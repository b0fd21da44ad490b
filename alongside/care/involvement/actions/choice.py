"""Recommend with a reason, answer the recommendation, put an option forward, answer it: so it is decided.

Nothing is decided by one side, unless the person said whose decision it is (``rules.deciding``).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.involvement import events as kinds
from alongside.care.involvement.actions.decision import NotPossible, NoWords, record
from alongside.care.involvement.keeping import settle_decision, tell_person
from alongside.care.involvement.models import Decision, DecisionChoice, DecisionOption, Recommendation
from alongside.care.involvement.rules.deciding import MOST_WORDS, Response, State, decided_by
from alongside.care.partnership import agreeing, authority
from alongside.care.partnership.agreeing import Changed, side_of
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.professions import profession_of
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.words import tidy

__all__ = ["Changed", "NoWords", "NotPossible", "answer", "choose", "recommend", "respond"]


@transaction.atomic
def recommend(*, option: DecisionOption, reason: str, by: Account) -> Recommendation:
    """What a professional would recommend, with the reason beside it. Raises ``NoWords`` without one."""
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, option.partnership)
    if relation is Relation.PERSON:
        raise Refused(Verb.WORK_OUT_TOGETHER, option.partnership)
    row = Decision.objects.locked(option.decision_id)
    _require_there(row, option)
    given = Recommendation.objects.create(
        service_id=row.service_id,
        partnership_id=row.partnership_id,
        decision=row,
        option=option,
        reason=_fits(reason, needed=True),
        by=by,
        by_profession=profession_of(by, row.service_id),
    )
    row.recommendation = given
    record(kinds.RECOMMENDED, row, by, relation)
    settle_decision(row, by)
    tell_person(row.partnership, answers=row.opened_side == Side.PERSON)
    return given


@transaction.atomic
def respond(*, recommendation: Recommendation, says: Response, by: Account, why: str = "") -> Recommendation:
    """The person says *I understand*, *I'd like to talk about this* or *I see it differently*.

    To understand is not to agree: nothing is decided by it. Raises ``Changed`` where there is a newer
    recommendation.
    """
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, recommendation.partnership)
    if relation is not Relation.PERSON:
        raise Refused(Verb.WORK_OUT_TOGETHER, recommendation.partnership)
    row = Decision.objects.locked(recommendation.decision_id)
    if row.recommendation_id != recommendation.pk or row.recommendation is None:
        raise Changed(str(row))
    if row.state != State.OPEN:
        raise NotPossible(str(row))
    given = row.recommendation
    given.response, given.response_why = says.value, _fits(why)
    given.responded_at = clock.now()
    given.save()
    record(kinds.RESPONDED, row, by, relation, says=says.value)
    settle_decision(row, by, wrote=bool(given.response_why))
    return given


@transaction.atomic
def choose(
    *, option: DecisionOption, revision: int, by: Account, why: str = "", look_again_on: date | None = None
) -> Decision:
    """Put ``option`` forward to be decided on, or decide where the person said whose decision it is.

    ``revision`` is the decision's as it was shown: raises ``Changed`` where anything moved since. A
    professional says why: ``NoWords`` without it.
    """
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, option.partnership)
    row = Decision.objects.locked(option.decision_id)
    if row.revision != revision:
        raise Changed(str(row))
    _require_there(row, option)
    side = side_of(relation)
    last = row.choices.order_by("-number").values_list("number", flat=True).first() or 0
    choice = DecisionChoice(
        service_id=row.service_id,
        partnership_id=row.partnership_id,
        decision=row,
        option=option,
        number=last + 1,
        why=_fits(why, needed=side is Side.PROFESSIONAL),
        look_again_on=look_again_on,
        author_profession=profession_of(by, row.service_id) if side is Side.PROFESSIONAL else "",
    )
    agreeing.written(choice, side=side, by=by).save()
    row.choice = choice
    record(kinds.CHOSEN, row, by, relation, number=choice.number)
    _decide(row, by, relation)
    settle_decision(row, by, wrote=bool(choice.why))
    if side is Side.PROFESSIONAL:
        tell_person(row.partnership, answers=row.opened_side == Side.PERSON)
    return row


@transaction.atomic
def answer(*, decision: Decision, number: int, says: Answer, by: Account, why: str = "") -> Decision:
    """Answer the option that was put forward. What is no longer carried by who decides is open again.

    Raises ``Changed`` where another option was put forward meanwhile.
    """
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, decision.partnership)
    row = Decision.objects.locked(decision.pk)
    if row.choice is None or row.choice.number != number:
        raise Changed(str(row))
    side, why = side_of(relation), tidy(why)
    if row.choice.answer_of(side) is says and not why:
        return row
    agreeing.answer(row.choice, newest=row.choice.number, side=side, by=by, says=says, why=why)
    record(kinds.CHOICE_ANSWERED, row, by, relation, says=says.value)
    _decide(row, by, relation)
    settle_decision(row, by, wrote=bool(why))
    if side is Side.PROFESSIONAL:
        tell_person(row.partnership, answers=row.choice.author_side == Side.PERSON)
    return row


def _decide(decision: Decision, by: Account, relation: Relation) -> None:
    """Put the decision's state where the answers and the person's say bring it."""
    choice = decision.choice
    carried = choice is not None and decided_by(
        decision.how_much_say, choice.answer_of(Side.PERSON), choice.answer_of(Side.PROFESSIONAL)
    )
    if carried and decision.state == State.OPEN:
        decision.state, decision.decided_at = State.DECIDED.value, clock.now()
        record(kinds.DECIDED, decision, by, relation)
    elif not carried:
        decision.state, decision.decided_at = State.OPEN.value, None


def _require_there(decision: Decision, option: DecisionOption) -> None:
    if decision.state != State.OPEN or not decision.options.there().filter(pk=option.pk).exists():
        raise NotPossible(str(decision))


def _fits(text: str, *, needed: bool = False) -> str:
    words = tidy(text)
    if len(words) > MOST_WORDS or (needed and not words):
        raise NoWords("nothing was said, or too much")
    return words
