"""Reminders and news that time brings: found by when they are due, never by going through everybody.

A reminder says only that there is something new. It obeys the person's way like everything that leaves
(``contacting``), rests on a bad day, and ends with the partnership. A day that was dealt with, by whichever
worker, never comes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from alongside.base import clock
from alongside.base.record.models import Delivery
from alongside.care.partnership import contacting, cues, way
from alongside.care.partnership.contacting import REMINDER
from alongside.care.partnership.cues import Coming, Cue, Source
from alongside.care.partnership.models import Partnership, Schedule, Silence, Way
from alongside.care.partnership.rules.preferences import Purpose
from alongside.care.partnership.rules.schedules import Every, in_window, next_due

AT_ONCE = 100
# A reminder that could not be thought of in time is left: nobody wants Monday's on Tuesday.
OF_USE_FOR = timedelta(hours=3)
ONCE_OF_USE_FOR = timedelta(days=2)
GATHER = timedelta(hours=1)  # one e-mail says *something new* for all that are due together
NEWS_GATHER = timedelta(hours=12)
DAY_OPENS, DAY_CLOSES = time(8), time(20)  # news come by day, where the person is
AHEAD = timedelta(days=3)

State = Delivery.State


def came_due(partnership: Partnership, cue: str) -> Delivery | None:
    """The day of something came, and the clinic says so by itself: the rating after three months, a review.

    Call it in the action's transaction. None where the person does not want to be reminded of it, or was
    written to within the last hours anyway: everything new stands on their own pages.
    """
    about = cues.cue(cue)
    if Silence.objects.filter(partnership=partnership, cue__in=["", cue]).exists():
        return None
    now = clock.now()
    lately = Delivery.objects.filter(
        subject=partnership.pk, to=partnership.person_id, template=REMINDER, created_at__gt=now - NEWS_GATHER
    )
    if lately.exists():
        return None
    zone = way.zone_of(partnership, way.current(partnership))
    due_at = in_window(now, zone, DAY_OPENS, DAY_CLOSES)
    keep_for = contacting.KEEP_FOR - (due_at - now)
    return contacting.notify(
        partnership,
        REMINDER,
        Purpose.ROUTINE,
        due_at=due_at,
        page=about.purpose,
        keep_for=keep_for,
        cue=cue,
    )


def send_due(limit: int = AT_ONCE) -> int:
    """Deal with the reminders whose instant has come, ``limit`` at most; how many there were.

    For a worker, about once a second; several may do it at once. Looks before it writes, and asks the same
    few questions for one as for a hundred.
    """
    now = clock.now()
    if not Schedule.objects.filter(next_at__lte=now).exists():
        return 0
    with transaction.atomic():
        rows = list(_due(now, limit))
        known = _Known.of([row.partnership for row in rows], now)
        made = [delivery for row in rows if (delivery := _deal(row, known, now)) is not None]
        Delivery.objects.bulk_create(made)
        Schedule.objects.bulk_update(rows, ["next_at", "first_on", "last_on", "held"])
    return len(rows)


def gather() -> int:
    """Write down what comes in the next days, from the rooms that keep such things; how many are new.

    Safe to repeat: one schedule for each row it is about. What is put off meanwhile is seen when it is due;
    what was brought forward must be seen here, or its day would be over by then.
    """
    now = clock.now()
    new = 0
    for cue in cues.all_cues():
        if cue.source is None:
            continue
        found = {each.about: each for each in cue.source.coming(now, now + AHEAD)}
        there = Schedule.objects.filter(cue=cue.name, about__in=list(found))
        rows = there.select_related("partnership__service").order_by("pk")
        known = {row.about for row in rows}
        _bring_forward(cue.source, [row for row in rows if row.next_at is not None], found)
        new += _plan(cue, [each for key, each in found.items() if key not in known])
    return new


@dataclass(frozen=True, slots=True)
class _Known:
    """What has to be known of the people of one batch: asked once for all of them."""

    ways: dict[UUID, Way]
    silences: set[tuple[UUID, str]]
    lately: set[UUID]

    @classmethod
    def of(cls, partnerships: Sequence[Partnership], now: datetime) -> _Known:
        keys = {each.pk for each in partnerships}
        newest = Way.objects.filter(partnership=OuterRef("partnership")).order_by("-version")
        ways = Way.objects.filter(partnership__in=keys, version=Subquery(newest.values("version")[:1]))
        lately = Delivery.objects.filter(
            subject__in=keys, template=REMINDER, created_at__gt=now - GATHER
        ).exclude(state=State.WITHHELD)
        return cls(
            {row.partnership_id: row for row in ways},
            set(Silence.objects.filter(partnership__in=keys).values_list("partnership_id", "cue")),
            {key for key in lately.values_list("subject", flat=True) if key is not None},
        )

    def silent(self, row: Schedule) -> bool:
        """Not about this; or about nothing, where it was not the person who set it."""
        of = row.partnership_id
        persons = row.made_by_id == row.partnership.person_id
        return (of, row.cue) in self.silences or ((of, "") in self.silences and not persons)


def _due(now: datetime, limit: int) -> Iterable[Schedule]:
    rows = Schedule.objects.filter(next_at__lte=now).order_by("next_at")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows.select_related("partnership__service", "partnership__person", "partnership__figures")[:limit]


def _deal(row: Schedule, known: _Known, now: datetime) -> Delivery | None:
    """What becomes of one, and when the next is: the row is changed, not yet saved."""
    at, partnership = row.next_at, row.partnership
    if at is None:
        return None
    newest = known.ways.get(partnership.pk)
    zone = way.zone_of(partnership, newest)
    if _moved(row, zone):
        return None
    held, delivery = _held(row, known, now, at), None
    rest = way.rests_until(partnership)
    if not held and rest is not None and now < rest and row.every == Every.ONCE:
        row.next_at, row.held = rest, "bad_day"
        return None
    if not held:
        held, delivery = _promised(row, newest, now, at)
    if delivery is not None and delivery.state == State.DUE:
        known.lately.add(partnership.pk)
    row.last_on, row.held = at.astimezone(zone).date(), held
    due = None if held == "ended" else next_due(row.rhythm, zone, last_on=row.last_on, now=now)
    row.next_at = due.at if due else None
    return delivery


def _moved(row: Schedule, zone: ZoneInfo) -> bool:
    """Whether what it is about was put off to a later day: then so is the reminder."""
    source = cues.cue(row.cue).source
    comes = source.when(row.about) if source is not None and row.about is not None else None
    if source is None or comes is None:
        return False
    day = comes.astimezone(zone).date() - timedelta(days=source.days_before)
    if day <= row.first_on:
        return False
    row.first_on = day
    row.next_at = _first(row, zone)
    return True


def _held(row: Schedule, known: _Known, now: datetime, at: datetime) -> str:
    """Why this one is not sent, as a code; empty where nothing speaks against it yet."""
    partnership = row.partnership
    if partnership.state == Partnership.State.ENDED:
        return "ended"
    if known.silent(row):
        return "silenced"
    if now - at > (ONCE_OF_USE_FOR if row.every == Every.ONCE else OF_USE_FOR):
        return "late"
    source = cues.cue(row.cue).source
    if row.about is not None and source is not None:
        comes = source.when(row.about)
        if comes is None or comes <= now:
            return "gone"
    return "gathered" if partnership.pk in known.lately else ""


def _promised(row: Schedule, newest: Way | None, now: datetime, at: datetime) -> tuple[str, Delivery | None]:
    """Why it is held back, and the delivery. Held back again for the same reason, it is written down once."""
    partnership = row.partnership
    purpose = Purpose.REPLY if row.made_by_id == partnership.person_id else Purpose.ROUTINE
    found = way.may_leave(partnership, newest, purpose, now, reminds=True)
    if not found.allowed and (found.waits or found.reason == row.held):
        return found.reason, None
    delivery = Delivery(
        service_id=row.service_id,
        subject=partnership.pk,
        to=partnership.person,
        template=REMINDER,
        purpose=purpose.value,
        page=cues.cue(row.cue).purpose,
        neutral=found.neutral,
        facts={"cue": row.cue},
        state=State.DUE if found.allowed else State.WITHHELD,
        problem="" if found.allowed else found.reason,
        due_at=now,
        expires_at=at + (ONCE_OF_USE_FOR if row.every == Every.ONCE else OF_USE_FOR),
    )
    return ("" if found.allowed else found.reason), delivery


def _bring_forward(source: Source, rows: Sequence[Schedule], found: Mapping[UUID, Coming]) -> None:
    """Reminders of what comes on an earlier day than when they were written down."""
    if not rows:
        return
    known = _Known.of([row.partnership for row in rows], clock.now())
    for row in rows:
        if row.about is None:
            continue
        zone = way.zone_of(row.partnership, known.ways.get(row.partnership_id))
        day = found[row.about].at.astimezone(zone).date() - timedelta(days=source.days_before)
        if day < row.first_on:
            row.first_on = day
            Schedule.objects.filter(pk=row.pk, next_at=row.next_at).update(
                first_on=day, next_at=_first(row, zone)
            )


def _plan(cue: Cue, coming: Sequence[Coming]) -> int:
    """A schedule for each, the days before it that the source says, where the person is."""
    source = cue.source
    if source is None or not coming:
        return 0
    partnerships = Partnership.objects.select_related("service").in_bulk(
        {each.partnership for each in coming}
    )
    known = _Known.of(list(partnerships.values()), clock.now())
    rows = []
    for each in coming:
        partnership = partnerships[each.partnership]
        zone = way.zone_of(partnership, known.ways.get(partnership.pk))
        day = each.at.astimezone(zone).date() - timedelta(days=source.days_before)
        row = Schedule(
            service_id=partnership.service_id,
            partnership=partnership,
            cue=cue.name,
            about=each.about,
            every=Every.ONCE.value,
            at=source.at,
            first_on=day,
        )
        row.next_at = _first(row, zone)
        rows.append(row)
    Schedule.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _first(row: Schedule, zone: ZoneInfo) -> datetime | None:
    due = next_due(row.rhythm, zone, last_on=None, now=clock.now())
    return due.at if due else None
