"""Make a service's teams and give professionals their seats."""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.models import Service
from alongside.care.partnership.models import ServiceRole, Team, TeamMembership


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
