"""What tests of visits say again and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alongside.care.communication.actions import visit as visits
from alongside.care.communication.actions.visit import When, Where
from alongside.care.communication.models import Visit
from tests.conftest import Clinic

NEXT_TUESDAY = datetime(2026, 11, 17, 10, 15, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


def on(starts_at: datetime, minutes: int = 30) -> When:
    return When(starts_at, starts_at + timedelta(minutes=minutes))


def planned(clinic: Clinic, starts_at: datetime = NEXT_TUESDAY) -> Visit:
    return visits.plan(
        partnership=clinic.partnership,
        when=on(starts_at),
        where=Where(place="Room 4"),
        professional=clinic.priya,
        by=clinic.priya,
    )
