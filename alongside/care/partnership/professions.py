"""What a professional is in a service, kept with what they write and read."""

from __future__ import annotations

from uuid import UUID

from alongside.base.accounts.models import Account
from alongside.care.partnership.models import ServiceRole, TeamMembership


def profession_of(account: Account, service_id: UUID) -> str:
    """The profession of ``account``'s newest seat in the service; ``lead`` for who leads it and
    has none, empty for anybody else.
    """
    seats = TeamMembership.objects.filter(account=account, service=service_id).order_by("-from_at")
    profession = seats.values_list("profession", flat=True).first()
    if profession:
        return profession
    roles = ServiceRole.objects.filter(account=account, service=service_id).order_by("-from_at")
    return roles.values_list("role", flat=True).first() or ""
