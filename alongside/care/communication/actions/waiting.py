"""The person waits for the team: it begins, has an owner, is taken or handed over, and is seen to."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.holding import hold
from alongside.care.communication import answering, owners
from alongside.care.communication import message_attention as kinds
from alongside.care.communication import message_events as room
from alongside.care.communication.message_figures import keep_waiting
from alongside.care.communication.models import HandOver, Thread, Wait
from alongside.care.communication.rules.promise import kept
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.words import tidy

MOST_WHY = 200  # characters


class NobodyReads(Exception):
    """The clinic has nobody at all who could read it: nothing is sent into the void."""


class NotYours(Exception):
    """A colleague has it now, or has seen to it; ``wait`` says who."""

    def __init__(self, wait: Wait | None) -> None:
        super().__init__(str(wait))
        self.wait = wait


class NoReason(ValueError):
    """Handing over says why, in at most ``MOST_WHY`` characters."""


class CannotRead(ValueError):
    """The colleague may not read this person's messages."""


def held(partnership: Partnership) -> Partnership:
    """The partnership, held: what is written to its threads comes one after the other."""
    return hold(Partnership.objects.select_related("service", "team"), partnership.pk)


def begin(thread: Thread, partnership: Partnership, by: Account) -> Wait:
    """The person waits for an answer in ``thread``; where they do already nothing changes.

    Called while the partnership is held. Raises ``NobodyReads``.
    """
    waiting = Wait.objects.filter(thread=thread, ended_at=None).select_related("item__owner").first()
    if waiting is not None:
        return waiting
    owner = owners.owner_for(partnership, thread)
    if owner is None:
        raise NobodyReads(str(partnership))
    now = clock.now()
    due_at = answering.promised_by(partnership.service, now)
    item = attention.open_item(
        partnership=partnership,
        kind=kinds.MESSAGE_WAITS,
        harm=AttentionItem.Harm.PROMISE,
        about=thread.pk,
        due_at=due_at,
        owner=owner.account,
        by=by,
    )
    wait = Wait.objects.create(
        service=partnership.service,
        partnership=partnership,
        team=partnership.team,
        thread=thread,
        item=item,
        since=now,
        due_at=due_at,
    )
    keep_waiting(partnership)
    return wait


def end(thread: Thread, partnership: Partnership, how: Wait.How, by: Account) -> Wait | None:
    """What waited in ``thread`` was seen to; None where nothing waited. Called while it is held."""
    wait = Wait.objects.filter(thread=thread, ended_at=None).first()
    if wait is None:
        return None
    now = clock.now()
    wait.ended_at, wait.ended_by, wait.how = now, by, how
    minutes = answering.open_time(partnership.service, wait.since, now) / timedelta(minutes=1)
    wait.working_minutes, wait.within = round(minutes), kept(wait.due_at, now)
    wait.save(update_fields=["ended_at", "ended_by", "how", "working_minutes", "within"])
    attention.overtake(partnership=partnership, kind=kinds.MESSAGE_WAITS, by=by, about=thread.pk)
    keep_waiting(partnership)
    return wait


@transaction.atomic
def take(*, wait: Wait, from_: Account, by: Account) -> Wait:
    """``by`` sees to it from now on. ``from_`` is who had it when the page was shown.

    Raises ``NotYours`` where a colleague was quicker: one has it, the other is told. Taking what one has
    changes nothing.
    """
    authority.require(by, Verb.WRITE_TO_PERSON, wait.partnership)
    partnership, wait = _open(wait)
    if wait.item.owner_id == by.pk:
        return wait
    if wait.item.owner_id != from_.pk:
        raise NotYours(wait)
    _give(wait, by)
    _recorded(room.TAKEN.name, partnership, wait, by)
    return wait


@transaction.atomic
def hand_over(*, wait: Wait, from_: Account, to: Account, why: str, by: Account) -> HandOver:
    """A colleague sees to it from now on, and reads why. Anybody who may answer may hand it over.

    Raises ``NotYours`` where it is not ``from_``'s any more, ``NoReason`` and ``CannotRead``.
    """
    authority.require(by, Verb.WRITE_TO_PERSON, wait.partnership)
    words = " ".join(tidy(why).split())
    if not words or len(words) > MOST_WHY:
        raise NoReason(str(wait))
    if not authority.may(to, Verb.WRITE_TO_PERSON, wait.partnership):
        raise CannotRead(str(wait))
    partnership, wait = _open(wait)
    if wait.item.owner_id != from_.pk:
        raise NotYours(wait)
    handed = HandOver.objects.create(
        service=partnership.service,
        partnership=partnership,
        wait=wait,
        by=by,
        to=to,
        why=words,
        at=clock.now(),
    )
    _give(wait, to)
    _recorded(room.HANDED_OVER.name, partnership, wait, by, to=to.pk)
    return handed


@transaction.atomic
def no_answer_needed(*, wait: Wait, how: Wait.How, messages: int, by: Account) -> Wait:
    """It needs no answer here, for a reason that the person reads. ``messages`` is how many were read.

    Raises ``NotYours`` where it was seen to meanwhile or the person has written more, and ``ValueError`` for
    an answer: that is written.
    """
    authority.require(by, Verb.WRITE_TO_PERSON, wait.partnership)
    if how is Wait.How.ANSWERED:
        raise ValueError("an answer is written")
    partnership, wait = _open(wait)
    if wait.thread.messages != messages:
        raise NotYours(wait)
    ended = end(wait.thread, partnership, how, by)
    _recorded(room.NEEDED_NO_ANSWER.name, partnership, wait, by, how=how)
    return ended or wait


def _open(wait: Wait) -> tuple[Partnership, Wait]:
    partnership = held(wait.partnership)
    rows = Wait.objects.select_related("item__owner", "thread", "partnership__service", "ended_by")
    now = rows.get(pk=wait.pk)
    if now.ended_at is not None:
        raise NotYours(now)
    return partnership, now


def _give(wait: Wait, to: Account) -> None:
    AttentionItem.objects.filter(pk=wait.item_id).update(owner=to, wakes_at=clock.now())
    Thread.objects.filter(pk=wait.thread_id).update(owner=to)
    wait.item.owner = to


def _recorded(event: str, partnership: Partnership, wait: Wait, by: Account, **facts: events.Fact) -> None:
    events.record(
        event,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=authority.relation_of(by, partnership),
        about=wait.thread_id,
        **facts,
    )
