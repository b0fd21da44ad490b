"""The same seed and day give the same rows in any order of equals; where a clinic is, nobody is invented."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice

import pytest

from alongside.base.services.models import Installation, Service
from alongside.simulation import demo, through_actions
from alongside.simulation.cast import cast
from alongside.simulation.people import invent
from tests.simulation.built import FRIDAY, Rows, written
from tests.simulation.turned import equals_the_other_way_round

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_database_with_a_clinic_is_refused(db: None) -> None:
    Service.objects.create(name="Riverside Pain Clinic", phone="0113 496 0101")
    with pytest.raises(demo.NotEmpty):
        demo.build(people=1, seed=3, until=NOON)
    assert not Installation.objects.exists()


def rows(seed: int) -> Rows:
    """The rows of three lives after the cast."""
    size = len(cast())
    lives = list(islice(invent(seed, 147), size, size + 3))
    return written(
        lambda clinic: through_actions.live(lives, clinic=clinic, until=FRIDAY, seed=seed), seed=seed
    )[0]


def test_the_same_seed_and_day_give_the_same_rows_in_any_order_of_equals_and_another_seed_gives_others(
    db: None,
) -> None:
    first = rows(1)
    with equals_the_other_way_round():
        again = rows(1)
    for table, held in first.items():
        assert again[table] == held, table
    assert rows(2) != first
