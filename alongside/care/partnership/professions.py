"""What a professional is in a service, kept with what they write and read."""

from __future__ import annotations

from uuid import UUID

from alongside.base.accounts.models import Account
from alongside.care.partnership.models import TeamMembership


def profession_of(account: Account, service_id: UUID) -> str:
    """The profession of ``account``'s newest seat in the service; empty for somebody without one."""
    seats = TeamMembership.objects.filter(account=account, service=service_id).order_by("-from_at")
    return seats.values_list("profession", flat=True).first() or ""
