"""A person's private address for their own calendar: made, made anew, switched off."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.kinds import Kind
from alongside.care.communication import visit_events as room
from alongside.care.communication.models import CalendarKey
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import Partnership


@transaction.atomic
def make(*, partnership: Partnership, by: Account) -> CalendarKey:
    """A new address; the one before leads nowhere from now on. Only the person's own."""
    _require_person(partnership, by)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    _in_force(partnership).update(revoked_at=clock.now())
    row = CalendarKey.objects.create(service_id=partnership.service_id, partnership=partnership)
    _record(partnership, room.KEY_MADE, by)
    return row


@transaction.atomic
def revoke(*, partnership: Partnership, by: Account) -> int:
    """Switch it off, for ever. How many there were: none or one."""
    _require_person(partnership, by)
    changed = _in_force(partnership).update(revoked_at=clock.now())
    if changed:
        _record(partnership, room.KEY_REVOKED, by)
    return changed


def _in_force(partnership: Partnership) -> QuerySet[CalendarKey]:
    return CalendarKey.objects.filter(partnership=partnership, revoked_at=None)


def _require_person(partnership: Partnership, by: Account) -> None:
    if authority.require(by, Verb.PREPARE_VISIT, partnership) is not Relation.PERSON:
        raise Refused(Verb.PREPARE_VISIT, partnership)


def _record(partnership: Partnership, kind: Kind, by: Account) -> None:
    events.record(
        kind.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=Relation.PERSON,
    )
