"""The e-mail of invented people: it leaves at once, and reaches nobody."""

from __future__ import annotations

from alongside.base import clock
from alongside.base.record import deliveries
from alongside.base.record.models import Delivery


def leaves() -> None:
    """Send at once what the step that was just taken left to be sent, also what would be gathered first.

    Before the next step of anybody, so that nothing of one life is written by another.
    """
    now = clock.now()
    if Delivery.objects.filter(state=Delivery.State.DUE, created_at=now).update(due_at=now):
        deliveries.work_off(_send_to_nobody)


def _send_to_nobody(delivery: Delivery) -> None:
    """Invented people have no mailbox; what would have left counts as sent."""
