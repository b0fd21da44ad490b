"""*Please ring me*: the person asks for a call, changes what they said about it, or takes it back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.communication import call_events as events
from alongside.care.communication import call_keeping as keeping
from alongside.care.communication.models import Call
from alongside.care.communication.owners import owner_for
from alongside.care.partnership import authority, way
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.preferences import Purpose

MOST_ABOUT, MOST_WORDS = 300, 500  # characters


class NobodyRings(Exception):
    """Nobody of the team is left who could ring: the page gives the number instead."""


class NotTakenBack(Exception):
    """The person cannot take it back: somebody rings for their safety."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody says about a call. ``days`` are weekdays (0 = Monday); empty: any."""

    what_about: str = ""
    days: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    when_words: str = ""
    phone: str = ""
    voicemail: Call.Voicemail = Call.Voicemail.NOTHING
    pick_up: str = ""

    def columns(self) -> dict[str, object]:
        """The columns of ``Call`` that hold it."""
        return {
            "what_about": self.what_about,
            "days": sorted(self.days),
            "parts": list(self.parts),
            "when_words": self.when_words,
            "phone": self.phone,
            "voicemail": self.voicemail,
            "pick_up": self.pick_up,
        }


@transaction.atomic
def ask(*, partnership: Partnership, asked: Asked, by: Account) -> Call:
    """The person asks to be rung, and is told by when. One at a time: asked again, it is the one that is
    open.

    Somebody who wants no contact may still ask: to ring then is to answer them. Raises ``NobodyRings``.
    """
    relation = authority.require(by, Verb.ASK_FOR_CALL, partnership)
    partnership = keeping.hold_partnership(partnership)
    there = Call.objects.filter(partnership=partnership, origin=Call.Origin.ASKED).open().first()
    if there is not None:
        return there
    owner = owner_for(partnership)
    if owner is None:
        raise NobodyRings(str(partnership))
    call = Call(
        service=partnership.service,
        partnership=partnership,
        origin=Call.Origin.ASKED,
        purpose=Purpose.REPLY,
        opened_by=by,
        owner=owner.account,
        interpreter=keeping.interpreter_for(way.way_of(partnership)),
        **asked.columns(),
    )
    _promise(call)
    call.save(force_insert=True)
    keeping.put_on_the_list(call, by)
    keeping.keep(call, events.ASKED, by, relation)
    return call


@transaction.atomic
def change(*, call: Call, asked: Asked, by: Account) -> Call:
    """The person says something else about it. A time that was promised to them stands, unless the days and
    parts of day are others now: then a new one is said. Raises ``Over``.
    """
    relation = authority.require(by, Verb.ASK_FOR_CALL, call.partnership)
    row = keeping.held_open(call)
    other_times = (row.days, row.parts) != (sorted(asked.days), list(asked.parts))
    other_phone = row.phone != asked.phone
    for name, value in asked.columns().items():
        setattr(row, name, value)
    row.said_at = clock.now()
    if other_phone:
        row.number_wrong_at = None
    if other_times:
        row.from_at = row.until_at = row.promised_by = None
    if other_times or other_phone:
        row.stage, row.tried, row.again_at = Call.Stage.RING, 0, None
        _promise(row)
    row.save()
    keeping.put_on_the_list(row, by)
    keeping.keep(row, events.CHANGED, by, relation)
    return row


@transaction.atomic
def take_back(*, call: Call, by: Account) -> Call:
    """The person needs no call. Raises ``Over``, and ``NotTakenBack`` for what is for their safety."""
    relation = authority.require(by, Verb.ASK_FOR_CALL, call.partnership)
    row = keeping.held_open(call)
    if not row.may_be_taken_back:
        raise NotTakenBack(str(row))
    row.ended_at, row.ended_by, row.how_ended = clock.now(), by, Call.Ended.TAKEN_BACK
    row.save()
    keeping.off_the_list(row, by)
    keeping.keep(row, events.TAKEN_BACK, by, relation)
    return row


def _promise(call: Call) -> None:
    latest = keeping.promise_latest(call)
    call.latest_at, call.suits = latest.at, latest.suits
    call.next_at = latest.at
