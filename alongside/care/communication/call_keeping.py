"""What every action on a call does besides its own: hold the row, keep the list and the figures, tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events, mail
from alongside.base.record.events import Fact
from alongside.base.record.holding import hold
from alongside.base.record.kinds import Kind
from alongside.base.services import reading
from alongside.base.services.models import Service
from alongside.care.communication import call_attention as kinds
from alongside.care.communication.call_figures import keep_calls
from alongside.care.communication.models import Call
from alongside.care.communication.rules import call_times
from alongside.care.communication.rules.call_definition import call_rules
from alongside.care.communication.rules.call_times import Clinic, Latest, Suits
from alongside.care.partnership import contacting, way
from alongside.care.partnership.actions import attention
from alongside.care.partnership.models import AttentionItem, Partnership, Way
from alongside.care.partnership.rules.preferences import Need, Preferences, Purpose

HARMS = {
    Purpose.URGENT.value: AttentionItem.Harm.WORSE,
    Purpose.REPLY.value: AttentionItem.Harm.PROMISE,
    Purpose.ROUTINE.value: AttentionItem.Harm.ROUTINE,
}


class Over(Exception):
    """The call has ended meanwhile: nothing is to be done with it any more."""

    def __init__(self, call: Call) -> None:
        super().__init__(str(call))
        self.call = call


def held(call: Call) -> Call:
    """The row as it is now, held for this transaction."""
    rows = Call.objects.select_related("partnership__service", "partnership__team", "service", "owner")
    return hold(rows, call.pk)


def held_open(call: Call) -> Call:
    """As ``held``; raises ``Over`` for one that has ended."""
    row = held(call)
    if not row.is_open:
        raise Over(row)
    return row


def hold_partnership(partnership: Partnership) -> Partnership:
    """So that of two windows at once the second sees what the first has made."""
    return hold(Partnership.objects.select_related("service", "team"), partnership.pk)


# --- when ----------------------------------------------------------------------------------------------


def clinic_of(service: Service) -> Clinic:
    of = reading.calendar_of(service)
    return Clinic(of.hours, of.closures, of.zone)


def times_of(call: Call, row: Way | None) -> Suits:
    """When this call suits, by the clock where the person is: what was said for it; else the hours of their
    way, whose newest version is ``row``; else whenever.
    """
    hours = row.preferences().hours if row is not None else frozenset()
    suits = call.given_times if call.days or call.parts else Suits.in_hours(hours)
    return replace(suits, zone=way.zone_of(call.partnership, row))


def promise_latest(call: Call) -> Latest:
    """By when the clinic says that it rings, from its own hours and the times they gave."""
    rules = call_rules()
    return call_times.promised_by(
        clock.now(),
        times_of(call, way.current(call.partnership)),
        rules.bands,
        clinic_of(call.service),
        working_days=rules.promise.working_days,
        notice=timedelta(minutes=rules.promise.least_notice_minutes),
        ahead=rules.promise.look_ahead_days,
    )


def next_try(call: Call, after: datetime) -> tuple[datetime, datetime] | None:
    """From when until when to try again, not before ``after``: in hours that suit both."""
    rules = call_rules()
    suits = times_of(call, way.current(call.partnership))
    ahead = rules.promise.look_ahead_days
    return call_times.next_try(after, suits, rules.bands, clinic_of(call.service), ahead=ahead)


def in_their_hours(call: Call, row: Way | None, at: datetime) -> bool:
    zone = ZoneInfo(call.service.time_zone)
    return call_times.suits_at(times_of(call, row), call_rules().bands, zone, at)


# --- what travels with it ------------------------------------------------------------------------------


def interpreter_for(preferences: Preferences) -> Call.Interpreter:
    """Whether an interpreter has to be booked, from the person's way: nobody types it again."""
    needed = Need.INTERPRETER in preferences.needs or Need.BSL in preferences.needs
    return Call.Interpreter.NEEDED if needed else Call.Interpreter.NOT_NEEDED


# --- the list, the figures, the event ------------------------------------------------------------------


def kind_of(call: Call) -> str:
    return kinds.CALL_DUE if call.asked else kinds.CALL_TO_MAKE


def put_on_the_list(call: Call, by: Account | None) -> None:
    """Its one open attention item, with the owner and the time that the call has now."""
    attention.open_item(
        partnership=call.partnership,
        kind=kind_of(call),
        harm=HARMS[call.purpose],
        by=by,
        about=call.pk,
        owner=call.owner,
        due_at=call.next_at,
    )
    AttentionItem.objects.filter(
        partnership=call.partnership, kind=kind_of(call), about=call.pk, closed_at=None
    ).update(owner=call.owner, due_at=call.next_at, wakes_at=wakes(call))


def wakes(call: Call) -> datetime:
    """From when it stands on *Who needs you now*: at once, or in the morning of the day on which it is
    due.
    """
    now = clock.now()
    later = call.from_at or call.again_at
    if later is None:
        return now
    morning = later.astimezone(ZoneInfo(call.service.time_zone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return max(now, morning)


def off_the_list(call: Call, by: Account, *, with_reason: bool = True) -> None:
    """It has ended: its own item closes, and with it the one that it came from."""
    attention.overtake(partnership=call.partnership, kind=kind_of(call), by=by, about=call.pk)
    if call.reason and with_reason:
        attention.overtake(partnership=call.partnership, kind=call.reason, by=by, about=call.about)


def keep(call: Call, kind: Kind, by: Account, relation: str = "", **facts: Fact) -> None:
    """The figures and the event."""
    keep_calls(call.partnership)
    events.record(
        kind.name,
        service=call.service,
        subject=call.partnership_id,
        by=by,
        relation=relation,
        about=call.pk,
        **facts,
    )


def tell_the_person(call: Call) -> None:
    """*There is something new*, as they want it; for what answers them, or is for their safety."""
    contacting.notify(call.partnership, mail.SOMETHING_NEW, Purpose(call.purpose), page="calls")
