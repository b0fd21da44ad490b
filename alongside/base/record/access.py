"""The access log: who looked at whose record, and who was refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.prepared import prepared
from alongside.base.record.models import Refusal, Viewing
from alongside.base.services.models import Service

QUARTER = timedelta(minutes=15)


def quarter_of(at: datetime) -> datetime:
    """The start of the quarter of an hour that ``at`` lies in."""
    return at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)


def seen(*, service: Service, viewer: Account, relation: str, subject: UUID, purpose: str) -> None:
    """Note that ``viewer`` read ``subject``'s record for ``purpose``.

    Looks before it writes, so that reading on within a quarter of an hour takes no write lock.
    """
    quarter = quarter_of(clock.now())
    if _looked(viewer=viewer.pk, subject=subject, purpose=purpose, quarter=quarter):
        return
    look = Viewing(
        service=service, viewer=viewer, relation=relation, subject=subject, purpose=purpose, quarter=quarter
    )
    Viewing.objects.bulk_create([look], ignore_conflicts=True)


@prepared
def _looked(
    *, viewer: UUID, subject: UUID, purpose: str, quarter: datetime
) -> QuerySet[Viewing, tuple[UUID]]:
    rows = Viewing.objects.filter(viewer=viewer, subject=subject, purpose=purpose, quarter=quarter)
    return rows.values_list("pk")[:1]


def list_seen(*, service: Service, viewer: Account, relation: str, purpose: str, listed: int) -> None:
    """Note that ``viewer`` saw a list of ``listed`` people: one row, not one a person."""
    key = {"viewer": viewer, "subject": None, "purpose": purpose, "quarter": quarter_of(clock.now())}
    if Viewing.objects.filter(**key).exists():
        return
    Viewing.objects.create(service=service, relation=relation, listed=listed, **key)


def refused(*, viewer: Account | None, subject: UUID | None, page: str) -> None:
    """Note a refusal. Call it outside the transaction that the refusal rolls back."""
    Refusal.objects.create(viewer=viewer, subject=subject, page=page[:128])
