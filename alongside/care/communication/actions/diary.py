"""Take what stands in a diary: visits come, move and go with it, and each is told once.

An entry finds its person by our code, and by nothing else. Of entries without a code only the time is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.holding import hold
from alongside.care.communication import visit_attention as kinds
from alongside.care.communication import visit_events as room
from alongside.care.communication.actions import visit as visits
from alongside.care.communication.actions.visit import NotATime, When, Where
from alongside.care.communication.models import CalendarEntry, CalendarSource, Visit, VisitCode
from alongside.care.communication.rules.calendar_file import Entry, Reading
from alongside.care.communication.rules.calendar_refusal import CalendarRefused, Refusal
from alongside.care.communication.rules.visiting import OPEN, State
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Partnership

Standing = CalendarEntry.Standing


class NotAllowed(Exception):
    """Somebody asked for a diary that is not theirs to bring. A page answers as if it were not there."""


MOST_WAITING = 150  # entries without a code that are listed, the nearest first
WAITS_AHEAD = timedelta(days=60)  # nobody is asked about what is further away
FEW = 3  # so few visits may vanish from a diary at once


@dataclass(slots=True)
class Taken:
    """What came of a look, in numbers."""

    new: int = 0
    moved: int = 0
    off: int = 0
    gone: int = 0
    waiting: int = 0
    left_out: int = 0


@transaction.atomic
def take(*, source: CalendarSource, reading: Reading, by: Account | None) -> Taken:
    """Bring visits into line with what was read from ``source``. ``by`` is None where the worker looked.

    Only visits of people whom the source's owner may keep visits of (a service's feed: of its people) come
    of it. Raises ``CalendarRefused`` where most of what was there is gone at once: then nothing is changed.
    """
    source = hold(CalendarSource.objects.select_related("service", "owner"), source.pk)
    if by is not None and by.pk != source.owner_id:
        raise NotAllowed(str(source))
    look = _Look(source, reading, by)
    if source.kind == CalendarSource.Kind.FEED:
        look.require_not_emptied()
    look.follow_moved_series()
    for entry in reading.entries:
        look.one(entry)
    if source.kind == CalendarSource.Kind.FEED:
        look.miss()
    look.forget()
    for partnership in look.to_tell.values():  # once, however many visits changed
        visits.tell(partnership)
    look.taken.left_out = sum(reading.left_out.values())
    source.left_out = look.taken.left_out
    source.looked_at = clock.now()
    source.save(update_fields=["left_out", "looked_at"])
    taken = look.taken
    events.record(
        room.DIARY_TAKEN.name,
        service=source.service,
        by=by,
        about=source.pk,
        new=taken.new,
        moved=taken.moved,
        off=taken.off,
        gone=taken.gone,
        waiting=taken.waiting,
        left_out=taken.left_out,
    )
    return look.taken


@transaction.atomic
def match(*, entry: CalendarEntry, partnership: Partnership, by: Account) -> int:
    """The owner of a diary says whose an entry, and every other of its series, is. How many visits came."""
    authority.require(by, Verb.KEEP_VISITS, partnership)
    rows = _own_waiting(entry, by)
    for row in rows:
        visit = _put_in(partnership, When(row.starts_at, row.ends_at, row.time_known), "", row.source, by)
        row.standing, row.visit = Standing.VISIT, visit
        row.save(update_fields=["standing", "visit"])
    if rows:
        visits.tell(partnership)
    events.record(
        room.ENTRY_MATCHED.name,
        service=entry.service,
        subject=partnership.pk,
        by=by,
        relation=authority.relation_of(by, partnership),
        about=entry.pk,
    )
    return len(rows)


@transaction.atomic
def ignore(*, entry: CalendarEntry, by: Account) -> int:
    """The owner of a diary says that an entry, and its series, is no visit. How many it was."""
    rows = _own_waiting(entry, by)
    CalendarEntry.objects.filter(pk__in=[row.pk for row in rows]).update(standing=Standing.IGNORED)
    events.record(room.ENTRY_IGNORED.name, service=entry.service, by=by, about=entry.pk)
    return len(rows)


def _own_waiting(entry: CalendarEntry, by: Account) -> list[CalendarEntry]:
    if entry.source.owner_id != by.pk:
        raise NotAllowed(str(entry))
    rows = CalendarEntry.objects.select_for_update().filter(
        source=entry.source_id, series=entry.series, standing=Standing.WAITING
    )
    return list(rows.order_by("starts_at"))


def _put_in(
    partnership: Partnership, when: When, place: str, source: CalendarSource, by: Account | None
) -> Visit:
    """A visit for an entry: the one that somebody wrote down by hand for that time, or a new one."""
    unlinked = Visit.objects.filter(
        partnership=partnership, starts_at=when.starts_at, state__in=OPEN, entries=None
    )
    there = unlinked.first()
    if there is not None:
        return there
    return visits.put_in(
        partnership=partnership,
        when=when,
        where=Where(place=place),
        professional=_seen_by(source, partnership),
        came=Visit.Came.FEED if source.kind == CalendarSource.Kind.FEED else Visit.Came.FILE,
        by=by,
        tell_now=False,
    )


def _seen_by(source: CalendarSource, partnership: Partnership) -> Account:
    """Whose diary it is; of the whole service's, the person's contact or whoever owns what comes in."""
    return attention.owner_of(partnership) if source.whole_service else source.owner


@dataclass(slots=True)
class _Look:
    """One look into one diary."""

    source: CalendarSource
    reading: Reading
    by: Account | None
    taken: Taken = field(default_factory=Taken)
    known: dict[str, CalendarEntry] = field(default_factory=dict)
    people: dict[str, Partnership | None] = field(default_factory=dict)
    seen: set[UUID] = field(default_factory=set)
    to_tell: dict[UUID, Partnership] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.source.entries.select_related("visit__partnership")
        self.known = {row.key: row for row in rows}

    # --- before anything is changed ---

    def require_not_emptied(self) -> None:
        """A diary that has lost most of its visits at once has lost something else: its owner looks."""
        there = {entry.key for entry in self.reading.entries}
        series = {entry.series for entry in self.reading.entries} | self.reading.unread
        to_come = [row for row in self.known.values() if self._is_to_come(row)]
        lost = [row for row in to_come if row.key not in there and row.series not in series]
        if len(lost) > FEW and 2 * len(lost) > len(to_come):
            raise CalendarRefused(Refusal.EMPTIED)

    def follow_moved_series(self) -> None:
        """A series that was moved as a whole has new keys: its visits move with it, none is new."""
        there = {entry.key for entry in self.reading.entries}
        fresh: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.reading.entries:
            if entry.key not in self.known and entry.ends_at >= clock.now():
                fresh[entry.series].append(entry)
        lost: dict[str, list[CalendarEntry]] = defaultdict(list)
        for row in sorted(self.known.values(), key=lambda row: row.starts_at):
            if row.key not in there and row.series in fresh and self._is_to_come(row):
                lost[row.series].append(row)
        for series, rows in lost.items():
            for row, entry in zip(rows, fresh[series], strict=False):
                del self.known[row.key]
                row.key = entry.key
                row.save(update_fields=["key"])
                self.known[row.key] = row

    # --- each entry ---

    def one(self, entry: Entry) -> None:
        row = self.known.get(entry.key)
        if row is not None:
            self.seen.add(row.pk)
        if row is not None and row.visit is not None:
            self._follow(row, entry)
        elif entry.ends_at >= clock.now() and not entry.cancelled:
            self._new(row, entry)

    def _follow(self, row: CalendarEntry, entry: Entry) -> None:
        """A visit that came from this entry: moved or off as the diary says, if the diary has changed."""
        if entry.sequence < row.sequence or row.visit is None:
            return
        whose = self._whose(entry)
        visit = visits.held(row.visit.pk)
        if whose is not None and whose.pk != visit.partnership_id:
            self._off(visit)
            row.delete()
            self._new(None, entry)
            return
        if row.gone_at is not None:
            row.gone_at = None
            attention.overtake(partnership=visit.partnership, kind=kinds.VISIT_GONE, by=None, about=visit.pk)
        when = When(entry.starts_at, entry.ends_at, entry.time_known)
        changed = (row.starts_at, row.ends_at, row.time_known) != (
            when.starts_at,
            when.ends_at,
            when.time_known,
        )
        row.starts_at, row.ends_at, row.time_known = when.starts_at, when.ends_at, when.time_known
        row.sequence, row.seen_at = entry.sequence, clock.now()
        row.save()
        if entry.cancelled:
            self._off(visit)
        elif changed and State(visit.state) in OPEN | {State.CANCELLED} and self._may(visit.partnership):
            self._move(visit, when)

    def _move(self, visit: Visit, when: When) -> None:
        if (visit.starts_at, visit.ends_at) == (when.starts_at, when.ends_at) and visit.state in OPEN:
            return
        try:
            visits.move_to(visit, when, self.by, tell_now=False)
        except NotATime:
            return
        self.taken.moved += 1
        self.to_tell[visit.partnership_id] = visit.partnership

    def _off(self, visit: Visit) -> None:
        if State(visit.state) in OPEN and self._may(visit.partnership):
            visits.call_off(visit, self.by, tell_now=False)
            self.taken.off += 1
            self.to_tell[visit.partnership_id] = visit.partnership

    def _new(self, row: CalendarEntry | None, entry: Entry) -> None:
        whose = self._whose(entry) or self._whose_series(entry)
        if whose is not None:
            self._visit(row, entry, whose)
        elif row is not None:
            row.starts_at, row.ends_at, row.seen_at = entry.starts_at, entry.ends_at, clock.now()
            row.save(update_fields=["starts_at", "ends_at", "seen_at"])
        elif self._is_asked_about(entry):
            ignored = any(
                each.series == entry.series and each.standing == Standing.IGNORED
                for each in self.known.values()
            )
            self._keep(entry, Standing.IGNORED if ignored else Standing.WAITING, None)
            self.taken.waiting += not ignored

    def _visit(self, row: CalendarEntry | None, entry: Entry, whose: Partnership) -> None:
        """A new visit; one that another diary has brought already is not brought again."""
        elsewhere = CalendarEntry.objects.filter(
            service=self.source.service_id, key=entry.key, visit__partnership=whose
        ).first()
        if elsewhere is not None and elsewhere.visit is not None:
            visit = visits.held(elsewhere.visit.pk)
        else:
            when = When(entry.starts_at, entry.ends_at, entry.time_known)
            try:
                visit = _put_in(whose, when, entry.place, self.source, self.by)
            except (NotATime, attention.NobodyToOwn):
                return
            self.taken.new += 1
            self.to_tell[whose.pk] = whose
        if row is None:
            self._keep(entry, Standing.VISIT, visit)
        else:
            row.standing, row.visit = Standing.VISIT, visit
            row.save(update_fields=["standing", "visit"])

    def _keep(self, entry: Entry, standing: Standing, visit: Visit | None) -> None:
        row = CalendarEntry.objects.create(
            service=self.source.service,
            source=self.source,
            series=entry.series,
            key=entry.key,
            sequence=entry.sequence,
            starts_at=entry.starts_at,
            ends_at=entry.ends_at,
            time_known=entry.time_known,
            standing=standing,
            visit=visit,
        )
        self.known[row.key] = row
        self.seen.add(row.pk)

    # --- what is not there any more ---

    def miss(self) -> None:
        """A visit that the diary has lost: nobody is told that it is off before a professional says so."""
        for row in self.known.values():
            is_lost = (
                row.pk not in self.seen and row.gone_at is None and row.series not in self.reading.unread
            )
            if not is_lost or not self._is_to_come(row) or row.visit is None:
                continue
            row.gone_at = clock.now()
            row.save(update_fields=["gone_at"])
            attention.open_item(
                partnership=row.visit.partnership,
                kind=kinds.VISIT_GONE,
                harm=AttentionItem.Harm.PROMISE,
                by=None,
                about=row.visit_id,
                due_at=row.starts_at,
                owner=_seen_by(self.source, row.visit.partnership),
            )
            self.taken.gone += 1

    def forget(self) -> None:
        """Of what is no visit nothing is kept longer than it stands in the diary, or than it lasts."""
        loose = self.source.entries.filter(visit=None)
        loose.filter(ends_at__lt=clock.now()).delete()
        if self.source.kind == CalendarSource.Kind.FEED:
            loose.exclude(pk__in=self.seen).exclude(series__in=self.reading.unread).delete()

    # --- whose it is ---

    def _whose(self, entry: Entry) -> Partnership | None:
        """The one person whose code stands in it, if this diary may bring visits of theirs."""
        if len(entry.codes) != 1:
            return None
        return self._remembered(next(iter(entry.codes)), self._by_code)

    def _by_code(self, code: str) -> Partnership | None:
        rows = VisitCode.objects.filter(service=self.source.service_id, code=code)
        row = rows.select_related("partnership__service", "partnership__team").first()
        return row.partnership if row is not None and self._may(row.partnership) else None

    def _remembered(self, code: str, find: Callable[[str], Partnership | None]) -> Partnership | None:
        if code not in self.people:
            self.people[code] = find(code)
        return self.people[code]

    def _whose_series(self, entry: Entry) -> Partnership | None:
        """An occurrence without a code belongs to whom its series was matched to by hand."""
        if entry.codes:
            return None
        found = {
            row.visit.partnership_id: row.visit.partnership
            for row in self.known.values()
            if row.series == entry.series and row.visit is not None
        }
        one = next(iter(found.values())) if len(found) == 1 else None
        return one if one is not None and self._may(one) else None

    def _may(self, partnership: Partnership) -> bool:
        if self.source.whole_service:
            return partnership.service_id == self.source.service_id
        return authority.may(self.source.owner, Verb.KEEP_VISITS, partnership)

    def _is_to_come(self, row: CalendarEntry) -> bool:
        return row.visit is not None and row.visit.state == State.PLANNED and row.starts_at > clock.now()

    def _is_asked_about(self, entry: Entry) -> bool:
        """A whole service's diary is not listed: it holds everybody's. Nor are days without a time."""
        if self.source.whole_service or not entry.time_known:
            return False
        waiting = sum(row.standing == Standing.WAITING for row in self.known.values())
        return waiting < MOST_WAITING and entry.starts_at < clock.now() + WAITS_AHEAD
