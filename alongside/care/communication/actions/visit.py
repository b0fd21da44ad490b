"""Plan a visit, move it, call it off, and say what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events, mail
from alongside.base.record.holding import hold
from alongside.base.record.kinds import Kind
from alongside.care.communication import visit_attention as kinds
from alongside.care.communication import visit_events as room
from alongside.care.communication import visit_figures as figures
from alongside.care.communication.models import CalendarEntry, Visit
from alongside.care.communication.rules import visiting as rule
from alongside.care.communication.rules.visiting import State
from alongside.care.partnership import authority, contacting, meetings, way
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import AttentionItem, Meeting, Partnership
from alongside.care.partnership.professions import profession_of
from alongside.care.partnership.rules.preferences import Need, Purpose

MOST_PLACE, MOST_BRING = 300, 500  # characters

_SETTLED_BY_MOVING = (
    kinds.VISIT_CANNOT_COME,
    kinds.VISIT_GONE,
    kinds.VISIT_NEEDS_SOMEBODY,
    kinds.INTERPRETER_NOT_BOOKED,
)
_OF_AN_OPEN_VISIT = (*_SETTLED_BY_MOVING, kinds.VISIT_WITHOUT_SUMMARY)


class NotPossible(Exception):
    """The visit is over, called off, or has not begun: what was asked does not fit any more."""


class NotATime(ValueError):
    """A visit ends after it begins, within ``LONGEST``, and neither years ago nor years ahead."""


@dataclass(frozen=True, slots=True)
class When:
    """From ``starts_at`` to ``ends_at``, aware; ``time_known`` is false where only the day stands."""

    starts_at: datetime
    ends_at: datetime
    time_known: bool = True


@dataclass(frozen=True, slots=True)
class Where:
    how: Meeting.How = Meeting.How.IN_PERSON
    place: str = ""
    bring: str = ""

    def fits(self) -> bool:
        return len(self.place) <= MOST_PLACE and len(self.bring) <= MOST_BRING


@transaction.atomic
def plan(*, partnership: Partnership, when: When, where: Where, professional: Account, by: Account) -> Visit:
    """A professional writes a visit down; ``professional`` is whom the person sees.

    Raises ``NotATime``; ``Refused`` where ``by`` or ``professional`` may not keep visits of this person.
    """
    authority.require(by, Verb.KEEP_VISITS, partnership)
    authority.require(professional, Verb.KEEP_VISITS, partnership)
    return put_in(
        partnership=partnership,
        when=when,
        where=where,
        professional=professional,
        came=Visit.Came.HAND,
        by=by,
    )


def put_in(
    *,
    partnership: Partnership,
    when: When,
    where: Where,
    professional: Account,
    came: Visit.Came,
    by: Account | None,
    tell_now: bool = True,
) -> Visit:
    """A new visit, its event, figures and news; called by actions that have checked. Who brings many at once
    (``tell_now`` false) calls ``tell`` when all are there.
    """
    _require_time(when)
    if not where.fits():
        raise ValueError("where a visit is, or what to bring, does not fit")
    visit = Visit.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        professional=professional,
        professional_profession=profession_of(professional, partnership.service_id),
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        time_known=when.time_known,
        how=where.how,
        place=where.place,
        bring=where.bring,
        came=came,
        made_by=by,
    )
    _noted(visit, room.PLANNED, by, tell_now=tell_now)
    return visit


@transaction.atomic
def change(*, visit: Visit, when: When, where: Where, professional: Account, by: Account) -> Visit:
    """Another time, place, way or professional. Raises ``NotPossible`` and ``NotATime``."""
    row = _held(visit, by)
    authority.require(professional, Verb.KEEP_VISITS, row.partnership)
    _require_open(row)
    if not where.fits():
        raise ValueError("where a visit is, or what to bring, does not fit")
    before = (row.how, row.place, row.bring, row.professional_id)
    row.how, row.place, row.bring, row.professional = where.how, where.place, where.bring, professional
    row.professional_profession = profession_of(professional, row.service_id)
    attention.overtake(partnership=row.partnership, kind=kinds.VISIT_NEEDS_SOMEBODY, by=by, about=row.pk)
    if _is_at(row, when):
        if before != (row.how, row.place, row.bring, row.professional_id):
            save_changed(row)
            _noted(row, room.CHANGED, by)
        return row
    return move_to(row, when, by)


def move_to(row: Visit, when: When, by: Account | None, *, tell_now: bool = True) -> Visit:
    """A held visit at another time; called by actions that have checked. What was arranged was for then."""
    _require_time(when)
    was_asked = row.cannot_come_at is not None
    row.moved_from = row.starts_at
    row.starts_at, row.ends_at, row.time_known = when.starts_at, when.ends_at, when.time_known
    row.state = State.PLANNED.value
    row.cannot_come_at = row.needs_asked_at = row.summary_asked_at = None
    row.arranged = []
    save_changed(row)
    for kind in _OF_AN_OPEN_VISIT:
        attention.overtake(partnership=row.partnership, kind=kind, by=by, about=row.pk)
    _noted(row, room.MOVED, by, tell_now=False)
    if tell_now:
        tell(row.partnership, Purpose.REPLY if was_asked else Purpose.ROUTINE)
    return row


@transaction.atomic
def cancel(*, visit: Visit, by: Account) -> Visit:
    """A professional calls it off. Raises ``NotPossible`` for one that is behind."""
    row = _held(visit, by)
    _require_open(row)
    return call_off(row, by)


def call_off(row: Visit, by: Account | None, *, tell_now: bool = True) -> Visit:
    """A held, open visit is off; called by actions that have checked."""
    row.state = State.CANCELLED.value
    save_changed(row)
    for kind in _OF_AN_OPEN_VISIT:
        attention.overtake(partnership=row.partnership, kind=kind, by=by, about=row.pk)
    _noted(row, room.CANCELLED, by, tell_now=tell_now)
    return row


@transaction.atomic
def still_stands(*, visit: Visit, by: Account) -> Visit:
    """It is not in the diary any more, and holds all the same."""
    row = _held(visit, by)
    attention.overtake(partnership=row.partnership, kind=kinds.VISIT_GONE, by=by, about=row.pk)
    CalendarEntry.objects.filter(visit=row).exclude(gone_at=None).delete()
    _record(row, room.CHANGED, by)
    return row


@transaction.atomic
def took_place(*, visit: Visit, by: Account, met: Account | None = None) -> Visit:
    """The professional says that they met; ``met`` is who saw the person, where it was not who was planned.

    Raises ``NotPossible`` before it began, or where it was off.
    """
    row = _held(visit, by)
    if row.state == State.TOOK_PLACE:
        return row
    if not row.has_begun or State(row.state) is State.CANCELLED:
        raise NotPossible(str(row))
    row.state = State.TOOK_PLACE.value
    row.save(update_fields=["state"])
    meetings.took_place(
        row.partnership,
        with_=met or row.professional,
        how=Meeting.How(row.how),
        at=row.starts_at,
        about=row.pk,
    )
    for kind in (*_SETTLED_BY_MOVING, kinds.VISIT_DID_NOT_COME):
        attention.overtake(partnership=row.partnership, kind=kind, by=by, about=row.pk)
    figures.keep_visits(row.partnership)
    _record(row, room.TOOK_PLACE, by)
    return row


@transaction.atomic
def did_not_come(*, visit: Visit, by: Account) -> Visit:
    """It did not happen. Nobody is to blame: somebody asks how they are. Raises ``NotPossible``."""
    row = _held(visit, by)
    if row.state == State.DID_NOT_COME:
        return row
    if not row.has_begun or State(row.state) is State.CANCELLED or row.summaries.exists():
        raise NotPossible(str(row))
    row.state = State.DID_NOT_COME.value
    row.save(update_fields=["state"])
    meetings.did_not(row.partnership, about=row.pk)
    for kind in _OF_AN_OPEN_VISIT:
        attention.overtake(partnership=row.partnership, kind=kind, by=by, about=row.pk)
    attention.open_item(
        partnership=row.partnership,
        kind=kinds.VISIT_DID_NOT_COME,
        harm=AttentionItem.Harm.WORSE,
        by=by,
        about=row.pk,
    )
    _noted(row, room.DID_NOT_COME, by)
    return row


@transaction.atomic
def cannot_come(*, visit: Visit, by: Account) -> Visit:
    """The person says so, without a reason. It stands until a professional moves it or calls it off.

    Raises ``NotPossible`` for a visit that is not to come.
    """
    row = hold(Visit.objects.select_related("partnership__service"), visit.pk)
    relation = authority.require(by, Verb.PREPARE_VISIT, row.partnership)
    if relation is not Relation.PERSON:
        raise Refused(Verb.PREPARE_VISIT, row.partnership)
    if State(row.state) is not State.PLANNED:
        raise NotPossible(str(row))
    if row.cannot_come_at is not None:
        return row
    row.cannot_come_at = clock.now()
    row.save(update_fields=["cannot_come_at"])
    attention.open_item(
        partnership=row.partnership,
        kind=kinds.VISIT_CANNOT_COME,
        harm=AttentionItem.Harm.PROMISE,
        by=by,
        about=row.pk,
        due_at=row.starts_at,
        owner=_reader(row),
    )
    _record(row, room.CANNOT_COME, by)
    return row


@transaction.atomic
def arrange(*, visit: Visit, need: Need, done: bool, by: Account) -> Visit:
    """A professional has seen to ``need`` for this visit, or finds that it is not ready after all."""
    row = _held(visit, by)
    if need not in rule.MADE_READY or State(row.state) is not State.PLANNED:
        raise NotPossible(str(row))
    if (need.value in row.arranged) == done:
        return row
    row.arranged = sorted({*row.arranged, need.value} - (set() if done else {need.value}))
    if not done:
        row.needs_asked_at = None
    row.save(update_fields=["arranged", "needs_asked_at"])
    if not rule.not_booked(way.way_of(row.partnership).needs, row.arranged):
        attention.overtake(
            partnership=row.partnership, kind=kinds.INTERPRETER_NOT_BOOKED, by=by, about=row.pk
        )
    _record(row, room.ARRANGED if done else room.NOT_ARRANGED, by, need=need.value)
    return row


def tell(partnership: Partnership, purpose: Purpose = Purpose.ROUTINE) -> None:
    """There is something new, and nothing about what it is."""
    contacting.notify(partnership, mail.SOMETHING_NEW, purpose, page="visits")


def _noted(row: Visit, kind: Kind, by: Account | None, *, tell_now: bool = True) -> None:
    """Keep the figures, write the event, and tell the person."""
    figures.keep_visits(row.partnership)
    _record(row, kind, by)
    if tell_now:
        tell(row.partnership, Purpose.REPLY if row.cannot_come_at is not None else Purpose.ROUTINE)


def save_changed(row: Visit) -> None:
    """What stands in somebody's calendar has changed: the next sequence."""
    row.sequence += 1
    row.changed_at = clock.now()
    row.save()


def held(key: UUID) -> Visit:
    """The visit of that key, locked until the transaction ends."""
    rows = Visit.objects.select_related("partnership__service", "partnership__team", "professional")
    return hold(rows, key)


def _held(visit: Visit, by: Account) -> Visit:
    row = held(visit.pk)
    authority.require(by, Verb.KEEP_VISITS, row.partnership)
    return row


def _is_at(row: Visit, when: When) -> bool:
    return (row.starts_at, row.ends_at, row.time_known) == (when.starts_at, when.ends_at, when.time_known)


def _require_open(row: Visit) -> None:
    if State(row.state) not in rule.OPEN:
        raise NotPossible(str(row))


def _require_time(when: When) -> None:
    now = clock.now()
    longest = rule.LONGEST if when.time_known else 3 * rule.LONGEST
    fits = when.starts_at < when.ends_at <= when.starts_at + longest
    if not fits or not now - rule.LOOK_BACK <= when.starts_at <= now + rule.FURTHEST:
        raise NotATime(when.starts_at.isoformat())


def _reader(row: Visit) -> Account | None:
    """Whom the person sees, while they still are in the partnership; otherwise whoever owns what comes in."""
    return row.professional if authority.may(row.professional, Verb.KEEP_VISITS, row.partnership) else None


def _record(row: Visit, kind: Kind, by: Account | None, **facts: str) -> None:
    relation = authority.relation_of(by, row.partnership) if by else ""
    events.record(
        kind.name,
        service=row.partnership.service,
        subject=row.partnership_id,
        by=by,
        relation=relation,
        about=row.pk,
        **facts,
    )
