"""A demo is marked, says who one can be, and shows what it is meant to show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import Count
from pytest_django import DjangoDbBlocker

from alongside.base.accounts.models import Account
from alongside.base.record.models import Delivery
from alongside.base.services.installation import is_simulated
from alongside.base.services.models import Installation
from alongside.care.measures.models import Occasion
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.understanding.models import Reflection
from alongside.evidence.synthesis.models import Synthesis
from alongside.simulation import demo

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PEOPLE = 4


@pytest.fixture(scope="module")
def progress() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, progress: list[tuple[int, int]]
) -> Iterator[None]:
    """Built once for all promises here, and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.build(
            people=PEOPLE, seed=3, progress=lambda done, total: progress.append((done, total)), until=NOON
        )
        yield
        transaction.set_rollback(True)


@pytest.fixture
def built(made: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Installation]:
    with django_db_blocker.unblock():
        yield Installation.objects.get()


def test_the_database_is_marked_simulated(built: Installation) -> None:
    assert (built.simulated, built.seed, built.people) == (True, 3, PEOPLE)
    assert is_simulated()
    assert Partnership.objects.count() == PEOPLE


def test_progress_ends_with_everybody(built: Installation, progress: list[tuple[int, int]]) -> None:
    assert progress[-1] == (PEOPLE, PEOPLE)
    assert sorted(progress) == progress


def test_everybody_of_the_cast_can_be_signed_in_as(built: Installation) -> None:
    accounts = Account.objects.in_bulk([member["account_id"] for member in built.cast])
    assert len(accounts) == len(built.cast) == 7 + PEOPLE
    assert all(account.email and account.is_active for account in accounts.values())
    assert all(member["line"] for member in built.cast)


def test_nobody_has_a_password(built: Installation) -> None:
    assert not any(account.has_usable_password() for account in Account.objects.all())


def test_nothing_waits_to_be_sent_to_anybody(built: Installation) -> None:
    left = {Delivery.State.SENT, Delivery.State.WITHHELD}  # withheld: the person's way forbids it
    assert not Delivery.objects.exclude(state__in=left).exists()


def test_joans_reflection_waits_and_idris_said_not_quite(built: Installation) -> None:
    assert Reflection.objects.get(partnership__known_as="Joan").answer == ""
    assert (
        AttentionItem.objects.open()
        .filter(partnership__known_as="Idris", kind="reflection-not-quite")
        .exists()
    )
    assert AttentionItem.objects.open().filter(partnership__known_as="Colm", kind="let-us-talk").exists()


def test_joan_has_a_check_to_come(built: Installation) -> None:
    due = Occasion.objects.filter(partnership__known_as="Joan", kind="three-months")
    assert due.exists()
    assert all(occasion.due_at > NOON for occasion in due)


def test_a_synthesis_is_in_progress_with_something_to_settle_and_something_to_read(
    built: Installation,
) -> None:
    synthesis = Synthesis.objects.get()
    states = dict(
        synthesis.records.filter(merged_into=None)
        .values_list("title_state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    assert states == {"in": 4, "out": 3, "conflict": 1, "open": 9}
    assert "(invented)" in synthesis.title
    assert synthesis.merges.count() == 3
