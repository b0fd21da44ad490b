"""What each side wants to talk about, in their own order."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.kinds import Kind
from alongside.care.communication import visit_attention as kinds
from alongside.care.communication import visit_events as room
from alongside.care.communication.models import AgendaLine
from alongside.care.partnership import authority, sources
from alongside.care.partnership.actions import attention
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.side import Side

MOST_TEXT = 300  # characters
MOST_LINES = 12  # of one side, at a time


class NoWords(ValueError):
    """A line says something, in at most ``MOST_TEXT`` characters."""


class Enough(Exception):
    """More than ``MOST_LINES`` fit in no visit."""


@transaction.atomic
def write(*, partnership: Partnership, text: str, source: str = "", by: Account) -> AgendaLine:
    """Put a line at the end of one's own side's list; ``source`` is the address of what it grew from.

    Raises ``NoWords`` and ``Enough``.
    """
    relation = authority.require(by, Verb.PREPARE_VISIT, partnership)
    words = " ".join(text.split())
    if not words or len(words) > MOST_TEXT:
        raise NoWords(str(partnership))
    side = side_of(relation)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    own = AgendaLine.objects.filter(partnership=partnership, side=side.value)
    if own.open().count() >= MOST_LINES:
        raise Enough(str(partnership))
    read = sources.read(source, partnership=partnership, by=by, relation=relation) if source else None
    line = AgendaLine.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        side=side.value,
        author=by,
        text=words,
        source=read.address if read else "",
        position=(own.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    _record(line, room.AGENDA_WRITTEN, by, relation)
    if side is Side.PERSON:
        attention.to_read(partnership=partnership, kind=kinds.AGENDA_WRITTEN, by=by)
    return line


@transaction.atomic
def move(*, line: AgendaLine, up: bool, by: Account) -> AgendaLine:
    """One place up or down on the list of one's own side. At the end of the list nothing changes."""
    relation = _require_own(line, by)
    Partnership.objects.select_for_update().get(pk=line.partnership_id)
    lines = list(AgendaLine.objects.filter(partnership=line.partnership, side=line.side).open())
    at = next((number for number, each in enumerate(lines) if each.pk == line.pk), None)
    other = None if at is None else at + (-1 if up else 1)
    if at is None or other is None or not 0 <= other < len(lines):
        return line
    lines[at], lines[other] = lines[other], lines[at]
    for position, each in enumerate(lines, start=1):
        each.position = position
    AgendaLine.objects.bulk_update(lines, ["position"])
    _record(line, room.AGENDA_CHANGED, by, relation)
    line.refresh_from_db()
    return line


@transaction.atomic
def remove(*, line: AgendaLine, by: Account) -> AgendaLine:
    """Take a line of one's own side off the list. One that is off already stays off."""
    relation = _require_own(line, by)
    changed = AgendaLine.objects.filter(pk=line.pk, talked_at=None, removed_at=None).update(
        removed_at=clock.now()
    )
    if changed:
        _record(line, room.AGENDA_CHANGED, by, relation)
    line.refresh_from_db()
    return line


def _require_own(line: AgendaLine, by: Account) -> Relation:
    """Each side orders its own list, and nobody the other's."""
    relation = authority.require(by, Verb.PREPARE_VISIT, line.partnership)
    if side_of(relation).value != line.side:
        raise Refused(Verb.PREPARE_VISIT, line.partnership)
    return relation


def _record(line: AgendaLine, kind: Kind, by: Account, relation: Relation) -> None:
    events.record(
        kind.name,
        service=line.partnership.service,
        subject=line.partnership_id,
        by=by,
        relation=relation,
        about=line.pk,
    )
