"""The cast. Every test that needs people meets the same ones, by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.installation import is_simulated
from alongside.base.services.models import Service
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.actions import team as teams
from alongside.care.partnership.models import Partnership, Team
from tests.again import again, emptied
from tests.tables import copy_tables

# The same code is tried with the same examples, so that what fails here fails everywhere and nobody's change
# is refused for somebody else's luck. New examples are looked for on purpose: make test-explore. No property
# fails by the clock of a busy machine, and a folder of one's own (tmp_path) may serve all examples.
NOT_BY_CHANCE: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
}
hypothesis.settings.register_profile("same", derandomize=True, **NOT_BY_CHANCE)
hypothesis.settings.register_profile("exploring", print_blob=True, **NOT_BY_CHANCE)
hypothesis.settings.load_profile(os.environ.get("EXAMPLES", "same"))

# Suites that build something large once: they stay together in one of pytest's processes.
TOGETHER = (
    "tests/simulation/",
    "tests/journeys/test_for_every_eye.py",
    "tests/base/accounts/test_lock_out.py",
    "tests/base/backup/test_postgres.py",
    "tests/base/backup/test_carry.py",
)
# Whatever takes longest begins first, so that no process waits for another at the end. The journeys come last
# and in one piece: a browser is started for them, and closed after them.
LONGEST = ("tests/canary/", "tests/authority/", "tests/machine/", "tests/care/understanding/test_figures.py")
JOURNEYS = (
    "tests/journeys/test_for_every_eye.py",  # all of it in one process
    "tests/journeys/test_the_whole_way.py",
    "tests/journeys/test_left_alone.py",
    "tests/journeys/test_evidence_two_reviewers.py",
    "tests/journeys/test_story.py",
    "tests/journeys/test_agree.py",
    "tests/journeys/test_door.py",
    "tests/journeys/",
)

# Real processes started, killed and started again: minutes, and a target of their own (make test-faults).
FAULTS = ("tests/durability/", "tests/config/", "tests/base/record/test_worker.py", "tests/base/backup/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(FAULTS) and item.get_closest_marker("postgres") is None:
            item.add_marker(pytest.mark.faults)
        for folder in TOGETHER:
            if item.nodeid.startswith(folder):
                item.add_marker(pytest.mark.xdist_group(folder))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """When this test's turn is: the longest first, the journeys last, the rest as they stand."""
    for turn, folder in enumerate((*LONGEST, "", *JOURNEYS)):
        if folder and item.nodeid.startswith(folder):
            return turn
    return len(LONGEST)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """pytest-django takes the database that lies there already, and migrates it if anything is missing."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_use_migrations: bool, django_db_createdb: bool
) -> None:
    """A copy of the tables lies there (``--create-db`` or ``--no-migrations``: they are made anew)."""
    if connection.vendor == "sqlite" and django_db_use_migrations and not django_db_createdb:
        copy_tables(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session", autouse=True)
def _emptied_quickly() -> Iterator[None]:
    """A test that keeps its rows for good has only them taken away, not every table gone through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


# A Thursday in working hours, in winter time: 10:30 in London.
THURSDAY = datetime(2026, 11, 12, 10, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Clinic:
    """A service with two teams. Joan's contact is Priya; Sam is somebody else's."""

    service: Service
    team: Team
    other_team: Team
    joan: Account  # the person
    priya: Account  # her contact, a physiotherapist
    okafor: Account  # a doctor of the same team
    noor: Account  # a nurse of the other team
    lena: Account  # leads the service, has no seat in a team
    sam: Account  # another person, of the other team
    stranger: Account  # has an account and nothing else
    partnership: Partnership  # Joan's
    sams: Partnership

    @property
    def everyone(self) -> dict[str, Account]:
        names = ("joan", "priya", "okafor", "noor", "lena", "sam", "stranger")
        return {name: getattr(self, name) for name in names}


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """What a process remembers of a database is forgotten between tests."""
    is_simulated.cache_clear()
    yield
    is_simulated.cache_clear()


@pytest.fixture
def thursday() -> Iterator[datetime]:
    """The clock stands at half past ten on a Thursday."""
    with clock.frozen(THURSDAY):
        yield THURSDAY


@pytest.fixture
def clinic(db: None) -> Clinic:
    cache.clear()
    return again(make_clinic)


def make_clinic() -> Clinic:
    """The cast, made through the real actions (also used by suites with a live server)."""
    service = Service.objects.create(name="Riverside Pain Clinic", phone="0113 496 0101")
    team = Team.objects.create(service=service, name="Back pain team")
    other_team = Team.objects.create(service=service, name="Hand team", takes_referrals=False)
    seats = {}
    for key, name, profession, where in (
        ("priya", "Priya Shah", "physiotherapist", team),
        ("okafor", "Dr Chidi Okafor", "doctor", team),
        ("noor", "Noor Haddad", "nurse", other_team),
    ):
        seats[key] = Account.objects.create_user(f"{key}@clinic.example", name=name)
        teams.seat(team=where, account=seats[key], profession=profession)
    lena = Account.objects.create_user("lena@clinic.example", name="Lena Marsh")
    teams.make_lead(service=service, account=lena)
    joan = Account.objects.create_user("joan@people.example", name="Joan Archer")
    sam = Account.objects.create_user("sam@people.example", name="Sam Bell")
    stranger = Account.objects.create_user("stranger@people.example", name="Stranger")
    joans = _begin(service, team, joan, "Joan", date(1971, 3, 4))
    partnerships.take_on(partnership=joans, by=seats["priya"])
    sams = _begin(service, other_team, sam, "Sam", date(1980, 9, 1))
    partnerships.take_on(partnership=sams, by=seats["noor"])
    return Clinic(
        service=service, team=team, other_team=other_team, joan=joan, sam=sam, lena=lena,
        stranger=stranger, partnership=joans, sams=sams, **seats,
    )  # fmt: skip


def _begin(service: Service, team: Team, person: Account, known_as: str, born_on: date) -> Partnership:
    return partnerships.start(
        service=service,
        team=team,
        person=person,
        known_as=known_as,
        full_name=person.name,
        born_on=born_on,
        phone="0113 496 0202",
        came_by=Partnership.CameBy.SELF,
        by=person,
    )


@pytest.fixture
def as_(clinic: Clinic) -> Callable[[str], Client]:
    """``as_("joan")`` is a browser in which Joan has signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(clinic.everyone[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
