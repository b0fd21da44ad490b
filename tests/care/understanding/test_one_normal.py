"""What is usual is agreed in one place, and what was agreed before that is carried over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from alongside.care.partnership import normal as usual
from alongside.care.partnership.models import MyNormal
from alongside.care.understanding.models import Story
from alongside.care.understanding.presenters import told
from tests.conftest import THURSDAY, make_clinic

WORDS = "Numb toes."
BEFORE = [("care_understanding", "0002_both_sides"), ("care_partnership", "0007_schedules")]


def migrate(targets: list[tuple[str, str]]):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_was_agreed_in_two_places_is_in_one_and_nothing_is_lost() -> None:
    clinic = make_clinic()
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    old = migrate(BEFORE)
    try:
        version = old.get_model("care_understanding", "StoryVersion").objects.create(
            service_id=clinic.service.pk,
            partnership_id=clinic.partnership.pk,
            number=1,
            changed=["my-normal"],
            sections=[{"section": "my-normal", "changed_in": 1, "text": WORDS, "choice": "", "regions": []}],
        )
        agreements = [
            old.get_model("care_understanding", "AgreedNormal").objects.create(
                service_id=clinic.service.pk,
                partnership_id=clinic.partnership.pk,
                version=version,
                agreed_by_id=who.pk,
                agreed_by_profession=profession,
                agreed_at=THURSDAY + timedelta(days=days),
            )
            for who, profession, days in ((clinic.okafor, "doctor", 0), (clinic.priya, "physiotherapist", 3))
        ]
        old.get_model("care_understanding", "Story").objects.create(
            service_id=clinic.service.pk,
            partnership_id=clinic.partnership.pk,
            current=version,
            agreed_normal=agreements[1],
        )
        # The later one was written in both places already, the first one in one.
        both = old.get_model("care_partnership", "MyNormal").objects.create(
            service_id=clinic.service.pk,
            partnership_id=clinic.partnership.pk,
            question="",
            text=WORDS,
            written_by_id=clinic.joan.pk,
            agreed_by_id=clinic.priya.pk,
            agreed_at=THURSDAY + timedelta(days=3, seconds=1),
            written_at=THURSDAY + timedelta(days=3),
        )
    finally:
        migrate(newest)
    first, second = MyNormal.objects.filter(partnership=clinic.partnership).order_by("agreed_at")
    assert (first.agreed_by, first.agreed_by_profession) == (clinic.okafor, "doctor")
    assert first.text == WORDS
    assert first.until_at == THURSDAY + timedelta(days=3)
    assert (second.pk, second.agreed_by_profession, second.until_at) == (both.pk, "physiotherapist", None)
    assert Story.objects.get(pk=clinic.partnership.pk).agreed_normal_id == both.pk
    assert usual.agreed(clinic.partnership) == [second]
    shown = told.my_normal(clinic.partnership)
    assert shown is not None
    assert shown.agreed_by == "Priya Shah, physiotherapist"
