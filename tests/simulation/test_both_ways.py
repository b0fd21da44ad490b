"""The same people, lived through the actions and told in bulk: every row of every table is the same.

Each time the cast, a few lives of their own and a few like them; among the slow tests all 147 of the demo.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from alongside.care.measures.models import Occasion
from alongside.care.partnership.models import Partnership
from alongside.simulation import in_bulk, through_actions
from alongside.simulation.cast import cast
from alongside.simulation.people import invent
from alongside.simulation.steps import Life
from tests.simulation.built import FRIDAY, Rows, written, wrong_figures

SEED = 2018
EVERYBODY = 147
OWN, LIKE_THEM = 4, 4  # beside the cast, each time

pytestmark = pytest.mark.django_db  # asks for a database, also where nothing else is run


@dataclass(frozen=True)
class Both:
    people: int
    lives: list[Life]
    lived: Rows
    told: Rows
    wrong_when_lived: list[str]
    wrong_when_told: list[str]
    counts: dict[str, int]
    indexes_before: list[str]
    indexes_after: list[str]


@pytest.fixture(scope="module", params=["a few", pytest.param("everybody", marks=pytest.mark.slow)])
def both(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Both]:
    """Once for all promises here: some lives of their own, the others like them."""
    size, few = len(cast()), request.param == "a few"
    people, own = (size + OWN + LIKE_THEM, OWN) if few else (EVERYBODY, 16)
    lives = list(invent(SEED, people, own=size + own, first_shared=size))
    with django_db_blocker.unblock(), transaction.atomic():
        lived, seen = written(
            lambda clinic: through_actions.live(lives, clinic=clinic, until=FRIDAY, seed=SEED),
            look=lambda: (wrong_figures(), counted()),
        )
        before = indexes()
        told, (wrong, after) = written(
            lambda clinic: in_bulk.tell(lives, clinic=clinic, until=FRIDAY, seed=SEED),
            look=lambda: (wrong_figures(), indexes()),
        )
        yield Both(people, lives, lived, told, seen[0], wrong, seen[1], before, after)
        transaction.set_rollback(True)


def indexes() -> list[str]:
    """What the database says of its indexes, each as it was made."""
    said = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    }
    with connection.cursor() as cursor:
        cursor.execute(said[connection.vendor])
        return sorted(row[0] for row in cursor.fetchall())


def counted() -> dict[str, int]:
    done = Occasion.objects.filter(key="managing-check", person_done_at__isnull=False)
    return {
        "people": Partnership.objects.count(),
        "baseline": done.filter(kind="baseline").count(),
        "three-months": done.filter(kind="three-months").count(),
    }


def test_every_row_is_the_same_ids_included(both: Both) -> None:
    assert both.lived.keys() == both.told.keys()
    for table, rows in both.lived.items():
        assert both.told[table] == rows, table
    assert sum(map(len, both.lived.values())) > 35 * both.people


def test_indexes_stand_as_before_where_rows_went_in_without_them(both: Both) -> None:
    assert both.indexes_before
    assert both.indexes_after == both.indexes_before


def test_kept_figures_are_those_that_the_rows_give(both: Both) -> None:
    assert both.wrong_when_lived == []
    assert both.wrong_when_told == []


def test_the_rows_hold_as_many_people_as_were_invented(both: Both) -> None:
    assert both.counts == {
        "people": both.people,
        "baseline": both.people,
        "three-months": sum(life.comes_back for life in both.lives),
    }


def test_no_step_wrote_into_a_table_that_nobody_compares(both: Both) -> None:
    """A room whose rows have another kind of key would be left out of what is told."""
    assert {"care_partnership_partnership", "care_measures_score", "base_record_event"} <= both.lived.keys()
    for name in ("care_understanding_storyversion", "care_measures_assessment", "care_access_referral"):
        assert both.lived[name], name
