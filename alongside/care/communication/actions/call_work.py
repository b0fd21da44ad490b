"""A professional's work on a call before it is rung: put on the list, taken, handed over, a time promised."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.communication import call_events as events
from alongside.care.communication import call_keeping as keeping
from alongside.care.communication.models import Call
from alongside.care.communication.rules.call_definition import call_rules
from alongside.care.partnership import authority, way
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.preferences import Purpose


class SomebodyHasIt(Exception):
    """A colleague has taken the call: ``who``, since ``since``."""

    def __init__(self, call: Call) -> None:
        super().__init__(str(call))
        self.call = call
        self.who = call.owner
        self.since = call.taken_at


class NotAWindow(ValueError):
    """A promised time begins in the future, ends after it begins, and is not longer or later than the rules
    allow."""


class NotTheirs(ValueError):
    """It is handed to somebody who may not work on calls of this person."""


@transaction.atomic
def start(
    *,
    partnership: Partnership,
    by: Account,
    purpose: Purpose = Purpose.ROUTINE,
    reason: str = "",
    about: UUID | None = None,
    what_about: str = "",
    window: tuple[datetime, datetime] | None = None,
) -> Call:
    """``by`` means to ring. ``reason`` and ``about`` name the attention item that it answers; asked twice for
    the same one, it is the same call. With a ``window`` it is promised at once (raises ``NotAWindow``).
    """
    relation = authority.require(by, Verb.WORK_CALLS, partnership)
    partnership = keeping.hold_partnership(partnership)
    if reason:
        there = Call.objects.filter(partnership=partnership, reason=reason, about=about).open().first()
        if there is not None:
            return there
    preferences = way.way_of(partnership)
    call = Call(
        service=partnership.service,
        partnership=partnership,
        origin=Call.Origin.STARTED,
        purpose=purpose,
        reason=reason,
        about=about,
        what_about=what_about,
        opened_by=by,
        owner=by,
        interpreter=keeping.interpreter_for(preferences),
        voicemail=_voicemail(partnership),
    )
    latest = keeping.promise_latest(call)
    call.latest_at, call.suits, call.next_at = latest.at, latest.suits, latest.at
    if window is not None:
        _set_window(call, window, by)
    call.save(force_insert=True)
    keeping.put_on_the_list(call, by)
    keeping.keep(call, events.STARTED, by, relation, rule=reason)
    return call


def _voicemail(partnership: Partnership) -> Call.Voicemail:
    """What nobody said about this call: nothing, unless they told us that nobody else listens."""
    protected = way.protection_of(partnership).leave_no_voicemail
    return Call.Voicemail.NOTHING if protected else Call.Voicemail.NAME_ONLY


@transaction.atomic
def take(*, call: Call, by: Account, instead_of: UUID | None = None) -> Call:
    """``by`` makes this call. Where a colleague has it, only with their id in ``instead_of``, so that nobody
    takes it from somebody whose name they have not read. Raises ``SomebodyHasIt`` and ``Over``.
    """
    relation = authority.require(by, Verb.WORK_CALLS, call.partnership)
    row = keeping.held_open(call)
    if has_it(row, by) and row.owner_id == by.pk:
        return row
    if row.taken_at is not None and row.owner_id not in (by.pk, instead_of):
        raise SomebodyHasIt(row)
    row.owner, row.taken_at = by, clock.now()
    row.save()
    keeping.put_on_the_list(row, by)
    keeping.keep(row, events.TAKEN, by, relation)
    return row


def has_it(call: Call, by: Account) -> bool:
    """Whether ``by`` has taken it."""
    return call.taken_at is not None and call.owner_id == by.pk


@transaction.atomic
def hand_over(*, call: Call, to: Account, by: Account) -> Call:
    """Somebody else of the team, or of those brought in by name, makes it. Raises ``NotTheirs``, ``Over``."""
    relation = authority.require(by, Verb.WORK_CALLS, call.partnership)
    row = keeping.held_open(call)
    if authority.relation_of(to, row.partnership) in (Relation.PERSON, Relation.NONE):
        raise NotTheirs(str(row))
    row.owner, row.taken_at = to, None
    row.save()
    keeping.put_on_the_list(row, by)
    keeping.keep(row, events.HANDED_OVER, by, relation)
    return row


@transaction.atomic
def promise(*, call: Call, window: tuple[datetime, datetime], by: Account) -> Call:
    """*Priya rings you on Tuesday between 10 and 12*: ``by`` has it from then on, and the person is told.

    Raises ``NotAWindow``, ``SomebodyHasIt`` and ``Over``.
    """
    relation = authority.require(by, Verb.WORK_CALLS, call.partnership)
    row = keeping.held_open(call)
    if row.taken_at is not None and row.owner_id != by.pk:
        raise SomebodyHasIt(row)
    _set_window(row, window, by)
    row.save()
    keeping.put_on_the_list(row, by)
    keeping.tell_the_person(row)
    keeping.keep(row, events.PROMISED, by, relation)
    return row


def _set_window(call: Call, window: tuple[datetime, datetime], by: Account) -> None:
    rules, now = call_rules().window, clock.now()
    start_at, end_at = window
    fits = (
        now < end_at
        and start_at < end_at
        and end_at - start_at <= timedelta(minutes=rules.longest_minutes)
        and end_at - now <= timedelta(days=rules.furthest_days)
    )
    if not fits:
        raise NotAWindow(str(call))
    call.from_at, call.until_at, call.promised_by = start_at, end_at, by
    call.next_at, call.stage, call.again_at = end_at, Call.Stage.RING, None
    call.owner, call.taken_at = by, clock.now()


@transaction.atomic
def interpreter_booked(*, call: Call, by: Account) -> Call:
    """An interpreter of the service's is booked for it. Raises ``Over``."""
    relation = authority.require(by, Verb.WORK_CALLS, call.partnership)
    row = keeping.held_open(call)
    if row.interpreter == Call.Interpreter.NEEDED:
        row.interpreter = Call.Interpreter.BOOKED
        row.save()
        keeping.keep(row, events.INTERPRETER_BOOKED, by, relation)
    return row


@transaction.atomic
def decide(*, call: Call, why: str, by: Account) -> Call:
    """It is not rung (any more), for a reason that the person reads. Raises ``Over``; ``ValueError``
    without one.

    Not for what is for their safety: that ends by speaking, or by what was found.
    """
    relation = authority.require(by, Verb.WORK_CALLS, call.partnership)
    row = keeping.held_open(call)
    words = why.strip()
    if not words:
        raise ValueError("a decision has a reason")
    row.ended_at, row.ended_by, row.how_ended, row.why = clock.now(), by, Call.Ended.DECIDED, words
    row.save()
    keeping.off_the_list(row, by)
    keeping.tell_the_person(row)
    keeping.keep(row, events.ENDED, by, relation)
    return row
