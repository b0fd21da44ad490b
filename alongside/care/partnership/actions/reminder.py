"""Say when to be reminded of what; of what not at all; and where one is, whose clock counts."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.db.models import Q, QuerySet

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.kinds import Kind
from alongside.care.partnership import anchors, authority, cues, way
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.events import (
    REMINDER_SET,
    REMINDER_STOPPED,
    REMINDERS_AGAIN,
    REMINDERS_SILENCED,
    ZONE_SET,
)
from alongside.care.partnership.models import Partnership, Schedule, Silence, Way
from alongside.care.partnership.rules.schedules import Every, Rhythm, next_due

WEEKS = range(1, 53)
EVERYTHING = ""  # the cue of a silence about all of them


class Silenced(Exception):
    """The person does not want to be reminded of it; only they can change that."""


class NothingToCome(Exception):
    """Such a rhythm has no day left."""


@transaction.atomic
def remind(*, partnership: Partnership, cue: str, rhythm: Rhythm, by: Account) -> Schedule:
    """Remind the person of ``cue`` in this rhythm, in the place of whatever was set for it.

    Raises ``Silenced`` where a professional asks for what the person does not want, ``NothingToCome``, and
    ``KeyError`` for a cue that is none.
    """
    relation = _may_set(partnership, cue, by)
    zone = way.zone_of(partnership, way.current(partnership))
    last_on = _own(partnership, cue).values_list("last_on", flat=True).first()
    due = next_due(rhythm, zone, last_on=last_on, now=clock.now())
    if due is None:
        raise NothingToCome(cue)
    return _set(
        Schedule(
            every=rhythm.every.value,
            weekdays=sorted(rhythm.weekdays),
            at=rhythm.at,
            first_on=rhythm.first_on,
            until_on=rhythm.until_on,
            next_at=due.at,
            last_on=last_on,
        ),
        partnership,
        cue,
        by,
        relation,
    )


@transaction.atomic
def remind_after(
    *, partnership: Partnership, cue: str, weeks: int, after: str, at: time, by: Account
) -> Schedule:
    """Remind the person of ``cue`` once, ``weeks`` after what ``after`` names, and again after each time that
    it happens. What is longer ago than that, or never was, is waited for.

    Raises ``Silenced`` as ``remind`` does, ``KeyError`` for an anchor or a cue that is none, and
    ``ValueError`` for weeks outside ``WEEKS``.
    """
    if weeks not in WEEKS:
        raise ValueError("so many weeks are not counted")
    found = anchors.anchor(after)
    relation = _may_set(partnership, cue, by)
    zone = way.zone_of(partnership, way.current(partnership))
    last_on = _own(partnership, cue).values_list("last_on", flat=True).first()
    last = found.last(partnership)
    row = Schedule(every=Every.ONCE.value, at=at, after=after, weeks=weeks, last_on=last_on)
    row.count_from(last.astimezone(zone).date() if last else clock.today(zone.key))
    due = next_due(row.rhythm, zone, last_on=last_on, now=clock.now()) if last else None
    row.next_at = due.at if due else None
    return _set(row, partnership, cue, by, relation)


def _may_set(partnership: Partnership, cue: str, by: Account) -> Relation:
    """Who asks; the partnership is held. A person takes back that they wanted none of it."""
    relation = authority.require(by, Verb.SET_REMINDERS, partnership)
    cues.cue(cue)
    _held(partnership)
    silences = Silence.objects.filter(partnership=partnership, cue__in=[cue, EVERYTHING])
    if relation is Relation.PERSON:
        silences.filter(cue=cue).delete()
    elif silences.exists():
        raise Silenced(cue)
    return relation


def _own(partnership: Partnership, cue: str) -> QuerySet[Schedule]:
    return Schedule.objects.filter(partnership=partnership, cue=cue, about=None, stopped_at=None)


def _set(row: Schedule, partnership: Partnership, cue: str, by: Account, relation: Relation) -> Schedule:
    """``row`` in the place of what was set for ``cue`` before."""
    _own(partnership, cue).update(next_at=None, stopped_at=clock.now(), stopped_by=by)
    row.service_id, row.partnership, row.cue, row.made_by = partnership.service_id, partnership, cue, by
    row.save(force_insert=True)
    _record(REMINDER_SET, partnership, by, relation, cue=cue)
    return row


@transaction.atomic
def stop(*, partnership: Partnership, cue: str, by: Account) -> None:
    """No more of what was set for ``cue``. What the clinic reminds of by itself goes on."""
    relation = authority.require(by, Verb.SET_REMINDERS, partnership)
    if _stop(partnership, Q(cue=cue, about=None), by):
        _record(REMINDER_STOPPED, partnership, by, relation, cue=cue)


@transaction.atomic
def not_at_all(*, partnership: Partnership, cue: str, by: Account) -> None:
    """The person: never about ``cue``, or about anything (``EVERYTHING``), whoever set it."""
    relation = _person(partnership, by)
    if cue != EVERYTHING:
        cues.cue(cue)
    _held(partnership)
    Silence.objects.get_or_create(
        partnership=partnership, cue=cue, defaults={"service_id": partnership.service_id, "by": by}
    )
    _stop(partnership, Q() if cue == EVERYTHING else Q(cue=cue), by)
    _record(REMINDERS_SILENCED, partnership, by, relation, cue=cue)


@transaction.atomic
def again(*, partnership: Partnership, cue: str, by: Account) -> None:
    """The person: you may remind me again. What was stopped stays stopped until it is set again."""
    relation = _person(partnership, by)
    gone, _each = Silence.objects.filter(partnership=partnership, cue=cue).delete()
    if gone:
        _record(REMINDERS_AGAIN, partnership, by, relation, cue=cue)


@transaction.atomic
def set_zone(*, partnership: Partnership, zone: str, by: Account) -> Way:
    """The person is where the clock of ``zone`` counts (empty: the clinic's). What is to come moves with it.

    Raises ``ValueError`` for what is no time zone.
    """
    relation = authority.require(by, Verb.SET_MY_WAY, partnership)
    if zone and zone not in available_timezones():
        raise ValueError("not a time zone")
    _held(partnership)
    row = _next_version(partnership, zone, by)
    where = way.zone_of(partnership, row)
    for schedule in Schedule.objects.filter(partnership=partnership, next_at__isnull=False):
        _move(schedule, where)
    _record(ZONE_SET, partnership, by, relation)
    return row


def _next_version(partnership: Partnership, zone: str, by: Account) -> Way:
    row = way.current(partnership)
    if row is None:
        usual = Way.of(way.way_of(partnership))
        row = Way(service_id=partnership.service_id, partnership=partnership, version=0, **usual)
    row.pk = None
    row._state.adding = True
    row.id = Way._meta.pk.get_default()
    row.version, row.time_zone, row.by, row.at = row.version + 1, zone, by, clock.now()
    row.save(force_insert=True)
    return row


def _move(schedule: Schedule, zone: ZoneInfo) -> None:
    due = next_due(schedule.rhythm, zone, last_on=schedule.last_on, now=clock.now())
    Schedule.objects.filter(pk=schedule.pk, next_at=schedule.next_at).update(next_at=due.at if due else None)


def _stop(partnership: Partnership, which: Q, by: Account) -> int:
    rows = Schedule.objects.filter(which, partnership=partnership, stopped_at=None)
    return rows.update(next_at=None, stopped_at=clock.now(), stopped_by=by)


def _person(partnership: Partnership, by: Account) -> Relation:
    relation = authority.require(by, Verb.SET_REMINDERS, partnership)
    if relation is not Relation.PERSON:
        raise Refused(Verb.SET_REMINDERS, partnership)
    return relation


def _held(partnership: Partnership) -> None:
    Partnership.objects.select_for_update().get(pk=partnership.pk)


def _record(kind: Kind, partnership: Partnership, by: Account, relation: Relation, **facts: str) -> None:
    events.record(
        kind.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=partnership.pk,
        **facts,
    )
