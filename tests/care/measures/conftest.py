"""The checks as a clinic has them, and shortcuts to answering them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alongside.care.measures.actions import assessment, instrument, occasion
from alongside.care.measures.models import Assessment, Occasion
from alongside.care.measures.rules.sight import Side
from tests.conftest import Clinic

PERSONS = {
    "helps": ["6"],
    "active": ["2"],
    "medicines": ["5"],
    "noticing": ["3"],
    "matters": ["4"],
    "feelings": ["5"],
    "sleeping": ["2"],
}
PROFESSIONALS = {
    "helps": ["7"],
    "active": ["7"],
    "medicines": ["5"],
    "noticing": ["3"],
    "matters": ["4"],
    "feelings": ["5"],
    "sleeping": ["2"],
}


@pytest.fixture
def checks(db: None) -> dict[str, Any]:
    """Our own checks, by key."""
    return {row.key: row for row in instrument.ensure_own_checks()}


@pytest.fixture
def baseline(clinic: Clinic, checks: dict[str, Any]) -> dict[str, Occasion]:
    """Joan's occasions at baseline, by the instrument's key."""
    made = occasion.open_baseline(partnership=clinic.partnership, by=clinic.joan)
    return {one.key: one for one in made}


@pytest.fixture
def joan_answers(clinic: Clinic, baseline: dict[str, Occasion]) -> Callable[..., Assessment]:
    """``joan_answers("managing-check", {"helps": ["3"]})``."""

    def answers(key: str = "managing-check", sent: Any = None, **more: Any) -> Assessment:
        sent = PERSONS if sent is None else sent
        return assessment.complete(
            occasion=baseline[key], side=Side.PERSON, sent=sent, by=clinic.joan, **more
        )

    return answers


@pytest.fixture
def priya_answers(clinic: Clinic, baseline: dict[str, Occasion]) -> Callable[..., Assessment]:
    """``priya_answers("managing-check", {"helps": ["3"]})``."""

    def answers(key: str = "managing-check", sent: Any = None, **more: Any) -> Assessment:
        sent = PROFESSIONALS if sent is None else sent
        return assessment.complete(
            occasion=baseline[key], side=Side.PROFESSIONAL, sent=sent, by=clinic.priya, **more
        )

    return answers
