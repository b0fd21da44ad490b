"""Promise that something will leave the building, and work the promises off.

The life of a delivery: *due* → *leased* by one worker → *sent*; or *failed*, tried again with growing
pauses until it expires.

What is promised. What caused a delivery is committed with it, or neither is. A message is sent **at most
once**: a worker takes one delivery at a time, commits that it has it, and only then sends. When the
worker dies before it has recorded what came of it, or the mail server falls silent after it was given the
message, nobody can know whether it left: the delivery becomes *sent, unconfirmed*, is shown as that, and
is never sent again by itself. Whatever is known not to have left is tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.base.record.models import Delivery
from alongside.base.services.models import Service

State = Delivery.State

# Much longer than a mail server may take. A slower worker still records what came of its sending.
LEASE = timedelta(minutes=5)
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
MOST_ATTEMPTS = len(PAUSES) + 1


class SendingFailed(Exception):
    """The message did not leave; ``problem`` is a short code, never an address or a name.

    ``final`` where trying again cannot help (there is no address to send to).
    """

    def __init__(self, problem: str, *, final: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.final = final


class SendingUnknown(Exception):
    """The message may have left or not; ``problem`` is a short code."""

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
    """Write a delivery in the transaction of what caused it; a worker sends it afterwards.

    Raises ``RuntimeError`` outside a transaction: a promise that outlives its rolled-back cause would
    tell somebody of what never happened.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"delivery {template!r} was promised outside the transaction of its cause")
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


def lease() -> Delivery | None:
    """Take the delivery that has been due longest for this worker; no other worker gets the same one.

    None where nothing is due. Looks before it writes, so that an idle worker takes no write lock.
    """
    now = clock.now()
    if not Delivery.objects.filter(_to_do(now)).exists():
        return None
    with transaction.atomic():
        _settle(now)
        due = Delivery.objects.filter(state=State.DUE, due_at__lte=now).order_by("due_at")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        key = due.values_list("pk", flat=True).first()
        if key is None:
            return None
        # The state is asked again: where rows cannot be locked, this write decides who has it.
        taken = Delivery.objects.filter(pk=key, state=State.DUE).update(
            state=State.LEASED, lease=ids.uuid7(), leased_until=now + LEASE, attempts=F("attempts") + 1
        )
        return Delivery.objects.select_related("to", "service").get(pk=key) if taken else None


def work_off(send: Callable[[Delivery], None], limit: int = 100) -> int:
    """Lease what is due, one after the other, send each with ``send`` and record what came of it.

    Returns how many were taken, ``limit`` at most; 0 means that nothing is due.
    """
    for taken in range(limit):
        delivery = lease()
        if delivery is None:
            return taken
        _work_off_one(delivery, send)
    return limit


def _work_off_one(delivery: Delivery, send: Callable[[Delivery], None]) -> None:
    try:
        send(delivery)
    except SendingFailed as failure:
        _failed(delivery, failure)
    except SendingUnknown as silence:
        _mine(delivery).update(state=State.UNCONFIRMED, leased_until=None, problem=silence.problem)
    else:
        _mine(delivery).update(state=State.SENT, sent_at=clock.now(), leased_until=None, problem="")


def _to_do(now: datetime) -> Q:
    return Q(state=State.DUE, due_at__lte=now) | Q(state=State.LEASED, leased_until__lte=now)


def _mine(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease)


def _failed(delivery: Delivery, failure: SendingFailed) -> None:
    again = delivery.attempts < MOST_ATTEMPTS and not failure.final
    _mine(delivery).update(
        state=State.DUE if again else State.FAILED,
        due_at=clock.now() + PAUSES[delivery.attempts - 1] if again else delivery.due_at,
        leased_until=None,
        problem=failure.problem,
    )


def _settle(now: datetime) -> None:
    """What a lost worker left behind, and what has become too late to be of use."""
    Delivery.objects.filter(state=State.LEASED, leased_until__lte=now).update(
        state=State.UNCONFIRMED, leased_until=None, problem="worker-lost"
    )
    Delivery.objects.filter(state=State.DUE, due_at__lte=now, expires_at__lte=now).update(state=State.EXPIRED)
