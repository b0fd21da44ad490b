"""Who sees to what a person writes now: from rows, by the rule of routing, in few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.models import Service
from alongside.care.communication.models import Absence, Thread
from alongside.care.communication.rules.routing import route
from alongside.care.partnership.models import Membership, Partnership, ServiceRole, TeamMembership


@dataclass(frozen=True, slots=True)
class Owner:
    """``account`` sees to it; ``instead_of`` is away until the day ``until`` (both None where nobody is)."""

    account: Account
    instead_of: Account | None = None
    until: date | None = None


def readers(partnership: Partnership) -> list[Account]:
    """The professionals who may answer this person: the contact, who was brought in, and the team."""
    members = partnership.memberships.filter(until_at=None).select_related("account")
    by_role = sorted(members, key=lambda one: (one.role != Membership.Role.CONTACT, one.from_at))
    seats = TeamMembership.objects.filter(team=partnership.team_id, until_at=None).select_related("account")
    team = [seat.account for seat in seats.order_by("from_at")] if partnership.team_id else []
    return list({one.pk: one for one in [*(m.account for m in by_role), *team]}.values())


def absences(service: Service, accounts: Iterable[UUID]) -> dict[UUID, Absence]:
    """Who of ``accounts`` is away today, by the service's own day; of two absences the one said last."""
    today = clock.today(service.time_zone)
    rows = Absence.objects.filter(
        service=service,
        account__in=list(accounts),
        from_on__lte=today,
        until_on__gte=today,
        taken_back_at=None,
    )
    return {row.account_id: row for row in rows.select_related("account", "stand_in").order_by("said_at")}


def owner_for(partnership: Partnership, thread: Thread | None = None) -> Owner | None:
    """Who sees to what the person writes now in ``thread`` (or a new one).

    First whom the thread was handed to, then the contact, the owner of the team's inbox, a colleague, and
    last the service's lead. Once the partnership has ended the inbox comes before the contact. None where
    the clinic has nobody at all: then nothing can be sent.
    """
    able = readers(partnership)
    away = absences(partnership.service, [one.pk for one in able])
    chosen = route(
        _in_order(partnership, thread, able),
        away={key: row.stand_in_id for key, row in away.items()},
        may={one.pk for one in able},
    )
    if chosen is None:
        return _lead(partnership)
    known = {one.pk: one for one in able}
    if chosen.instead_of is None:
        return Owner(known[chosen.to])
    return Owner(known[chosen.to], known[chosen.instead_of], away[chosen.instead_of].until_on)


def _in_order(partnership: Partnership, thread: Thread | None, able: list[Account]) -> list[UUID]:
    contact = (
        partnership.memberships.filter(until_at=None, role=Membership.Role.CONTACT)
        .values_list("account", flat=True)
        .first()
    )
    inbox = partnership.team.inbox_owner_id if partnership.team else None
    ended = partnership.state == Partnership.State.ENDED
    first = [inbox, contact] if ended else [thread.owner_id if thread else None, contact, inbox]
    return [one for one in first if one is not None] + [one.pk for one in able]


def _lead(partnership: Partnership) -> Owner | None:
    lead = ServiceRole.objects.filter(service=partnership.service_id, until_at=None).select_related("account")
    row = lead.order_by("from_at").first()
    return Owner(row.account) if row else None
