"""Give professionals their seats in a service's teams, and let them leave."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services.models import Service
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.attention import WAITING
from alongside.care.partnership.events import LEFT
from alongside.care.partnership.models import (
    AttentionItem,
    Membership,
    Partnership,
    ServiceRole,
    Team,
    TeamMembership,
)


@transaction.atomic
def seat(*, team: Team, account: Account, profession: str) -> TeamMembership:
    """Give ``account`` a seat in ``team``; a team's first seat owns its inbox.

    Permission is the caller's: accepting an invitation, or the command line.
    """
    membership, _made = TeamMembership.objects.get_or_create(
        team=team,
        account=account,
        until_at=None,
        defaults={"service": team.service, "profession": profession, "from_at": clock.now()},
    )
    if not account.is_professional:
        Account.objects.filter(pk=account.pk).update(is_professional=True)
        account.is_professional = True
    if team.inbox_owner_id is None:
        Team.objects.filter(pk=team.pk).update(inbox_owner=account)
        team.inbox_owner = account
    return membership


@transaction.atomic
def make_lead(*, service: Service, account: Account) -> ServiceRole:
    """Let ``account`` lead ``service``."""
    role, _made = ServiceRole.objects.get_or_create(
        service=service,
        account=account,
        role=ServiceRole.Role.LEAD,
        until_at=None,
        defaults={"from_at": clock.now()},
    )
    if not account.is_professional:
        Account.objects.filter(pk=account.pk).update(is_professional=True)
        account.is_professional = True
    return role


class InboxNeedsOwner(Exception):
    """Somebody who owns a team's inbox cannot leave it unowned: nobody would read what comes in."""


@transaction.atomic
def leave(*, seat: TeamMembership, by: Account | None, inbox_owner: Account | None = None) -> int:
    """A professional leaves a team; returns how many people had them as their contact.

    With the seat end their memberships: of the team's partnerships, and with their last seat in the
    service of all. What they owned goes to the contact or the owner of the team's inbox, and whoever
    lost their contact waits for a new one, on that owner's list.

    Raises ``InboxNeedsOwner`` where they own the inbox and ``inbox_owner`` has no open seat in the team.
    The lead may say so, or the command line (``by`` None); anyone else is refused with
    ``PermissionDenied``. Leaving twice changes nothing.
    """
    if by is not None and not authority.is_lead(by, seat.service_id):
        raise PermissionDenied
    now = clock.now()
    if not TeamMembership.objects.filter(pk=seat.pk, until_at=None).update(until_at=now):
        return 0
    team = Team.objects.select_for_update().get(pk=seat.team_id)
    if team.inbox_owner_id == seat.account_id:
        team.inbox_owner = _next_owner(team, inbox_owner)
        team.save(update_fields=["inbox_owner"])
    mine = Membership.objects.filter(service=seat.service_id, account=seat.account, until_at=None)
    if TeamMembership.objects.filter(service=seat.service_id, account=seat.account, until_at=None).exists():
        mine = mine.filter(partnership__team=team)
    mine = mine.select_related("partnership__service", "partnership__team")
    without_contact = 0
    for membership in mine:
        Membership.objects.filter(pk=membership.pk).update(until_at=now)
        partnership = membership.partnership
        if partnership.team_id == team.pk:
            partnership.team = team  # with the owner its inbox has now
        was_contact = membership.role == Membership.Role.CONTACT
        _pass_on(partnership, seat.account)
        if was_contact and partnership.state != Partnership.State.ENDED:
            without_contact += 1
            attention.open_item(partnership=partnership, kind=WAITING, harm=AttentionItem.Harm.PROMISE, by=by)
        events.record(
            LEFT.name,
            service=partnership.service,
            subject=partnership.pk,
            by=seat.account,
            about=membership.pk,
            contact=was_contact,
        )
    return without_contact


def _next_owner(team: Team, chosen: Account | None) -> Account:
    if chosen is None or not TeamMembership.objects.filter(team=team, account=chosen, until_at=None).exists():
        raise InboxNeedsOwner(str(team))
    return chosen


def _pass_on(partnership: Partnership, leaver: Account) -> None:
    """What the one who left had to look at is the contact's now, or the inbox owner's."""
    AttentionItem.objects.filter(partnership=partnership, owner=leaver, closed_at=None).update(
        owner=attention.owner_of(partnership)
    )
