"""What a professional promised comes up on its day, and the person sees what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.care.partnership import attention, figures
from alongside.care.partnership.actions import promise
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Promise


def due(clinic, days: int):
    return clock.today(clinic.service.time_zone) + timedelta(days=days)


def page(clinic) -> str:
    return reverse("partnership:promises", args=[clinic.partnership.pk])


def typed(day, text: str) -> dict[str, str]:
    return {"text": text, "due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}


def on_list(clinic):
    return AttentionItem.objects.filter(owner=clinic.priya, kind=attention.PROMISE_DUE).due()


def test_it_waits_for_its_day_and_then_stands_on_the_promisers_list(clinic, thursday):
    promise.make(
        partnership=clinic.partnership, text="Ask about a bus pass.", due_on=due(clinic, 3), by=clinic.priya
    )
    assert not on_list(clinic).exists()
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert on_list(clinic).count() == 1


def test_kept_it_leaves_the_list_and_the_person_reads_that_it_is_done(clinic, as_):
    made = promise.make(
        partnership=clinic.partnership, text="Ask about a bus pass.", due_on=due(clinic, 0), by=clinic.priya
    )
    assert "Ask about a bus pass." in as_("joan").get(page(clinic)).content.decode()
    answer = as_("priya").post(
        reverse("partnership:promise", args=[clinic.partnership.pk, made.pk]), {"what": "kept"}
    )
    assert answer.status_code == 302
    assert not on_list(clinic).exists()
    assert "Done on" in as_("joan").get(page(clinic)).content.decode()
    assert figures.kept(clinic.partnership)["promises_open"] == 0


def test_what_cannot_be_kept_needs_a_reason_that_the_person_reads(clinic, as_):
    made = promise.make(
        partnership=clinic.partnership, text="Ring on Friday.", due_on=due(clinic, 1), by=clinic.priya
    )
    where = reverse("partnership:promise", args=[clinic.partnership.pk, made.pk])
    as_("priya").post(where, {"what": "could-not", "why": " "})
    made.refresh_from_db()
    assert made.could_not_at is None
    as_("priya").post(where, {"what": "could-not", "why": "I am ill. Dr Okafor rings you."})
    assert "I am ill. Dr Okafor rings you." in as_("joan").get(page(clinic)).content.decode()


def test_two_colleagues_at_once_one_says_what_became_of_it_and_the_other_is_told(clinic):
    made = promise.make(partnership=clinic.partnership, text="Ring.", due_on=due(clinic, 1), by=clinic.priya)
    seen_by_another = Promise.objects.get(pk=made.pk)
    promise.keep(promise=made, by=clinic.priya)
    with pytest.raises(promise.Settled):
        promise.could_not(promise=seen_by_another, why="No time.", by=clinic.okafor)


def test_a_person_promises_nothing_for_the_team(clinic, as_):
    with pytest.raises(Refused):
        promise.make(partnership=clinic.partnership, text="Ring.", due_on=due(clinic, 1), by=clinic.joan)
    assert as_("joan").post(page(clinic), typed(due(clinic, 1), "Ring.")).status_code == 404
    assert not Promise.objects.exists()


@pytest.mark.parametrize("days", [-1, 3 * 366])
def test_a_day_that_is_past_or_out_of_sight_is_refused_beside_the_field(clinic, as_, days):
    answer = as_("priya").post(page(clinic), typed(due(clinic, days), "Ring about the scan."))
    assert answer.status_code == 200
    assert "Ring about the scan." in answer.content.decode(), "what was typed is kept"
    assert not Promise.objects.exists()


def test_figures_follow_the_rows(clinic):
    for days in (5, 2):
        promise.make(partnership=clinic.partnership, text="Ring.", due_on=due(clinic, days), by=clinic.priya)
    kept = figures.kept(clinic.partnership)
    assert kept == figures.rebuilt(clinic.partnership)
    assert (kept["promises_open"], kept["next_promise_on"]) == (2, due(clinic, 2))
