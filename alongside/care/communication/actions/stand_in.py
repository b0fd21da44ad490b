"""While a professional is away, what cannot wait until they are back is seen to by who stands in.

What came from a message has its own way there (``absence``, ``owners``). This is all the rest: a red flag, a
step that made it worse, a call that was promised, whatever has a day before they are back.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services.models import Service
from alongside.base.services.rules.calendar import instant_of
from alongside.care.communication import call_attention, call_keeping, owners
from alongside.care.communication import message_attention as messages
from alongside.care.communication import message_events as room
from alongside.care.communication.actions.waiting import held
from alongside.care.communication.models import Absence, Call
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Partnership

Harm = AttentionItem.Harm
# These are given to somebody who is there by rows of their own.
ELSEWHERE = (messages.MESSAGE_WAITS, *call_attention.KINDS)


def see_to_what_cannot_wait() -> int:
    """For a worker, every hour: what came in for whoever is away today. Safe to repeat; how much it was."""
    seen_to = 0
    for service in Service.objects.all():
        today = clock.today(service.time_zone)
        away = Absence.objects.filter(
            service=service, from_on__lte=today, until_on__gte=today, taken_back_at=None
        )
        for absence in away.select_related("service", "account", "stand_in").order_by("said_at"):
            with transaction.atomic():
                seen_to += of(absence)
    return seen_to


def came_in(item: AttentionItem) -> bool:
    """The same for one item, in the transaction in which it comes in: nobody waits for the chore's hour.

    Whoever opened the item holds what they need. The partnership is not held here, so that two who take it
    in another order never wait for each other; the item itself is changed only while it is still theirs.
    """
    absence = owners.absences(item.service, [item.owner_id]).get(item.owner_id)
    if absence is None or item.kind in ELSEWHERE:
        return False
    back_at = _begins(absence.until_on + timedelta(days=1), absence)
    promised = item.due_at is not None and item.due_at < back_at
    if item.wakes_at >= back_at or (item.harm > Harm.WORSE and not promised):
        return False
    handed = _hand_on(item, item.partnership, absence)
    if handed:
        item.refresh_from_db(fields=["owner"])
    return handed


def of(absence: Absence) -> int:
    """Hand on what is the absent one's and cannot wait until they are back; how much it was.

    Called inside the transaction in which they say that they are away, or the chore's.
    """
    back_at = _begins(absence.until_on + timedelta(days=1), absence)
    return _calls(absence, back_at) + _items(absence, back_at)


def _calls(absence: Absence, back_at: datetime) -> int:
    """Calls to be made before then, but not one that they took themselves although they are away."""
    since = _begins(absence.from_on, absence)
    rows = Call.objects.filter(owner=absence.account_id, service=absence.service_id).open()
    rows = rows.filter(Q(next_at=None) | Q(next_at__lt=back_at))
    rows = rows.filter(Q(taken_at=None) | Q(taken_at__lt=max(since, absence.said_at)))
    return sum(_call(call, absence) for call in rows.select_related("partnership").order_by("next_at", "pk"))


def _call(call: Call, absence: Absence) -> bool:
    partnership = held(call.partnership)
    row = call_keeping.held(call)
    to = _instead(partnership, absence, Verb.WORK_CALLS)
    if to is None or not row.is_open or row.owner_id != absence.account_id:
        return False
    row.owner, row.taken_at = to, None
    row.save(update_fields=["owner", "taken_at"])
    call_keeping.put_on_the_list(row, None)
    _record(partnership, absence, call.pk, to)
    return True


def _items(absence: Absence, back_at: datetime) -> int:
    """Harm, whenever it is due; a promise, where its day comes before they are back."""
    rows = AttentionItem.objects.filter(
        owner=absence.account_id, service=absence.service_id, closed_at=None, wakes_at__lt=back_at
    ).exclude(kind__in=ELSEWHERE)
    rows = rows.filter(Q(harm__lte=Harm.WORSE) | Q(harm=Harm.PROMISE, due_at__lt=back_at))
    return sum(_item(item, absence) for item in rows.select_related("partnership").order_by("harm", "pk"))


def _item(item: AttentionItem, absence: Absence) -> bool:
    return _hand_on(item, held(item.partnership), absence)


def _hand_on(item: AttentionItem, partnership: Partnership, absence: Absence) -> bool:
    to = _instead(partnership, absence, Verb.WORK_ATTENTION)
    if to is None:
        return False
    mine = AttentionItem.objects.filter(pk=item.pk, owner=absence.account_id, closed_at=None)
    if not mine.update(owner=to):
        return False
    _record(partnership, absence, item.about, to)
    return True


def _instead(partnership: Partnership, absence: Absence, verb: Verb) -> Account | None:
    """Who stands in, if they may; else whoever would see to what this person writes today."""
    is_there = not owners.absences(partnership.service, [absence.stand_in_id])
    if is_there and authority.may(absence.stand_in, verb, partnership):
        return absence.stand_in
    other = owners.owner_for(partnership)
    if other is None or other.account.pk == absence.account_id:
        return None
    return other.account if authority.may(other.account, verb, partnership) else None


def _begins(day: date, absence: Absence) -> datetime:
    return instant_of(day, time(0), ZoneInfo(absence.service.time_zone))


def _record(partnership: Partnership, absence: Absence, about: UUID | None, to: Account) -> None:
    events.record(
        room.SAW_TO_IT.name,
        service=partnership.service,
        subject=partnership.pk,
        by=absence.account,
        about=about,
        to=to.pk,
    )
