"""Take a check-in: once, on its day, whatever the order; and look what the rules make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.prepared import prepared
from alongside.base.record import events
from alongside.base.services import reading
from alongside.care.partnership import figures, typed
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Figures, Partnership
from alongside.care.partnership.rules.typed import NotReadBack, Said, What
from alongside.care.partnership.typed import Voice
from alongside.care.plan import going_attention as kinds
from alongside.care.plan import going_figures
from alongside.care.plan.actions import ease
from alongside.care.plan.going_events import CHECKED_IN
from alongside.care.plan.models import CheckIn, CheckInWord, EaseOffer, Step
from alongside.care.plan.models.step import StepQuerySet
from alongside.care.plan.rules import checking_in as rule
from alongside.care.plan.rules import quiet
from alongside.care.plan.rules.checking_in import About, Day, Sending
from alongside.care.plan.rules.easing import easing_rules

__all__ = ["NotReadBack", "Taken", "send"]


@dataclass(frozen=True, slots=True)
class Taken:
    """The day's row, what the rules found this time, and whether anything new was said."""

    check_in: CheckIn
    found: tuple[EaseOffer, ...]
    new: bool


@transaction.atomic
def send(
    *, partnership: Partnership, sending: Sending, about: About, by: Account, said: Said | None = None
) -> Taken:
    """Keep what ``sending`` says of its day. The same again changes nothing and tells nobody twice.

    ``said``: ``by`` types what the person said, and has read it back. Raises ``rule.NotSaid`` for an empty
    form or a number off its ruler, ``rule.TooLate`` for a day too long ago, ``NotReadBack``.
    """
    speaks = typed.require(partnership, by=by, verb=Verb.CHECK_IN, said=said)
    rule.checked(sending)
    rules = easing_rules()
    now = clock.now()
    zone, late = partnership.service.time_zone, rules.definition.check_in.late_days
    on = rule.day_of(rule.shown_at(sending.key, now), about, zone, now, late_days=late)
    held = _held(partnership)
    steps = _asked_about(partnership, sending)
    known = {str(step.pk) for step in steps}
    sending = replace(sending, steps={key: said for key, said in sending.steps.items() if key in known})
    if sending.is_empty:
        raise rule.NotSaid("about steps that are not on this plan")
    row, others = _recent(partnership, on)
    check_in, changed = _keep(partnership, sending, on, row)
    if not (_keep_words(check_in, sending, by) or changed):
        return Taken(check_in, (), new=False)
    _record(partnership, check_in, speaks)
    _keep_figures(partnership, held, steps, on)
    _not_quiet_any_more(partnership, held, by)
    if not changed:
        return Taken(check_in, (), new=True)
    days = [check_in.day(), *others]
    worse = {step for step, told in sending.steps.items() if told.worse}
    found = ease.after(partnership=partnership, check_in=check_in, days=days, steps=steps, worse=worse, by=by)
    return Taken(check_in, tuple(found), new=True)


def _record(partnership: Partnership, check_in: CheckIn, speaks: Voice) -> None:
    """What happened; what was typed for the person says so itself."""
    if speaks.said is not None:
        speaks.marked(partnership, What.CHECK_IN, check_in.pk)
        return
    events.record(
        CHECKED_IN.name,
        service=partnership.service,
        subject=partnership.pk,
        by=speaks.by,
        about=check_in.pk,
        on=check_in.on.isoformat(),
    )


def _held(partnership: Partnership) -> Figures:
    """The figures that a check-in reads, the partnership locked: two windows come one after the other."""
    return _partnership_held.one(key=partnership.pk).figures


@prepared
def _partnership_held(*, key: UUID) -> QuerySet[Partnership]:
    # Both rows held, the partnership first as everywhere: what was changed while this waited is read anew.
    rows = Partnership.objects.select_for_update(of=("self", "figures")).select_related("figures")
    columns = ("figures__last_check_in_on", "figures__quiet_from", "figures__bad_day_until")
    return rows.only("pk", *columns).filter(pk=key, figures__isnull=False)


def _asked_about(partnership: Partnership, sending: Sending) -> list[Step]:
    """The steps in force, and those that the form was about although they are not in force any more."""
    steps = _in_force(partnership=partnership.pk)
    others = {UUID(step) for step in sending.steps} - {step.pk for step in steps}
    if others:
        steps += _of_steps(Step.objects.filter(partnership=partnership, pk__in=others))
        steps.sort(key=lambda step: (step.part, step.order, step.pk))
    return steps


@prepared
def _in_force(*, partnership: UUID) -> QuerySet[Step]:
    return _of_steps(Step.objects.filter(partnership=partnership).in_force()).order_by("part", "order", "pk")


def _of_steps(rows: StepQuerySet) -> StepQuerySet:
    """Only what the rules read of them: the words themselves are many columns."""
    words = ("what", "amount", "unit", "least", "most", "whose", "agreed_at")
    columns = ("partnership", "part", "state", "order", "paused_at", "amount_now")
    return rows.select_related("agreed").only(*columns, *(f"agreed__{name}" for name in words))


def _recent(partnership: Partnership, on: date) -> tuple[CheckIn | None, list[Day]]:
    """The row of ``on``, if there is one, and the other days that rules read, before and after it."""
    rules = easing_rules()
    since, no_difference = (
        on - timedelta(days=days) for days in (rules.looks_back, rules.looks_back_for_no_difference)
    )
    days, mine = [], None
    for pk, day, said, first_at in _days(
        partnership=partnership.pk, since=since, no_difference_since=no_difference
    ):
        if day == on:
            mine = CheckIn(pk=pk, service_id=partnership.service_id, on=on, said=said, first_at=first_at)
            mine.partnership, mine._state.adding = partnership, False
        else:
            days.append(rule.day(day, said))
    return mine, days


@prepared
def _days(
    *, partnership: UUID, since: date, no_difference_since: date
) -> QuerySet[CheckIn, tuple[UUID, date, dict[str, Any], datetime]]:
    lately = Q(on__gte=since) | Q(on__gte=no_difference_since, no_difference=True)
    return CheckIn.objects.filter(lately, partnership=partnership).values_list("pk", "on", "said", "first_at")


def _keep(partnership: Partnership, sending: Sending, on: date, row: CheckIn | None) -> tuple[CheckIn, bool]:
    """The day's row with ``sending`` in it, and whether that changed anything."""
    if row is None:
        row = CheckIn(service_id=partnership.service_id, partnership=partnership, on=on)
        _fill(row, sending)
        row.save(force_insert=True)
        return row, True
    if not _fill(row, sending):
        return row, False
    row.last_at = clock.now()
    row.save(update_fields=["said", "pain", "confidence", "no_difference", "last_at"])
    return row, True


def _fill(row: CheckIn, sending: Sending) -> bool:
    said = rule.merged(row.said, sending)
    changed: bool = said != row.said
    row.said = said
    day = row.day()
    row.pain, row.confidence, row.no_difference = day.pain, day.confidence, day.no_difference
    return changed


def _keep_words(check_in: CheckIn, sending: Sending, by: Account) -> bool:
    """The words of this form, once, with somebody who reads them; whether they are new."""
    if not sending.words:
        return False
    _row, new = CheckInWord.objects.get_or_create(
        check_in=check_in,
        key=sending.key,
        defaults={"service_id": check_in.service_id, "text": sending.words, "at": clock.now()},
    )
    if new:
        partnership = check_in.partnership
        owner = attention.owner_or_anyone(partnership)
        if owner is not None:
            attention.open_item(
                partnership=partnership,
                kind=kinds.CHECK_IN_WORDS,
                harm=AttentionItem.Harm.UNDERSTANDING,
                by=by,
                about=check_in.pk,
                owner=owner,
                due_at=reading.next_reading(partnership.service),
            )
    return new


def _keep_figures(partnership: Partnership, row: Figures, steps: Sequence[Step], on: date) -> None:
    """What follows from this check-in, without reading again what is held already."""
    last = max(on, row.last_check_in_on) if row.last_check_in_on else on
    asked = [each for each in steps if going_figures.is_asked(each)]
    began = going_figures.began_on(partnership, asked)
    after = easing_rules().definition.quiet.after_days
    from_ = quiet.quiet_from(max(last, began), row.bad_day_until, after) if began else None
    if (row.last_check_in_on, row.quiet_from) != (last, from_):
        figures.keep(partnership, last_check_in_on=last, quiet_from=from_)


def _not_quiet_any_more(partnership: Partnership, held: Figures, by: Account) -> None:
    """They were heard: nobody need ask after them. Looked for only where the day for it had come."""
    tomorrow = clock.today(partnership.service.time_zone) + timedelta(days=1)
    if held.quiet_from is not None and held.quiet_from <= tomorrow:
        attention.overtake(partnership=partnership, kind=kinds.WENT_QUIET, by=by)
