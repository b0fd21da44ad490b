"""What each may do in a synthesis, decided in one place: the role from the rows, the verb from the table."""

from __future__ import annotations

from uuid import UUID

from alongside.base.accounts.models import Account
from alongside.evidence.synthesis.models import Member, Synthesis
from alongside.evidence.synthesis.rules.authority import Role, Verb, allows

__all__ = ["Refused", "Role", "Verb", "find", "may_begin", "require", "role_of"]


class Refused(Exception):
    """Somebody asked for what they may not do. A page answers as if it were not there."""

    def __init__(self, verb: Verb, synthesis: Synthesis) -> None:
        super().__init__(f"{verb} refused")
        self.verb = verb
        self.synthesis = synthesis


def may_begin(account: Account) -> bool:
    """Whether somebody may begin a synthesis: professionals, and whoever leads one already."""
    leads = Member.objects.filter(account=account, role=Member.Roles.LEAD, until_at=None)
    return account.is_professional or leads.exists()


def find(account: Account, key: UUID) -> Member | None:
    """The seat of ``account`` in the synthesis ``key``; None where they have none. One query."""
    seats = Member.objects.select_related("synthesis", "account")
    return seats.filter(account=account, synthesis=key, until_at=None).first()


def role_of(account: Account, synthesis: Synthesis) -> Role:
    seat = find(account, synthesis.pk)
    return Role(seat.role) if seat is not None else Role.NONE


def require(account: Account, verb: Verb, synthesis: Synthesis) -> Member:
    """The seat by which ``account`` may ``verb``. Raises ``Refused`` where they may not."""
    seat = find(account, synthesis.pk)
    if seat is None or not allows(Role(seat.role), verb):
        raise Refused(verb, synthesis)
    return seat
