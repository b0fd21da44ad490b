"""What the rules make of a check-in, and the person's answer to what they offer. Offered, never imposed.

Worsening is the one thing that acts by itself: it pauses the step, and somebody is asked to get in touch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.holding import hold
from alongside.base.record.kinds import Kind
from alongside.base.services import reading
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.plan import going_attention as kinds
from alongside.care.plan import going_events as room
from alongside.care.plan import going_figures
from alongside.care.plan.actions import step as steps_
from alongside.care.plan.models import CheckIn, EaseAnswer, EaseOffer, Step
from alongside.care.plan.models.ease import OFFERED
from alongside.care.plan.rules.checking_in import Day
from alongside.care.plan.rules.easing import Finding, Offers, StepNow, easing_rules
from alongside.care.plan.rules.step import MOST_SHORT, Part, PauseReason, StepWords, Unit

Harm = AttentionItem.Harm


class NoLongerOffered(Exception):
    """Answered already, or the step changed since: the page shows how it stands now."""


class NoPlace(ValueError):
    """Another place was wanted, and none was named, or with more than ``MOST_SHORT`` characters."""


def after(
    *,
    partnership: Partnership,
    check_in: CheckIn,
    days: Sequence[Day],
    steps: Sequence[Step],
    worse: Collection[str],
    by: Account,
) -> list[EaseOffer]:
    """What the rules find after ``check_in``, kept as rows. Runs in the check-in's transaction.

    ``worse``: the steps of which this form itself says that it got worse. The rules look twice: without
    asking what was offered before (one query fewer on most days), and, where something holds, again by it.
    """
    asked = {str(each.pk): each for each in steps if going_figures.is_asked(each)}
    rules = easing_rules()
    now = [_now(each) for each in asked.values()]
    if not rules.look(days, now, about=check_in.on):
        return []
    before = _earlier(partnership)
    now = [before.told(each, again=each.id in worse) for each in now]
    found = rules.look(days, now, about=check_in.on, since=before.since.get(""))
    made = [_keep(each, check_in, asked.get(each.step), before.waiting) for each in found]
    offers = [each for each in made if each is not None]
    for each in offers:
        _act(each, by)
    return offers


@transaction.atomic
def answer(*, offer: EaseOffer, says: EaseAnswer, by: Account, place: str = "") -> EaseOffer:
    """What the person says to an offer. A yes inside the agreed range is done at once; beyond it, proposed.

    ``place`` is where they would rather do it. Raises ``NoLongerOffered``, ``NoPlace``.
    """
    partnership = offer.partnership
    authority.require(by, Verb.CHECK_IN, partnership)
    row = hold(EaseOffer.objects.select_related("step__agreed"), offer.pk)
    step = row.step
    if step is None or not row.stands:
        raise NoLongerOffered(str(row))
    row.answer, row.answered_by, row.answered_at = says.value, by, clock.now()
    row.answered_on = clock.today(partnership.service.time_zone)
    kind = {EaseAnswer.KEEP: room.EASE_KEPT, EaseAnswer.TALK: room.EASE_TALK}.get(says, room.EASE_TAKEN)
    if says is EaseAnswer.YES and row.offers != Offers.TALK:
        _take(row, step, by, place.strip())
    elif says is not EaseAnswer.KEEP:
        kind = room.EASE_TALK
        _ask(partnership, kinds.EASE_TALK, Harm.UNDERSTANDING, by, step)
    row.save()
    _record(kind, row, by)
    return row


def _take(row: EaseOffer, step: Step, by: Account, place: str) -> None:
    agreed = step.agreed
    if agreed is None:
        raise NoLongerOffered(str(row))
    if row.within and row.amount is not None:
        steps_.adjust(step=step, amount=row.amount, by=by, because=row.rule)
        return
    words = agreed.words()
    if row.offers == Offers.ELSEWHERE:
        if not place or len(place) > MOST_SHORT:
            raise NoPlace(str(row))
        wanted = replace(words, place=place, note="")
    else:
        wanted = eased(words, row.amount)
    row.wording = steps_.change(step=step, words=wanted, by=by, follows=agreed)


def eased(words: StepWords, amount: int | None) -> StepWords:
    """The same words with a smaller ``amount``, and a range that reaches down to it."""
    if amount is None:
        return words
    least = amount if words.least is None else min(words.least, amount)
    most = words.most if words.most is not None else words.amount
    return replace(words, amount=amount, least=least, most=most, note="")


@dataclass(frozen=True, slots=True)
class _Before:
    """By step (empty: the whole plan) the day from which rules count anew, the days on which it was stopped;
    and the steps with an open offer."""

    since: dict[str, date] = field(default_factory=dict)
    stopped: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    waiting: set[str] = field(default_factory=set)

    def told(self, step: StepNow, *, again: bool) -> StepNow:
        stopped = frozenset(self.stopped.get(step.id, ()))
        return replace(step, since=self.since.get(step.id), stopped=stopped, again=again)


def _earlier(partnership: Partnership) -> _Before:
    before = _Before()
    rows = EaseOffer.objects.filter(partnership=partnership, overtaken_at=None)
    for row in rows.select_related("step__agreed").order_by("-made_at")[:100]:
        step = str(row.step_id or "")
        if row.stands:
            before.waiting.add(step)
        elif row.answered_at is None:  # the step has changed since: nobody has to answer it any more
            EaseOffer.objects.filter(pk=row.pk).update(overtaken_at=clock.now())
        else:
            before.since.setdefault(step, row.answered_on or row.made_on)
            if row.offers == Offers.STOP:
                before.stopped[step].add(row.made_on)
    return before


def _now(step: Step) -> StepNow:
    if step.agreed is None:
        raise steps_.NotOnPlan(str(step))
    agreed = step.agreed
    unit = Unit(agreed.unit) if agreed.unit else None
    words = StepWords(what=agreed.what, amount=agreed.amount, unit=unit, least=agreed.least, most=agreed.most)
    return StepNow(str(step.pk), words, _amount(step), Part(step.part))


def _amount(step: Step) -> int | None:
    return step.amount_now or (step.agreed.amount if step.agreed is not None else None)


def _keep(found: Finding, check_in: CheckIn, step: Step | None, waiting: set[str]) -> EaseOffer | None:
    """The row of a finding; None where the same step has an offer waiting, which a stop overtakes."""
    if found.step in waiting:
        if found.offers is not Offers.STOP:
            return None
        EaseOffer.objects.filter(step=step).open().update(overtaken_at=clock.now())
    rules, now = easing_rules(), clock.now()
    return EaseOffer.objects.create(
        service_id=check_in.service_id,
        partnership=check_in.partnership,
        step=step,
        check_in=check_in,
        rule=found.rule,
        definition_version=rules.definition.version,
        definition_hash=rules.hash,
        offers=found.offers.value,
        days=[each.isoformat() for each in found.on],
        amount_before=_amount(step) if step is not None else None,
        amount=found.amount,
        within=found.within,
        made_on=check_in.on,
        made_at=now,
        answered_at=None if found.offers in OFFERED else now,
    )


def _act(row: EaseOffer, by: Account) -> None:
    """What a finding does besides being shown."""
    offers = Offers(row.offers)
    if offers is Offers.STOP and row.step is not None:
        steps_.pause(step=row.step, by=by, reason=PauseReason.WORSE)
        _record(room.STEP_WORSE, row, by)
    elif offers is Offers.ASK:
        _ask(row.partnership, kinds.BEYOND_RANGE, Harm.UNDERSTANDING, by, row.step)
    elif offers is Offers.THINK_AGAIN:
        _ask(row.partnership, kinds.NO_DIFFERENCE, Harm.UNDERSTANDING, by, None)
        _record(room.NO_DIFFERENCE, row, by)
    else:
        _record(room.EASE_OFFERED, row, by)


def _ask(
    partnership: Partnership, kind: str, harm: AttentionItem.Harm, by: Account, step: Step | None
) -> None:
    owner = attention.owner_or_anyone(partnership)
    if owner is not None:
        attention.open_item(
            partnership=partnership,
            kind=kind,
            harm=harm,
            by=by,
            about=step.pk if step is not None else None,
            owner=owner,
            due_at=reading.next_reading(partnership.service),
        )


def _record(kind: Kind, row: EaseOffer, by: Account) -> None:
    events.record(
        kind.name,
        service=row.service,
        subject=row.partnership_id,
        by=by,
        about=row.pk,
        rule=row.rule,
        offers=row.offers,
        answer=row.answer,
    )
