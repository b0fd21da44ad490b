"""Promise that something will leave the building, and work the promises off.

The life of a delivery: *due* → *leased*, a few at a time, by one worker → *being sent* → *sent*; or tried
again with growing pauses until it *failed*; or *expired*; or *withheld*, because a gate said so.

What is promised. What caused a delivery is committed with it, or neither is. A message is sent **at most
once**: a worker says of each, and commits it, that its sending begins, and only then sends. In that same
transaction the gates are asked (``gates``), so that whatever was committed before is obeyed. When the worker
dies before the beginning, the message has certainly not left and is due again. When it dies after it, or the
mail server falls silent after it was given the message, nobody can know whether it left: the delivery becomes
*sent, unconfirmed*, is shown as that, and is never sent again by itself. What is known not to have left is
tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.base.prepared import prepared
from alongside.base.record import gates
from alongside.base.record.models import Delivery
from alongside.base.services.models import Service

State = Delivery.State

# Much longer than a mail server may take. A slower worker still records what came of its sending.
LEASE = timedelta(minutes=5)
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
MOST_ATTEMPTS = len(PAUSES) + 1
# In one worker's hand at once: what dies with it, not begun, waits for the lease to end.
AT_ONCE = 20


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
    purpose: str = "",
    page: str = "",
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
        purpose=purpose,
        page=page,
        neutral=neutral,
        facts=facts,
        due_at=due,
        expires_at=due + expires_after,
    )


def lease(most: int = 1) -> list[Delivery]:
    """Take up to ``most`` of those due longest for this worker; no other worker gets the same ones.

    Empty where nothing is due. Looks before it writes, so that an idle worker takes no write lock.
    """
    while True:
        now = clock.now()
        if not _to_do(now=now):
            return []
        with transaction.atomic():
            _settle(now)
            keys = _due(now, most)
            taken = _take(keys, now) if keys else []
        # All of these were too late to be of use: there may be others.
        if taken or keys is None:
            return taken


def work_off(
    send: Callable[[Delivery], None], limit: int = 100, is_stopped: Callable[[], bool] = lambda: False
) -> int:
    """Lease what is due, send each with ``send`` and record what came of it.

    Returns how many were taken, ``limit`` at most; 0 means that nothing is due. ``is_stopped`` is asked
    between two messages; what was not begun is given back.
    """
    taken = 0
    while taken < limit:
        batch = lease(min(AT_ONCE, limit - taken))
        if not batch:
            break
        for at, delivery in enumerate(batch):
            if is_stopped():
                _give_back(batch[at:])
                return taken
            taken += 1
            if _begin(delivery):
                _work_off_one(delivery, send)
    return taken


@prepared
def _to_do(*, now: datetime) -> QuerySet[Delivery, tuple[UUID]]:
    some = Q(state=State.DUE, due_at__lte=now) | Q(leased_until__lte=now)
    return Delivery.objects.filter(some).values_list("pk")[:1]


@prepared
def _lost(*, now: datetime) -> QuerySet[Delivery, tuple[UUID, str]]:
    """In the hand of a worker who is gone, and what of it: only what is in a hand says until when."""
    return Delivery.objects.filter(leased_until__lte=now).values_list("pk", "state")


def _due(now: datetime, most: int) -> list[UUID] | None:
    """The keys of those due longest, held where rows can be; None where none is due. The late ones expire."""
    due = Delivery.objects.filter(state=State.DUE, due_at__lte=now).order_by("due_at")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    found = list(due.values_list("pk", "expires_at")[:most])
    late = [key for key, expires_at in found if expires_at is not None and expires_at <= now]
    if late:
        Delivery.objects.filter(pk__in=late).update(state=State.EXPIRED)
    for key in late:
        _became(key)
    return [key for key, _ in found if key not in late] if found else None


def _take(keys: Sequence[UUID], now: datetime) -> list[Delivery]:
    """Ours now. They are held since they were found: by their locks, or by the one who may write (SQLite).

    Found by their keys alone: with the state beside them SQLite would go through everything that is due.
    """
    mine = ids.uuid7()
    due = Delivery.objects.filter(pk__in=keys)
    due.update(state=State.LEASED, lease=mine, leased_until=now + LEASE)
    taken = Delivery.objects.filter(pk__in=keys, lease=mine).select_related("to", "service")
    return list(taken.order_by("due_at"))


def _begin(delivery: Delivery) -> bool:
    """Whether its sending begins now: the gates are asked, and what they say is committed before it."""
    with transaction.atomic():
        now = clock.now()
        held = _mine(delivery).filter(state=State.LEASED, leased_until__gt=now)
        verdict = gates.ask(delivery)
        match verdict:
            case gates.Withhold(problem=problem):
                held.update(state=State.WITHHELD, leased_until=None, problem=problem)
                return False
            case gates.Wait(until=until, problem=problem) if until > now:
                _put_off(delivery, held, until, problem)
                return False
        begun = held.update(state=State.SENDING, leased_until=now + LEASE, attempts=F("attempts") + 1)
        if begun:
            delivery.attempts += 1
            delivery.neutral = delivery.neutral or (isinstance(verdict, gates.Go) and verdict.neutral)
            delivery.to = Account.objects.get(pk=delivery.to_id)  # as they are now, not when it was leased
        return bool(begun)


def _put_off(delivery: Delivery, held: QuerySet[Delivery], until: datetime, problem: str) -> None:
    """Due again then; expired where it would be too late to be of use."""
    too_late = delivery.expires_at is not None and delivery.expires_at <= until
    held.update(
        state=State.EXPIRED if too_late else State.DUE,
        due_at=delivery.due_at if too_late else until,
        leased_until=None,
        problem=problem,
    )
    if too_late:
        _became(delivery.pk)


def _give_back(batch: Sequence[Delivery]) -> None:
    """Not begun: due as before."""
    keys = [delivery.pk for delivery in batch]
    mine = Delivery.objects.filter(pk__in=keys, lease=batch[0].lease, state=State.LEASED)
    mine.update(state=State.DUE, leased_until=None)


def _work_off_one(delivery: Delivery, send: Callable[[Delivery], None]) -> None:
    try:
        send(delivery)
    except SendingFailed as failure:
        _failed(delivery, failure)
    except SendingUnknown as silence:
        with transaction.atomic():
            _mine(delivery).update(state=State.UNCONFIRMED, leased_until=None, problem=silence.problem)
            _became(delivery.pk)
    else:
        _sent(delivery)


def _mine(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease)


def _sent(delivery: Delivery) -> None:
    done = {"state": State.SENT, "sent_at": clock.now(), "leased_until": None, "problem": ""}
    if _mine(delivery).filter(state=State.SENDING).update(**done):
        return
    with transaction.atomic():  # slower than its lease, and called lost meanwhile
        _mine(delivery).update(**done)
        _became(delivery.pk)


def _failed(delivery: Delivery, failure: SendingFailed) -> None:
    again = delivery.attempts < MOST_ATTEMPTS and not failure.final
    with transaction.atomic():
        _mine(delivery).update(
            state=State.DUE if again else State.FAILED,
            due_at=clock.now() + PAUSES[delivery.attempts - 1] if again else delivery.due_at,
            leased_until=None,
            problem=failure.problem,
        )
        if not again:
            _became(delivery.pk)


def _became(key: UUID) -> None:
    for delivery in Delivery.objects.filter(pk=key).select_related("to", "service"):
        gates.became(delivery)


def _settle(now: datetime) -> None:
    """What a lost worker left behind: not begun, it is due again; begun, nobody knows."""
    for key, state in _lost(now=now):
        left = Delivery.objects.filter(pk=key, state=state, leased_until__lte=now)
        if state == State.LEASED:
            left.update(state=State.DUE, leased_until=None)
        elif state == State.SENDING and left.update(
            state=State.UNCONFIRMED, leased_until=None, problem="worker-lost"
        ):
            _became(key)
