"""Say when a professional is away and who stands in, and come back: what waits is never left with nobody."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services.models import Service
from alongside.care.communication import message_attention as kinds
from alongside.care.communication import message_events as room
from alongside.care.communication import owners
from alongside.care.communication.actions import stand_in as stand_in_s
from alongside.care.communication.actions.waiting import held
from alongside.care.communication.models import Absence, Thread
from alongside.care.partnership import authority
from alongside.care.partnership.models import AttentionItem, Partnership, TeamMembership

FURTHEST = timedelta(days=366)


class NotAllowed(Exception):
    """Only oneself, or the lead, says when a professional is away."""


class NotDays(ValueError):
    """From today or a later day until the same or a later one, within ``FURTHEST``."""


class CannotStandIn(ValueError):
    """Somebody else of one of the same teams stands in, who is not away on the first day."""


@transaction.atomic
def say(
    *, service: Service, account: Account, stand_in: Account, from_on: date, until_on: date, by: Account
) -> Absence:
    """``account`` is away from ``from_on`` until ``until_on``; what comes in goes to ``stand_in``.

    What waits for them already goes too, on the first day, and by the hour whatever else cannot wait until
    they are back (``stand_in``). Raises ``NotAllowed``, ``NotDays`` and
    ``CannotStandIn``.
    """
    if by.pk != account.pk and not authority.is_lead(by, service.pk):
        raise NotAllowed(str(by.pk))
    today = clock.today(service.time_zone)
    if not today <= from_on <= until_on <= today + FURTHEST:
        raise NotDays(f"{from_on} {until_on}")
    if stand_in.pk == account.pk or not _share_a_team(service, account, stand_in):
        raise CannotStandIn(str(stand_in.pk))
    if _away_on(service, stand_in, from_on):
        raise CannotStandIn(str(stand_in.pk))
    absence = Absence.objects.create(
        service=service,
        account=account,
        stand_in=stand_in,
        from_on=from_on,
        until_on=until_on,
        said_by=by,
    )
    _recorded(room.AWAY.name, absence, by)
    if absence.covers(today):
        _hand_on(absence)
        stand_in_s.of(absence)
    return absence


@transaction.atomic
def take_back(*, absence: Absence, by: Account) -> Absence:
    """Back earlier, or not away at all. What went to who stood in stays there: they may have begun."""
    if by.pk != absence.account_id and not authority.is_lead(by, absence.service_id):
        raise NotAllowed(str(by.pk))
    if Absence.objects.filter(pk=absence.pk, taken_back_at=None).update(taken_back_at=clock.now()):
        absence.refresh_from_db()
        _recorded(room.BACK.name, absence, by)
    return absence


def hand_on_what_is_due() -> int:
    """The first day of an absence has come: what waits goes to who stands in. Safe to repeat."""
    handed = 0
    for service in Service.objects.all():
        today = clock.today(service.time_zone)
        due = Absence.objects.filter(
            service=service,
            handed_on_at=None,
            taken_back_at=None,
            from_on__lte=today,
            until_on__gte=today,
        )
        for absence in due.select_related("service", "account"):
            with transaction.atomic():
                handed += _hand_on(absence)
    return handed


def _hand_on(absence: Absence) -> int:
    mine = AttentionItem.objects.filter(
        owner=absence.account_id, service=absence.service_id, kind=kinds.MESSAGE_WAITS, closed_at=None
    )
    items = list(mine.select_related("partnership").order_by("partnership_id"))
    handed = sum(_stand_in(item, absence.account) for item in items)
    Absence.objects.filter(pk=absence.pk).update(handed_on_at=clock.now())
    return handed


def _stand_in(item: AttentionItem, away: Account) -> bool:
    """Whether the item has another owner now."""
    partnership: Partnership = held(item.partnership)
    thread = Thread.objects.filter(partnership=partnership, pk=item.about or item.pk).first()
    owner = owners.owner_for(partnership, thread)
    if owner is None or owner.account.pk == away.pk:
        return False
    mine = AttentionItem.objects.filter(pk=item.pk, owner=away, closed_at=None)
    if not mine.update(owner=owner.account):
        return False
    events.record(
        room.STOOD_IN.name,
        service=partnership.service,
        subject=partnership.pk,
        by=away,
        about=item.about,
        to=owner.account.pk,
    )
    return True


def _share_a_team(service: Service, one: Account, other: Account) -> bool:
    mine = TeamMembership.objects.filter(service=service, account=one, until_at=None).values("team")
    return TeamMembership.objects.filter(team__in=mine, account=other, until_at=None).exists()


def _away_on(service: Service, account: Account, day: date) -> bool:
    rows = Absence.objects.filter(service=service, account=account, taken_back_at=None)
    return rows.filter(from_on__lte=day, until_on__gte=day).exists()


def _recorded(event: str, absence: Absence, by: Account) -> None:
    events.record(event, service=absence.service, by=by, about=absence.pk)
