"""The page says when somebody can read it first, by the clinic's own clock, and promises no more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alongside.base.services.models import Service
from alongside.base.services.reading import next_reading, next_working_morning, reading_sentence


@pytest.fixture
def service() -> Service:
    return Service(name="Riverside Pain Clinic", phone="0113 496 0101")


@pytest.mark.parametrize(
    "at, sentence",
    [
        (datetime(2026, 11, 12, 10, 30, tzinfo=UTC), "We are open now, but we may not read this at once."),
        (datetime(2026, 11, 12, 7, 0, tzinfo=UTC), "Nobody reads this before 9:00 today."),
        (datetime(2026, 11, 12, 20, 0, tzinfo=UTC), "Nobody reads this before tomorrow, 9:00."),
        (datetime(2026, 11, 13, 20, 0, tzinfo=UTC), "Nobody reads this before Monday 9:00."),
        (datetime(2026, 7, 9, 8, 30, tzinfo=UTC), "We are open now, but we may not read this at once."),
    ],
)
def test_when_it_can_be_read_first(service, at, sentence):
    assert reading_sentence(service, at) == sentence


def test_a_closure_moves_the_reading_behind_it(service):
    service.closures = [{"first": "2026-12-24", "last": "2027-01-03", "reason": "Christmas"}]
    at = datetime(2026, 12, 23, 20, 0, tzinfo=UTC)
    assert reading_sentence(service, at) == "Nobody reads this before Monday 4 January, 9:00."
    assert next_reading(service, at) == datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


def test_a_service_that_never_opens_says_to_ring(service):
    service.opening_hours = {}
    at = datetime(2026, 11, 12, 10, 30, tzinfo=UTC)
    assert reading_sentence(service, at) == "Nobody reads this for now. Please ring us."
    assert next_reading(service, at) is None
    assert next_working_morning(service, at) is None


def test_the_next_working_morning_is_never_today(service):
    friday = datetime(2026, 11, 13, 8, 0, tzinfo=UTC)
    assert next_working_morning(service, friday) == datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
