"""Promise something by a day, keep it, or say that it cannot be kept."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.partnership import attention as kinds
from alongside.care.partnership import authority, figures
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.events import PROMISE_KEPT, PROMISE_NOT_KEPT, PROMISED
from alongside.care.partnership.models import AttentionItem, Partnership, Promise, TeamMembership

MOST_TEXT, MOST_WHY = 500, 1_000  # characters
FURTHEST = timedelta(days=2 * 366)


class NotADay(ValueError):
    """A promise is for today or a later day, within ``FURTHEST``."""


class NoWords(ValueError):
    """A promise says what is promised, in at most ``MOST_TEXT`` characters."""


class Settled(Exception):
    """Somebody has said already what became of it."""


@transaction.atomic
def make(*, partnership: Partnership, text: str, due_on: date, by: Account) -> Promise:
    """``by`` says what they will do until ``due_on``: it comes up on their list in the morning of that day.

    Raises ``NoWords`` and ``NotADay``.
    """
    relation = authority.require(by, Verb.PROMISE, partnership)
    words = " ".join(text.split())
    if not words or len(words) > MOST_TEXT:
        raise NoWords(str(partnership))
    today = clock.today(partnership.service.time_zone)
    if not today <= due_on <= today + FURTHEST:
        raise NotADay(str(due_on))
    promise = Promise.objects.create(
        service=partnership.service,
        partnership=partnership,
        promised_by=by,
        promised_by_profession=_profession(by, partnership),
        text=words,
        due_on=due_on,
    )
    morning = datetime.combine(due_on, time(), ZoneInfo(partnership.service.time_zone))
    attention.open_item(
        partnership=partnership,
        kind=kinds.PROMISE_DUE,
        harm=AttentionItem.Harm.PROMISE,
        by=by,
        about=promise.pk,
        wakes_at=max(morning, clock.now()),
        due_at=morning + timedelta(days=1),
        owner=by,
    )
    _keep_figures(partnership)
    events.record(
        PROMISED.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=promise.pk,
    )
    return promise


@transaction.atomic
def keep(*, promise: Promise, by: Account) -> Promise:
    """It is done. Any professional of the partnership may say so; raises ``Settled``."""
    return _settle(promise, by, PROMISE_KEPT.name, kept_at=clock.now())


@transaction.atomic
def could_not(*, promise: Promise, why: str, by: Account) -> Promise:
    """It cannot be kept, and the person reads why. Raises ``Settled``, and ``NoWords`` without a reason."""
    words = " ".join(why.split())
    if not words or len(words) > MOST_WHY:
        raise NoWords(str(promise))
    return _settle(promise, by, PROMISE_NOT_KEPT.name, could_not_at=clock.now(), why=words)


def _settle(promise: Promise, by: Account, event: str, **changes: object) -> Promise:
    partnership = promise.partnership
    relation = authority.require(by, Verb.PROMISE, partnership)
    if not Promise.objects.open().filter(pk=promise.pk).update(told_by=by, **changes):
        raise Settled(str(promise))
    attention.overtake(partnership=partnership, kind=kinds.PROMISE_DUE, by=by, about=promise.pk)
    _keep_figures(partnership)
    events.record(
        event,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=promise.pk,
    )
    promise.refresh_from_db()
    return promise


def _keep_figures(partnership: Partnership) -> None:
    figures.keep(partnership, **figures.promises(partnership))


def _profession(account: Account, partnership: Partnership) -> str:
    seats = TeamMembership.objects.filter(account=account, service=partnership.service_id)
    return seats.order_by("-from_at").values_list("profession", flat=True).first() or ""
