"""A bad day: one tap, and nothing is asked for a while. *Please ring me* is one tap more."""

from __future__ import annotations

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
from alongside.care.plan.models import BadDay
from alongside.care.plan.rules import quiet as rule
from alongside.care.plan.rules.easing import easing_rules


class NobodyRings(Exception):
    """Nobody of the team is left who could ring: the page gives the number instead."""


@transaction.atomic
def say(*, partnership: Partnership, by: Account) -> BadDay:
    """It is a bad day. Said again on the same day it is the same one; on a later day the rest begins anew."""
    authority.require(by, Verb.CHECK_IN, partnership)
    partnership = hold(Partnership.objects.select_related("service", "team"), partnership.pk)
    today = clock.today(partnership.service.time_zone)
    row = BadDay.objects.filter(partnership=partnership, on=today).standing().first()
    if row is not None:
        return row
    row = BadDay.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        on=today,
        until_on=rule.bad_day_until(today, easing_rules().definition.bad_day.quiet_days),
        at=clock.now(),
    )
    going_figures.keep_going(partnership)
    attention.overtake(partnership=partnership, kind=kinds.WENT_QUIET, by=by)
    _record(room.BAD_DAY, row, by)
    return row


@transaction.atomic
def undo(*, bad_day: BadDay, by: Account) -> BadDay:
    """Take it back: questions come again. A call that was asked for stays asked for."""
    row = _locked(bad_day, by)
    if row.undone_at is None:
        row.undone_at = clock.now()
        row.save(update_fields=["undone_at"])
        going_figures.keep_going(row.partnership)
        _record(room.BAD_DAY_UNDONE, row, by)
    return row


@transaction.atomic
def please_ring(*, bad_day: BadDay, by: Account) -> BadDay:
    """Somebody is asked to ring, with the clinic's next opening as the promise. Raises ``NobodyRings``."""
    row = _locked(bad_day, by)
    if row.ring_asked_at is not None:
        return row
    owner = attention.owner_or_anyone(row.partnership)
    if owner is None:
        raise NobodyRings(str(row))
    row.ring_asked_at = clock.now()
    row.save(update_fields=["ring_asked_at"])
    attention.open_item(
        partnership=row.partnership,
        kind=kinds.PLEASE_RING,
        harm=AttentionItem.Harm.WORSE,
        by=by,
        about=row.pk,
        owner=owner,
        due_at=reading.next_reading(row.service),
    )
    _record(room.RING_ME, row, by)
    return row


@transaction.atomic
def no_call(*, bad_day: BadDay, by: Account) -> BadDay:
    """The person needs no call any more."""
    row = _locked(bad_day, by)
    if row.ring_asked_at is not None:
        row.ring_asked_at = None
        row.save(update_fields=["ring_asked_at"])
        attention.overtake(partnership=row.partnership, kind=kinds.PLEASE_RING, by=by, about=row.pk)
        _record(room.RING_ME_UNDONE, row, by)
    return row


def _locked(bad_day: BadDay, by: Account) -> BadDay:
    authority.require(by, Verb.CHECK_IN, bad_day.partnership)
    rows = BadDay.objects.select_related("partnership__service", "partnership__team", "service")
    return hold(rows, bad_day.pk)


def _record(kind: Kind, row: BadDay, by: Account) -> None:
    events.record(kind.name, service=row.service, subject=row.partnership_id, by=by, about=row.pk)
