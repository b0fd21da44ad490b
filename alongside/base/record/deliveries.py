"""Promise that something will leave the building, and work the promises off.

The life of a delivery: *due* → *leased* by one worker → *sent*; or *failed*, tried again with growing
pauses until it expires. A lease that ran out while its worker was sending becomes *sent, unconfirmed*.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, QuerySet

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.base.record.models import Delivery
from alongside.base.services.models import Service

LEASE = timedelta(minutes=2)
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
MOST_ATTEMPTS = len(PAUSES) + 1


class SendingFailed(Exception):
    """The message did not leave; ``problem`` is a short code, never an address or a name."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def promise(
    template: str,
    *,
    service: Service,
    to: Account,
    subject: UUID | None = None,
    neutral: bool = False,
    due_at: datetime | None = None,
    expires_after: timedelta = timedelta(days=3),
    **facts: str | int | bool,
) -> Delivery:
    """Write a delivery in the transaction of what caused it; a worker sends it afterwards."""
    due = due_at or clock.now()
    return Delivery.objects.create(
        service=service,
        to=to,
        subject=subject,
        template=template,
        neutral=neutral,
        facts=facts,
        due_at=due,
        expires_at=due + expires_after,
    )


@transaction.atomic
def lease(limit: int = 20) -> list[Delivery]:
    """Take up to ``limit`` due deliveries for this worker; no other worker gets the same ones."""
    now = clock.now()
    _settle_lost_leases(now)
    Delivery.objects.filter(state=Delivery.State.DUE, expires_at__lte=now).update(
        state=Delivery.State.EXPIRED
    )
    due = Delivery.objects.filter(state=Delivery.State.DUE, due_at__lte=now).order_by("due_at")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    keys = list(due.values_list("pk", flat=True)[:limit])
    token = ids.uuid7()
    Delivery.objects.filter(pk__in=keys).update(
        state=Delivery.State.LEASED, lease=token, leased_until=now + LEASE, attempts=F("attempts") + 1
    )
    return list(Delivery.objects.filter(lease=token).select_related("to", "service").order_by("due_at"))


def work_off(send: Callable[[Delivery], None], limit: int = 20) -> int:
    """Lease what is due, send each with ``send`` and record what came of it. Returns how many were sent."""
    sent = 0
    for delivery in lease(limit):
        try:
            send(delivery)
        except SendingFailed as failure:
            _failed(delivery, failure.problem)
        else:
            _mine(delivery).update(
                state=Delivery.State.SENT, sent_at=clock.now(), leased_until=None, problem=""
            )
            sent += 1
    return sent


def _mine(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease)


def _failed(delivery: Delivery, problem: str) -> None:
    now = clock.now()
    again = delivery.attempts < MOST_ATTEMPTS
    _mine(delivery).update(
        state=Delivery.State.DUE if again else Delivery.State.FAILED,
        due_at=now + PAUSES[delivery.attempts - 1] if again else delivery.due_at,
        leased_until=None,
        problem=problem,
    )


def _settle_lost_leases(now: datetime) -> None:
    Delivery.objects.filter(state=Delivery.State.LEASED, leased_until__lte=now).update(
        state=Delivery.State.UNCONFIRMED, leased_until=None
    )
