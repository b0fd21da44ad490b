"""A letter to the GP: a professional drafts it, the person reads it and decides, somebody hands it over.

Nothing leaves before the person said yes, nothing while they want no GP involved, and the software sends it
to nobody: it is printed or copied by a hand.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Max

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.holding import hold
from alongside.base.record.mail import SOMETHING_NEW
from alongside.care.access import attention as kinds
from alongside.care.access import events as room
from alongside.care.access.actions import way as ways
from alongside.care.access.models import Letter
from alongside.care.access.rules.letter import Line
from alongside.care.partnership import authority, contacting, way
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import AttentionItem, Partnership, TeamMembership
from alongside.care.partnership.rules.preferences import GpInvolved, Purpose

Said = Letter.Said


class GpNotInvolved(Exception):
    """The person wants no GP involved. They can change that; nobody else can."""


class NothingToSay(ValueError):
    """A letter without a line says nothing."""


class NotOpen(Exception):
    """It was taken back, replaced or handed over, or the person has not said yes."""


def gp_is_out(partnership: Partnership) -> bool:
    """Whether the person wants no GP involved, as it stands now."""
    return way.way_of(partnership).gp is GpInvolved.NOT_INVOLVED


def may_leave(letter: Letter) -> bool:
    """Whether the letter may be taken out of here now: the person's yes stands, and a GP may be involved."""
    said_yes = letter.said == Said.YES and letter.taken_back_at is None
    return said_yes and not gp_is_out(letter.partnership)


@transaction.atomic
def draft(*, partnership: Partnership, point: Letter.Point, lines: Sequence[Line], by: Account) -> Letter:
    """A draft for the person to read. A draft nobody has answered yet is replaced.

    Raises ``GpNotInvolved``, ``NothingToSay``.
    """
    relation = authority.require(by, Verb.WRITE_LETTER, partnership)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if gp_is_out(partnership):
        raise GpNotInvolved(str(partnership))
    if not lines:
        raise NothingToSay(str(partnership))
    mine = Letter.objects.filter(partnership=partnership)
    mine.filter(said="", taken_back_at=None).update(taken_back_at=clock.now())
    seats = TeamMembership.objects.filter(account=by, service=partnership.service_id, until_at=None)
    letter = Letter.objects.create(
        service=partnership.service,
        partnership=partnership,
        number=(mine.aggregate(n=Max("number"))["n"] or 0) + 1,
        point=point.value,
        lines=[line.to_plain() for line in lines],
        drafted_by=by,
        drafted_by_profession=seats.values_list("profession", flat=True).first() or "",
        drafted_at=clock.now(),
    )
    contacting.notify(partnership, SOMETHING_NEW, Purpose.ROUTINE)
    _record(room.LETTER_DRAFTED.name, letter, by, relation, point=point.value)
    return letter


@transaction.atomic
def answer(*, letter: Letter, says: Letter.Said, by: Account, left_out: Collection[str] = ()) -> Letter:
    """The person decides: yes without the lines ``left_out``, not this time, or never a GP.

    *Never* is written into their way, where they can change it. They may answer again until it was handed
    over. Raises ``NotOpen``, ``GpNotInvolved`` for a yes that their way forbids, ``NothingToSay``.
    """
    partnership = letter.partnership
    relation = authority.require(by, Verb.CHOOSE_LETTER, partnership)
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    if row.taken_back_at is not None or row.handed_over_at is not None:
        raise NotOpen(str(row))
    if says is Said.YES and gp_is_out(partnership):
        raise GpNotInvolved(str(partnership))
    keys = [line["key"] for line in row.lines]
    out = [key for key in keys if key in left_out] if says is Said.YES else []
    if len(out) == len(keys):
        raise NothingToSay(str(row))
    row.said, row.said_at, row.left_out = says.value, clock.now(), out
    row.save(update_fields=["said", "said_at", "left_out"])
    if says is Said.NEVER:
        ways.write(partnership=partnership, answers={"gp": GpInvolved.NOT_INVOLVED.value}, by=by)
    if says is Said.YES:
        _to_hand_over(row, by)
    else:
        attention.overtake(partnership=partnership, kind=kinds.LETTER_TO_HAND_OVER, by=by, about=row.pk)
    _record(room.LETTER_ANSWERED.name, row, by, relation, says=says.value)
    return row


@transaction.atomic
def take_back(*, letter: Letter, by: Account) -> Letter:
    """The person takes it back before it was handed over. Raises ``NotOpen`` afterwards."""
    relation = authority.require(by, Verb.CHOOSE_LETTER, letter.partnership)
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    if row.handed_over_at is not None:
        raise NotOpen(str(row))
    if row.taken_back_at is None:
        row.taken_back_at = clock.now()
        row.save(update_fields=["taken_back_at"])
        attention.overtake(partnership=row.partnership, kind=kinds.LETTER_TO_HAND_OVER, by=by, about=row.pk)
        _record(room.LETTER_TAKEN_BACK.name, row, by, relation)
    return row


@transaction.atomic
def hand_over(*, letter: Letter, by: Account) -> Letter:
    """It has gone to the GP, by a professional's hand or by the person's own. Raises ``NotOpen``."""
    relation = authority.require_either(
        by, letter.partnership, person=Verb.CHOOSE_LETTER, professional=Verb.WRITE_LETTER
    )
    row = hold(Letter.objects.select_related("partnership"), letter.pk)
    if row.handed_over_at is not None:
        return row
    if not may_leave(row):
        raise NotOpen(str(row))
    row.handed_over_at, row.handed_over_by = clock.now(), by
    row.save(update_fields=["handed_over_at", "handed_over_by"])
    attention.overtake(partnership=row.partnership, kind=kinds.LETTER_TO_HAND_OVER, by=by, about=row.pk)
    _record(room.LETTER_HANDED_OVER.name, row, by, relation)
    return row


def _to_hand_over(letter: Letter, by: Account) -> None:
    attention.open_item(
        partnership=letter.partnership,
        kind=kinds.LETTER_TO_HAND_OVER,
        harm=AttentionItem.Harm.PROMISE,
        by=by,
        about=letter.pk,
        owner=attention.owner_or_anyone(letter.partnership) or letter.drafted_by,
    )


def _record(kind: str, letter: Letter, by: Account, relation: Relation, **facts: events.Fact) -> None:
    events.record(
        kind,
        service=letter.partnership.service,
        subject=letter.partnership_id,
        by=by,
        relation=relation,
        about=letter.pk,
        **facts,
    )
