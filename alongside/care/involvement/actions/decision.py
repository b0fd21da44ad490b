"""Open a decision, say what matters in it and how much say one wants, lay out the options, open it again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.kinds import Kind as EventKind
from alongside.care.involvement import events as kinds
from alongside.care.involvement.keeping import settle_decision, tell_person
from alongside.care.involvement.models import Decision, DecisionOption
from alongside.care.involvement.rules.deciding import MOST_QUESTION, MOST_WORDS, SAYS, Ready, State
from alongside.care.partnership import authority, sources
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.preferences import Say
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.words import tidy

LAST = {Ready.WAIT: 1_000, Ready.NONE: 1_001}
"""Where the ready-made options stand: after all others."""


class NoWords(ValueError):
    """What it is about must be said, and it must fit."""


class NotPossible(Exception):
    """Somebody was quicker: as it stands now, this cannot be done."""


@dataclass(frozen=True, slots=True)
class OptionWords:
    """What an option says: what it is, what it asks, may bring and may cost."""

    text: str
    asks: str = ""
    may_bring: str = ""
    may_cost: str = ""


@transaction.atomic
def open_decision(
    *,
    partnership: Partnership,
    question: str,
    by: Account,
    source: str = "",
    say: Say | None = None,
    what_matters: str = "",
) -> Decision:
    """Say what is to be decided; *wait* and *none of these* are among the options from the start.

    ``say`` and ``what_matters`` are the person's own and left out where a professional opens it.
    Raises ``NoWords``.
    """
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, partnership)
    side = side_of(relation)
    if source and sources.read(source, partnership=partnership, by=by, relation=relation) is None:
        source = ""
    mine = side is Side.PERSON
    decision = Decision.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        question=_fits(question, MOST_QUESTION),
        source=source,
        opened_by=by,
        opened_side=side.value,
        say=_say(say) if mine else "",
        what_matters=_fits(what_matters, MOST_WORDS, may_be_empty=True) if mine else "",
    )
    for ready, place in LAST.items():
        _add(decision, OptionWords(""), place, by, side, ready=ready.value)
    record(kinds.OPENED, decision, by, relation)
    settle_decision(decision, by, wrote=True)
    if not mine:
        tell_person(partnership, answers=False)
    return decision


@transaction.atomic
def prepare(*, decision: Decision, say: Say | None, what_matters: str, by: Account) -> Decision:
    """The person says what matters to them in this, and how much say they want in it."""
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, decision.partnership)
    if relation is not Relation.PERSON:
        raise Refused(Verb.WORK_OUT_TOGETHER, decision.partnership)
    row = _open(decision)
    row.say, row.what_matters = _say(say), _fits(what_matters, MOST_WORDS, may_be_empty=True)
    record(kinds.PREPARED, row, by, relation, say=row.say)
    settle_decision(row, by, wrote=bool(row.what_matters))
    return row


@transaction.atomic
def add_option(*, decision: Decision, words: OptionWords, by: Account) -> DecisionOption:
    """Either side adds an option. Raises ``NoWords``."""
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, decision.partnership)
    row = _open(decision)
    option = _add(row, _words(words), row.options.filter(ready="").count() + 1, by, side_of(relation))
    record(kinds.OPTION_ADDED, row, by, relation)
    settle_decision(row, by, wrote=True)
    return option


@transaction.atomic
def change_option(*, option: DecisionOption, words: OptionWords, by: Account) -> DecisionOption:
    """Put an option in other words: a new row in its place; the earlier one stays readable.

    Raises ``NoWords``, and ``NotPossible`` for one that is gone, ready made, or put forward to be decided on.
    """
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, option.partnership)
    row = _open(option.decision)
    earlier = _take_away(row, option, by)
    made = _add(row, _words(words), earlier.place, by, side_of(relation))
    record(kinds.OPTION_CHANGED, row, by, relation)
    settle_decision(row, by, wrote=True)
    return made


@transaction.atomic
def take_away_option(*, option: DecisionOption, by: Account) -> None:
    """Take away an option that one's own side added; it stays readable among the earlier ones."""
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, option.partnership)
    if option.added_side != side_of(relation):
        raise Refused(Verb.WORK_OUT_TOGETHER, option.partnership)
    row = _open(option.decision)
    _take_away(row, option, by)
    record(kinds.OPTION_GONE, row, by, relation)
    settle_decision(row, by)


@transaction.atomic
def reopen(*, decision: Decision, by: Account) -> Decision:
    """Decide it anew: what was decided, and why, stays readable."""
    relation = authority.require(by, Verb.WORK_OUT_TOGETHER, decision.partnership)
    row = Decision.objects.locked(decision.pk)
    if row.state != State.DECIDED:
        raise NotPossible(str(row))
    row.state, row.decided_at, row.choice = State.OPEN.value, None, None
    record(kinds.REOPENED, row, by, relation)
    settle_decision(row, by)
    if relation is not Relation.PERSON:
        tell_person(row.partnership, answers=False)
    return row


def record(kind: EventKind, decision: Decision, by: Account, relation: Relation, **facts: str | int) -> None:
    events.record(
        kind.name,
        service=decision.partnership.service,
        subject=decision.partnership_id,
        by=by,
        relation=relation,
        about=decision.pk,
        **facts,
    )


def _open(decision: Decision) -> Decision:
    row = Decision.objects.locked(decision.pk)
    if row.state != State.OPEN:
        raise NotPossible(str(row))
    return row


def _add(
    decision: Decision, words: OptionWords, place: int, by: Account, side: Side, *, ready: str = ""
) -> DecisionOption:
    return DecisionOption.objects.create(
        service_id=decision.service_id,
        partnership_id=decision.partnership_id,
        decision=decision,
        ready=ready,
        text=words.text,
        asks=words.asks,
        may_bring=words.may_bring,
        may_cost=words.may_cost,
        place=place,
        added_by=by,
        added_side=side.value,
    )


def _take_away(decision: Decision, option: DecisionOption, by: Account) -> DecisionOption:
    put_forward = decision.choice is not None and decision.choice.option_id == option.pk
    recommended = decision.recommendation is not None and decision.recommendation.option_id == option.pk
    row = DecisionOption.objects.get(pk=option.pk)
    if row.ready or row.gone_at is not None or put_forward or recommended:
        raise NotPossible(str(row))
    row.gone_at, row.gone_by = clock.now(), by
    row.save()
    return row


def _words(words: OptionWords) -> OptionWords:
    rest = (
        _fits(each, MOST_WORDS, may_be_empty=True) for each in (words.asks, words.may_bring, words.may_cost)
    )
    return OptionWords(_fits(words.text, MOST_WORDS), *rest)


def _fits(text: str, most: int, *, may_be_empty: bool = False) -> str:
    words = tidy(text)
    if len(words) > most or not (words or may_be_empty):
        raise NoWords("nothing was said, or too much")
    return words


def _say(say: Say | None) -> str:
    return say.value if say in SAYS else ""
