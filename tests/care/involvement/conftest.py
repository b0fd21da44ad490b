"""What Joan and Priya do in this room, in a line each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alongside.care.involvement.actions import decision, matter
from alongside.care.involvement.models import Decision, Matter
from alongside.care.involvement.rules.matters import Kind, Words
from tests.care.measures.conftest import baseline, checks, joan_answers, priya_answers
from tests.care.understanding.conftest import shared, write

__all__ = ["baseline", "checks", "joan_answers", "priya_answers", "shared", "write"]

GOAL = "Walk to the shop and back without sitting down."
REASON = "It is near enough to try."


@pytest.fixture
def joans(clinic, thursday) -> Matter:
    """Joan proposed a goal."""
    return matter.propose(
        partnership=clinic.partnership, kind=Kind.GOAL, words=Words(GOAL), rating=2, by=clinic.joan
    )


@pytest.fixture
def priyas(clinic, thursday) -> Matter:
    """Priya proposed a goal, and says why."""
    return matter.propose(
        partnership=clinic.partnership, kind=Kind.GOAL, words=Words(GOAL, reason=REASON), by=clinic.priya
    )


@pytest.fixture
def injection(clinic, thursday) -> Decision:
    """Joan asks what to do about an injection."""
    return decision.open_decision(
        partnership=clinic.partnership, question="Should I have the injection?", by=clinic.joan
    )


@pytest.fixture
def page(clinic) -> Callable[..., str]:
    """``page(row, "change/")`` is the address of that page of ``row``, ``page()`` the list."""

    def page_(row: object = None, tail: str = "") -> str:
        base = f"/p/{clinic.partnership.pk}/together/"
        if row is None:
            return f"{base}{tail}"
        return f"{base}{'decision/' if isinstance(row, Decision) else ''}{row.pk}/{tail}"

    return page_
