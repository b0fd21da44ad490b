"""Choose within how many working days a service promises to answer."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services.models import Service
from alongside.care.communication.message_events import PROMISE_CHOSEN
from alongside.care.communication.models import Answering
from alongside.care.communication.rules.conversation import FEWEST_DAYS, MOST_DAYS
from alongside.care.partnership import authority


@transaction.atomic
def choose(*, service: Service, working_days: int, by: Account) -> Answering:
    """The lead chooses the promise; what waits already keeps the one it was given.

    Raises ``PermissionDenied``, and ``ValueError`` for days outside ``FEWEST_DAYS`` to ``MOST_DAYS``.
    """
    if not authority.is_lead(by, service.pk):
        raise PermissionDenied
    if not FEWEST_DAYS <= working_days <= MOST_DAYS:
        raise ValueError(working_days)
    row, _made = Answering.objects.update_or_create(
        service=service,
        defaults={"working_days": working_days, "chosen_by": by, "chosen_at": clock.now()},
    )
    events.record(PROMISE_CHOSEN.name, service=service, by=by, days=working_days)
    return row
