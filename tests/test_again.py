"""The cast that is put back as rows is the cast that is made."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase

from alongside.base import clock
from alongside.base.record.models import Event
from alongside.care.measures.actions import instrument
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.models import Partnership
from tests import again as keeping
from tests.again import again, emptied, rows
from tests.conftest import THURSDAY, Clinic, make_clinic

# What is drawn by lot whenever it is made: keys, also inside of words, and unusable passwords.
DRAWN = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}|![A-Za-z0-9]{40}")


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_kept", {})


def said() -> dict[str, list[str]]:
    """Every row, without what is drawn."""
    return {table: sorted(DRAWN.sub("?", repr(row)) for row in held) for table, held in rows().items()}


def made(make: Any) -> tuple[Clinic, dict[str, list[str]]]:
    """What ``make`` makes in an empty database, and its rows; they are gone afterwards."""
    with transaction.atomic():
        clinic, found = make(), said()
        transaction.set_rollback(True)
    return clinic, found


@pytest.mark.django_db
def test_the_same_rows_stand_there_whether_made_or_put_back(thursday) -> None:
    _, by_hand = made(make_clinic)
    first, once = made(lambda: again(make_clinic))
    second, twice = made(lambda: again(make_clinic))
    assert by_hand == once == twice
    assert len(by_hand) > 5
    assert (first, first.joan.pk) == (second, second.joan.pk)
    assert first.joan is not second.joan, "what one test does to an object, the next does not see"


@pytest.mark.django_db
def test_what_comes_after_goes_on_from_there(thursday) -> None:
    """New rows get keys that nothing has yet, also where a sequence counts them."""
    for _ in range(2):
        with transaction.atomic():
            clinic = again(make_clinic)
            before = Event.objects.count()
            partnerships.bring_in(partnership=clinic.partnership, colleague=clinic.noor, by=clinic.priya)
            assert Event.objects.count() > before
            assert Partnership.objects.get(pk=clinic.partnership.pk).person == clinic.joan
            connection.check_constraints()
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_database_that_holds_something_gets_a_cast_of_its_own(thursday) -> None:
    kept, _ = made(lambda: again(make_clinic))
    instrument.ensure_own_checks()
    assert again(make_clinic).joan.pk != kept.joan.pk


@pytest.mark.django_db
def test_another_instant_has_a_cast_of_its_own(thursday) -> None:
    kept, _ = made(lambda: again(make_clinic))
    with clock.frozen(THURSDAY.replace(hour=11)):
        assert made(lambda: again(make_clinic))[0].joan.pk != kept.joan.pk


@pytest.mark.django_db(transaction=True)
def test_where_rows_stay_for_good_it_is_made_and_nothing_is_kept(thursday) -> None:
    """What is to happen when the transaction ends, happens."""
    again(make_clinic)
    assert keeping._kept == {}


@pytest.mark.django_db(transaction=True)
def test_what_stayed_for_good_is_taken_away_and_what_is_djangos_own_is_not() -> None:
    make_clinic()
    own = ContentType.objects.count()
    assert own > 0
    emptied()
    assert rows() == {}
    assert ContentType.objects.count() == own
    connection.check_constraints()
    assert TransactionTestCase._fixture_teardown is emptied, "no test would be emptied so"
