"""E-mails of the last weeks after which their person has not come yet, or has not answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.base import clock
from alongside.base.record.models import Delivery
from alongside.care.partnership.models import Partnership

# Who comes later than this did not come because of it.
COUNTS_FOR = timedelta(days=30)

State = Delivery.State
_OVER = (State.SENT, State.UNCONFIRMED, State.FAILED, State.EXPIRED)


def counted_since() -> datetime:
    """What left before this counts no more."""
    return clock.now() - COUNTS_FOR


def waiting(partnership: Any, since: datetime) -> QuerySet[Delivery]:
    """Those of one partnership (its key, or a reference to it in a query around)."""
    return Delivery.objects.filter(
        Q(opened_at=None) | Q(answered_at=None) & ~Q(page=""),
        subject=partnership,
        state__in=_OVER,
        created_at__gt=since,
    )


def noticing(partnerships: QuerySet[Partnership], since: datetime) -> QuerySet[Partnership]:
    """The same partnerships, each knowing whether an e-mail waits for its person: no query more."""
    theirs = waiting(OuterRef("pk"), since).filter(to=OuterRef("person"))
    return partnerships.annotate(mail_waits=Exists(theirs))
