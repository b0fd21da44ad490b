"""When a record may go, and until when a copy of it may remain: pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum

ANSWER_WITHIN = timedelta(days=30)  # UK GDPR, article 12(3): one month


class Ground(StrEnum):
    """Why a record was erased."""

    ASKED = "asked"  # the person asked, and nothing obliges the service to keep it
    KEPT_LONG_ENOUGH = "kept-long-enough"  # the rule of keeping is over
    ORDERED = "ordered"  # by who may: a court, the information governance lead


class KeptBecause(StrEnum):
    """Why a record is kept although the person asked."""

    THE_LAW = "the-law"
    A_CLAIM = "a-claim"


def quiet_before(now: datetime, years: int) -> datetime:
    """A record in which nothing happened since then has been kept for ``years``."""
    year = now.year - years
    return now.replace(year=year, day=min(now.day, monthrange(year, now.month)[1]))


def copies_until(at: datetime, backups_days: int) -> date:
    """The last day on which a backup made before ``at`` may still be there."""
    return (at + timedelta(days=backups_days)).date()
