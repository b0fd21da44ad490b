"""Two windows at once: nobody's words are lost, and nobody agrees to what they have not read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from alongside.care.partnership import figures
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.plan.actions import step as steps
from alongside.care.plan.models import PlanVersion, Step, StepWording
from alongside.care.plan.rules.step import State, StepWords, Unit
from tests.conftest import Clinic, make_clinic

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clinic(transactional_db: None) -> Clinic:
    cache.clear()
    return make_clinic()


def signed_in(clinic: Clinic, name: str) -> Client:
    client = Client()
    client.force_login(clinic.everyone[name], backend="django.contrib.auth.backends.ModelBackend")
    return client


def at_once(*asks: Callable[[], Any]) -> list[Any]:
    def ask(one: Callable[[], Any]) -> Any:
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asks)) as pool:
        return [future.result() for future in [pool.submit(ask, one) for one in asks]]


def test_two_who_write_and_answer_at_once_lose_nothing_and_agree_on_nothing_unseen(clinic: Clinic) -> None:
    walk = StepWords(what="Walk", amount=20, unit=Unit.MINUTES)
    first = steps.propose(partnership=clinic.partnership, words=walk, by=clinic.priya)
    joan, priya = signed_in(clinic, "joan"), signed_in(clinic, "priya")
    key = clinic.partnership.pk
    change = reverse("plan:change", args=[key, first.step_id])
    answer = reverse("plan:answer", args=[key, first.pk])

    joans, priyas = at_once(
        lambda: joan.post(answer, {"says": "yes", "seen": 1}),
        lambda: priya.post(change, {"of": 1, "what": "Walk uphill", "how_much": "40 minutes"}),
    )

    assert {joans.status_code, priyas.status_code} == {302}
    step = Step.objects.get()
    numbers = list(StepWording.objects.order_by("number").values_list("number", "what"))
    assert numbers == [(1, "Walk"), (2, "Walk uphill")]  # both kept, whoever was quicker
    if step.state == State.IN_FORCE:
        assert step.agreed_id == first.pk  # what she read, and nothing newer
        assert PlanVersion.objects.get().content["steps"][0]["what"] == "Walk"
    else:
        assert not PlanVersion.objects.exists()  # she was asked to read again
    assert figures.rebuilt(clinic.partnership) == figures.kept(clinic.partnership)


def test_both_change_the_same_words_at_once_and_both_stand(clinic: Clinic) -> None:
    walk = StepWords(what="Walk", amount=20, unit=Unit.MINUTES)
    first = steps.propose(partnership=clinic.partnership, words=walk, by=clinic.priya)
    steps.answer(wording=first, says=Answer.YES, by=clinic.joan, seen=1)
    joan, priya = signed_in(clinic, "joan"), signed_in(clinic, "priya")
    change = reverse("plan:change", args=[clinic.partnership.pk, first.step_id])

    at_once(
        lambda: joan.post(change, {"of": 1, "what": "Walk", "how_much": "to the corner and back"}),
        lambda: priya.post(change, {"of": 1, "what": "Walk", "how_much": "10 minutes"}),
    )

    open_ones = StepWording.objects.open()
    assert {(one.author_side, one.amount_words, one.amount) for one in open_ones} == {
        ("person", "to the corner and back", None),
        ("professional", "", 10),
    }
    assert sorted(one.number for one in open_ones) == [2, 3]
    page = joan.get(reverse("plan:plan", args=[clinic.partnership.pk])).content.decode()
    assert "to the corner and back" in page
    assert "10 minutes" in page
    assert Step.objects.get().agreed_id == first.pk
