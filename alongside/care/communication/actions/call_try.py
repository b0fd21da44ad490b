"""Ring: begin, and write down what came of it. What reached nobody is tried again by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services import reading
from alongside.care.communication import call_events as events
from alongside.care.communication import call_keeping as keeping
from alongside.care.communication import call_ringing as ringing
from alongside.care.communication.actions import call_work
from alongside.care.communication.actions.call_work import SomebodyHasIt
from alongside.care.communication.models import Call, CallTry
from alongside.care.communication.rules import call_times
from alongside.care.communication.rules.call_definition import call_rules
from alongside.care.communication.rules.call_ringing import Objection
from alongside.care.partnership import authority, meetings, way
from alongside.care.partnership.actions import promise as promises
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Meeting, Partnership, TeamMembership
from alongside.care.partnership.rules.preferences import Purpose

MOST_NOTE, MOST_WHY = 1_000, 500  # characters
Outcome, Next = CallTry.Outcome, CallTry.Next
NOBODY_REACHED = frozenset({Outcome.NO_ANSWER, Outcome.SOMEBODY_ELSE, Outcome.MESSAGE_LEFT})
EVENTS = {
    Outcome.SPOKE: events.SPOKE,
    Outcome.NO_ANSWER: events.NOT_REACHED,
    Outcome.SOMEBODY_ELSE: events.NOT_REACHED,
    Outcome.MESSAGE_LEFT: events.MESSAGE_LEFT,
    Outcome.WRONG_NUMBER: events.WRONG_NUMBER,
    Outcome.LEFT_ALONE: events.LEFT_ALONE,
    Outcome.NOT_RUNG: events.NOT_RUNG,
}


class WhyNow(ValueError):
    """Something speaks against ringing now, and nobody said why it is done all the same."""

    def __init__(self, against: Sequence[Objection]) -> None:
        super().__init__(", ".join(against))
        self.against = tuple(against)


class Settled(Exception):
    """What came of it was written down already."""


class NotAllowed(ValueError):
    """No message may be left for them; or what is for their safety does not end by a wish to be left
    alone.
    """


@dataclass(frozen=True, slots=True)
class Then:
    """What happens after both spoke: a promise with its day, or another call in its window."""

    what: CallTry.Next = Next.NOTHING
    words: str = ""
    day: date | None = None
    window: tuple[datetime, datetime] | None = None


@transaction.atomic
def begin(*, call: Call, by: Account, why_now: str = "") -> CallTry:
    """``by`` rings now, and has the call. Begun twice by the same one, it is the same try.

    Raises ``SomebodyHasIt``, ``Over``, and ``WhyNow`` where something speaks against it and ``why_now`` is
    empty.
    """
    relation = authority.require(by, Verb.WORK_CALLS, call.partnership)
    row = keeping.held_open(call)
    if row.taken_at is not None and row.owner_id != by.pk:
        raise SomebodyHasIt(row)
    begun = CallTry.objects.filter(call=row, outcome="").first()
    if begun is not None and begun.by_id == by.pk:
        return begun
    if begun is not None:  # the one who began it gave the call away; what came of it is not known
        _write(begun, Outcome.NOT_RUNG, "")
    against = ringing.moment(row, way.current(row.partnership)).against
    if against and not why_now.strip():
        raise WhyNow(against)
    row.owner, row.taken_at = by, row.taken_at or clock.now()
    row.save()
    tried = CallTry.objects.create(
        service=row.service,
        call=row,
        by=by,
        by_profession=_profession(by, row.partnership),
        why_now=why_now.strip() if against else "",
    )
    keeping.put_on_the_list(row, by)
    keeping.keep(row, events.BEGUN, by, relation, against=".".join(against))
    return tried


@transaction.atomic
def say(
    *, tried: CallTry, outcome: CallTry.Outcome, by: Account, note: str = "", then: Then | None = None
) -> Call:
    """What came of it. Raises ``Settled`` where that was said, ``NotAllowed``, and what ``Then`` may raise.

    Where the person took the call back in the meantime, it is written down all the same.
    """
    relation = authority.require(by, Verb.WORK_CALLS, tried.call.partnership)
    call = keeping.held(tried.call)
    row = CallTry.objects.select_for_update().get(pk=tried.pk)
    if row.outcome or row.by_id != by.pk:
        raise Settled(str(row))
    _check(call, outcome)
    then = then or Then()
    _write(row, outcome, note, then.what if outcome == Outcome.SPOKE else None)
    if call.is_open:
        _follow(call, outcome, by)
    if outcome == Outcome.SPOKE:
        _spoke(call, row, then, by)
    keeping.keep(call, EVENTS[outcome], by, relation, tried=call.tried)
    if row.why_now and outcome != Outcome.NOT_RUNG:
        keeping.keep(call, events.AGAINST_THEIR_WISH, by, relation)
    return call


def _check(call: Call, outcome: CallTry.Outcome) -> None:
    if outcome == Outcome.MESSAGE_LEFT and not ringing.moment(call, way.current(call.partnership)).message:
        raise NotAllowed("no message is left for them")
    if outcome == Outcome.LEFT_ALONE and call.purpose == Purpose.URGENT:
        raise NotAllowed("it is for their safety")


def _write(row: CallTry, outcome: CallTry.Outcome, note: str, then: CallTry.Next | None = None) -> None:
    row.outcome, row.note, row.said_at = outcome, note.strip(), clock.now()
    row.then = then or ""
    row.save()


def _follow(call: Call, outcome: CallTry.Outcome, by: Account) -> None:
    """What becomes of the call itself."""
    if outcome == Outcome.SPOKE:
        _end(call, Call.Ended.SPOKE, by)
    elif outcome == Outcome.LEFT_ALONE:
        _end(call, Call.Ended.LEFT_ALONE, by)
    elif outcome in NOBODY_REACHED:
        _again(call)
        keeping.put_on_the_list(call, by)
    elif outcome == Outcome.WRONG_NUMBER:
        call.number_wrong_at = clock.now()
        _write_instead(call)
        keeping.put_on_the_list(call, by)


def _end(call: Call, how: Call.Ended, by: Account) -> None:
    call.ended_at, call.ended_by, call.how_ended = clock.now(), by, how
    call.save()
    keeping.off_the_list(call, by)


def _again(call: Call) -> None:
    """Tried again after a pause, in hours that suit; after the last try somebody writes instead."""
    call.tried += 1
    pause = call_rules().pause_after(call.tried)
    if pause is None:
        _write_instead(call)
        return
    call.from_at = call.until_at = call.promised_by = None
    call.stage = Call.Stage.RING
    found = keeping.next_try(call, clock.now() + pause)
    call.again_at, call.next_at = found or (None, None)
    if call.purpose == Purpose.URGENT and found:  # no later than the next morning on which anybody is there
        morning = reading.next_working_morning(call.service) or found[0]
        call.again_at, call.next_at = min(found[0], morning), min(found[1], max(morning, found[0]))
    call.save()


def _write_instead(call: Call) -> None:
    call.from_at = call.until_at = call.promised_by = None
    call.stage, call.again_at = Call.Stage.WRITE, None
    days = call_rules().unanswered.write_within_working_days
    call.next_at = call_times.end_of_working_day(keeping.clinic_of(call.service), clock.now(), days)
    call.save()


def _spoke(call: Call, row: CallTry, then: Then, by: Account) -> None:
    partnership = call.partnership
    meetings.took_place(partnership, with_=by, how=Meeting.How.TELEPHONE, at=row.at, about=call.pk)
    _routine_is_settled(call, by)
    if then.what == Next.PROMISE and then.day is not None:
        promises.make(partnership=partnership, text=then.words, due_on=then.day, by=by)
    elif then.what == Next.ANOTHER_CALL and then.window is not None:
        call_work.start(
            partnership=partnership, by=by, purpose=Purpose.REPLY, what_about=then.words, window=then.window
        )


def _routine_is_settled(call: Call, by: Account) -> None:
    """Whoever was spoken to need not be rung to be asked how they are."""
    others = Call.objects.filter(partnership=call.partnership, purpose=Purpose.ROUTINE.value).open()
    ringing_now = CallTry.objects.filter(call__partnership=call.partnership, outcome="").values("call")
    for other in (
        others.exclude(pk=call.pk)
        .exclude(pk__in=ringing_now)
        .select_related("partnership__service", "service")
    ):
        _end(other, Call.Ended.SPOKE, by)


@transaction.atomic
def wrote(*, call: Call, by: Account, note: str = "") -> Call:
    """Ringing reached nobody: ``by`` writes. The person reads on their own pages, and is told as they want
    it, that we could not reach them; then we wait. Raises ``Over``.
    """
    relation = authority.require(by, Verb.WORK_CALLS, call.partnership)
    row = keeping.held_open(call)
    if row.stage == Call.Stage.WAIT:
        return row
    now = clock.now()
    CallTry.objects.create(
        service=row.service, call=row, by=by, by_profession=_profession(by, row.partnership),
        outcome=Outcome.WROTE, said_at=now, note=note.strip(),
    )  # fmt: skip
    days = call_rules().unanswered.answer_within_working_days
    row.stage = Call.Stage.WAIT
    row.next_at = call_times.end_of_working_day(keeping.clinic_of(row.service), now, days)
    row.save()
    keeping.put_on_the_list(row, by)
    keeping.tell_the_person(row)
    keeping.keep(row, events.WROTE, by, relation)
    return row


def _profession(account: Account, partnership: Partnership) -> str:
    seats = TeamMembership.objects.filter(account=account, service=partnership.service_id)
    return seats.order_by("-from_at").values_list("profession", flat=True).first() or ""
