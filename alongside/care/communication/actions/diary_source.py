"""Where a diary is kept: a file now and then, or a feed that the worker asks for."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.holding import hold
from alongside.base.services.models import Service
from alongside.care.communication import feeds
from alongside.care.communication import visit_events as room
from alongside.care.communication.actions import diary
from alongside.care.communication.actions.diary import NotAllowed, Taken
from alongside.care.communication.models import CalendarSource
from alongside.care.communication.rules.calendar_file import read, window_at
from alongside.care.communication.rules.calendar_refusal import CalendarRefused, Refusal
from alongside.care.communication.rules.feed_address import address
from alongside.care.partnership import authority
from alongside.care.partnership.models import TeamMembership

Kind = CalendarSource.Kind
EVERY = timedelta(hours=1)
AGAIN = timedelta(minutes=15)  # after a failure; twice as long after each further one
LONGEST_WAIT = timedelta(hours=12)
CLAIM = timedelta(minutes=10)  # whoever looks has so long before another worker may


@transaction.atomic
def set_feed(*, service: Service, url: str, whole_service: bool, by: Account) -> CalendarSource:
    """A professional's own feed, or the whole service's by its lead; the one before is stopped.

    Raises ``NotAllowed``, and ``CalendarRefused`` for an address that is not asked.
    """
    require_may_bring(service=service, whole_service=whole_service, by=by)
    there = address(url)
    for earlier in _own(service, by, Kind.FEED, whole_service=whole_service):
        _stop(earlier)
    source = CalendarSource.objects.create(
        service=service,
        owner=by,
        whole_service=whole_service,
        kind=Kind.FEED,
        url=there.url,
        next_look_at=clock.now(),
    )
    events.record(room.SOURCE_SET.name, service=service, by=by, about=source.pk, whole=whole_service)
    return source


@transaction.atomic
def stop(*, source: CalendarSource, by: Account) -> CalendarSource:
    """Ask no more. Visits that came of it stay. Raises ``NotAllowed``."""
    row = hold(CalendarSource.objects.select_related("service"), source.pk)
    leads = row.whole_service and authority.is_lead(by, row.service_id)
    if row.owner_id != by.pk and not leads:
        raise NotAllowed(str(row))
    if row.stopped_at is None:
        _stop(row)
        events.record(room.SOURCE_STOPPED.name, service=row.service, by=by, about=row.pk)
    return row


def take_file(*, service: Service, data: bytes, by: Account) -> Taken:
    """Take what stands in a file that a professional brings from their own diary.

    Raises ``NotAllowed`` and ``CalendarRefused``. It is read before anything is locked.
    """
    require_may_bring(service=service, whole_service=False, by=by)
    reading = read(data, zone=ZoneInfo(service.time_zone), window=window_at(clock.now()))
    with transaction.atomic():
        source = next(iter(_own(service, by, Kind.FILE, whole_service=False)), None)
        if source is None:
            source = CalendarSource.objects.create(service=service, owner=by, kind=Kind.FILE)
        return diary.take(source=source, reading=reading, by=by)


def look_once() -> bool:
    """For the heavy worker: ask for the feed that has been due longest. Whether there was one."""
    return look_at_due(fetch=feeds.fetch)


def look_at_due(*, fetch: feeds.Fetch) -> bool:
    """Ask for one feed that is due and take what it brings, or note why it was refused."""
    source = _claimed()
    if source is None:
        return False
    if not _still_theirs(source):
        _left_behind(source)
        return True
    try:
        data = fetch(source.url)
        service = source.service
        reading = read(data, zone=ZoneInfo(service.time_zone), window=window_at(clock.now()))
        diary.take(source=source, reading=reading, by=None)
    except CalendarRefused as refused:
        _refused(source, refused)
    else:
        CalendarSource.objects.filter(pk=source.pk).update(
            problem="", problem_since=None, tries=0, next_look_at=clock.now() + EVERY
        )
    return True


def require_may_bring(*, service: Service, whole_service: bool, by: Account) -> None:
    """Raises ``NotAllowed`` for whoever has no seat in ``service``, or, for all of it, does not lead it."""
    if whole_service:
        allowed = authority.is_lead(by, service.pk)
    else:
        allowed = TeamMembership.objects.filter(service=service, account=by, until_at=None).exists()
    if not allowed:
        raise NotAllowed(str(service))


def _own(service: Service, by: Account, kind: Kind, *, whole_service: bool) -> list[CalendarSource]:
    rows = CalendarSource.objects.select_for_update().filter(
        service=service, kind=kind, whole_service=whole_service, stopped_at=None
    )
    return list(rows if whole_service else rows.filter(owner=by))


def _claimed() -> CalendarSource | None:
    """The feed that has been due longest, claimed so that no other worker asks for it now."""
    now = clock.now()
    due = CalendarSource.objects.filter(kind=Kind.FEED, stopped_at=None, next_look_at__lte=now)
    key: UUID | None = due.order_by("next_look_at").values_list("pk", flat=True).first()
    if key is None or not due.filter(pk=key).update(next_look_at=now + CLAIM):
        return None
    return CalendarSource.objects.select_related("service", "owner").get(pk=key)


def _still_theirs(source: CalendarSource) -> bool:
    try:
        require_may_bring(service=source.service, whole_service=source.whole_service, by=source.owner)
    except NotAllowed:
        return False
    return True


@transaction.atomic
def _left_behind(source: CalendarSource) -> None:
    """Its owner has left. Their own diary goes with them; the service's is another lead's from now on.

    Where nobody leads the service it is not read, which is said, and waits for whoever leads next.
    """
    row = hold(CalendarSource.objects.select_related("service"), source.pk)
    if row.stopped_at is not None:
        return
    if not row.whole_service:
        _stop(row)
        events.record(room.SOURCE_LEFT.name, service=row.service, by=None, about=row.pk)
        return
    lead = authority.leads_of(row.service_id).first()
    if lead is None:
        _refused(row, CalendarRefused(Refusal.NOBODY_LEADS))
        return
    row.owner, row.next_look_at = lead.account, clock.now()
    row.problem, row.problem_since, row.tries = "", None, 0
    row.save(update_fields=["owner", "next_look_at", "problem", "problem_since", "tries"])
    events.record(room.SOURCE_PASSED_ON.name, service=row.service, by=None, about=row.pk)


@transaction.atomic
def _refused(source: CalendarSource, refused: CalendarRefused) -> None:
    """Note it, and wait longer each time; what was there before stays as it was."""
    now = clock.now()
    is_new = source.problem != refused.reason.value
    CalendarSource.objects.filter(pk=source.pk).update(
        problem=refused.reason.value,
        problem_since=now if source.problem_since is None else source.problem_since,
        tries=min(source.tries + 1, 1_000),
        next_look_at=now + min(AGAIN * 2 ** min(source.tries, 10), LONGEST_WAIT),
    )
    if is_new:
        events.record(
            room.DIARY_REFUSED.name,
            service=source.service,
            by=None,
            about=source.pk,
            reason=refused.reason.value,
        )


def _stop(source: CalendarSource) -> None:
    """The address is a secret: it goes with the feed. So does every entry that is no visit."""
    source.stopped_at, source.url, source.next_look_at = clock.now(), "", None
    source.save(update_fields=["stopped_at", "url", "next_look_at"])
    source.entries.filter(visit=None).delete()
