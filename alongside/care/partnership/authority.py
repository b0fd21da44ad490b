"""What each may see and do, decided in one place: relations from rows, permissions from the table."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.base.accounts.models import Account
from alongside.base.prepared import prepared
from alongside.care.partnership import mail_waiting
from alongside.care.partnership.models import Membership, Partnership, ServiceRole, TeamMembership
from alongside.care.partnership.rules.authority import Relation, Verb, allows

__all__ = [
    "Refused",
    "Relation",
    "Verb",
    "find",
    "is_lead",
    "may",
    "relation_of",
    "require",
    "require_either",
]


class Refused(Exception):
    """Somebody asked for what they may not do. A page answers as if it were not there."""

    def __init__(self, verb: Verb, partnership: Partnership) -> None:
        super().__init__(f"{verb} refused")
        self.verb = verb
        self.partnership = partnership


def find(account: Account, key: UUID) -> tuple[Partnership | None, Relation]:
    """The partnership ``key`` and what ``account`` is to it; None and ``NONE`` where they are nothing to it.

    The one way from an address to a partnership. The person's own costs one query.
    """
    for partnership in _by_key(key=key, since=mail_waiting.counted_since()):
        relation = relation_of(account, partnership)
        if relation is not Relation.NONE:
            return partnership, relation
    return None, Relation.NONE


@prepared
def _by_key(*, key: UUID, since: datetime) -> QuerySet[Partnership]:
    rows = Partnership.objects.select_related("service", "team").filter(pk=key)
    return mail_waiting.noticing(rows, since)


def relation_of(account: Account, partnership: Partnership) -> Relation:
    """What ``account`` is to ``partnership`` now: the closest of what they are."""
    if partnership.person_id == account.pk:
        return Relation.PERSON
    role = (
        Membership.objects.filter(partnership=partnership, account=account, until_at=None)
        .values_list("role", flat=True)
        .first()
    )
    if role is not None:
        return Relation(role)
    in_team = partnership.team_id is not None and (
        TeamMembership.objects.filter(team=partnership.team_id, account=account, until_at=None).exists()
    )
    if in_team:
        return Relation.TEAM
    return Relation.LEAD if _is_last(account, partnership) else Relation.NONE


def _is_last(account: Account, partnership: Partnership) -> bool:
    """Whether ``account`` leads the service, and nobody else is left who could answer the person."""
    if not is_lead(account, partnership.service_id):
        return False
    if Membership.objects.filter(partnership=partnership, until_at=None).exists():
        return False
    team = partnership.team_id
    return team is None or not TeamMembership.objects.filter(team=team, until_at=None).exists()


def may(account: Account, verb: Verb, partnership: Partnership) -> bool:
    return allows(relation_of(account, partnership), verb)


def require(account: Account, verb: Verb, partnership: Partnership) -> Relation:
    """The relation by which ``account`` may ``verb`` the partnership.

    Raises ``Refused`` where they may not. Every action begins with it.
    """
    relation = relation_of(account, partnership)
    if not allows(relation, verb):
        raise Refused(verb, partnership)
    return relation


def require_either(
    account: Account, partnership: Partnership, *, person: Verb, professional: Verb
) -> Relation:
    """As ``require``, for what the person does themselves (``person``) or somebody does for them."""
    relation = relation_of(account, partnership)
    verb = person if relation is Relation.PERSON else professional
    if not allows(relation, verb):
        raise Refused(verb, partnership)
    return relation


def is_lead(account: Account, service_id: UUID) -> bool:
    """Whether ``account`` leads the service: sees the clinic in figures, invites professionals."""
    return leads_of(service_id).filter(account=account).exists()


def leads_of(service_id: UUID) -> QuerySet[ServiceRole]:
    """Who leads the service now, the longest first."""
    leads = ServiceRole.objects.filter(service=service_id, role=ServiceRole.Role.LEAD, until_at=None)
    return leads.select_related("account").order_by("from_at")
