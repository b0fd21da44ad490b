"""Where an invitation stands: pure, so that a page, a list and an e-mail cannot disagree."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

GOOD_FOR = timedelta(days=14)


def last_sent(expires_at: datetime) -> datetime:
    """When the link that counts was made: each sending moves the end."""
    return expires_at - GOOD_FOR


def days_old(since: datetime, now: datetime) -> int:
    """Whole days from ``since`` to ``now``, by the clock: 0 for the first 24 hours, never below."""
    return max((now - since).days, 0)


class Standing(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


def standing(
    *, accepted_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, now: datetime
) -> Standing:
    """What has become of an invitation. What happened counts before what only ran out."""
    if accepted_at is not None:
        return Standing.ACCEPTED
    if withdrawn_at is not None:
        return Standing.WITHDRAWN
    return Standing.OPEN if now < expires_at else Standing.EXPIRED
