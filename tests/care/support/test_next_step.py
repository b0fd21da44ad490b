"""Nobody is lost between two appointments: something is planned, or somebody has said why not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.care.access.actions import explained
from alongside.care.access.attention import NO_NEXT_STEP
from alongside.care.partnership import figures
from alongside.care.partnership.actions import promise
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Figures, Partnership
from alongside.care.support import next_steps
from alongside.care.support.actions import next_step


@pytest.fixture
def left_over(thursday, clinic) -> Partnership:
    """Nothing is open or planned with Joan; with Sam something is promised."""
    AttentionItem.objects.update(closed_at=clock.now())
    for one in (clinic.partnership, clinic.sams):
        figures.keep_attention(one)
    today = clock.today(clinic.service.time_zone)
    promise.make(partnership=clinic.sams, text="Ring.", due_on=today, by=clinic.noor)
    return clinic.partnership


def names(clinic) -> list[str]:
    people = next_steps.without(next_steps.with_us(clinic.service), clinic.service)
    return [one.known_as for one in people]


def test_who_has_nothing_planned_is_listed_with_a_reason_and_one_answer(left_over, clinic, as_):
    assert names(clinic) == ["Joan"]
    page = as_("priya").get(reverse("support:no-next-step")).text
    assert "Joan Archer" in page
    assert "Nothing is planned." in page
    assert "Sam Bell" not in page


@pytest.mark.parametrize(
    "column", ["next_visit_at", "next_rating_due_at", "look_again_on", "follow_up_until", "calls_open"]
)
def test_whatever_is_planned_is_a_next_step_until_its_day_has_passed(left_over, clinic, column):
    soon = clock.now() + timedelta(days=2)
    value = {"look_again_on": soon.date(), "follow_up_until": soon.date(), "calls_open": 1}.get(column, soon)
    Figures.objects.filter(pk=left_over.pk).update(**{column: value})
    assert names(clinic) == []
    with clock.frozen(soon + timedelta(days=2)):
        assert names(clinic) == ([] if column == "calls_open" else ["Joan"])


def test_explained_holds_until_its_day_and_then_she_is_listed_again(left_over, clinic):
    today = clock.today(clinic.service.time_zone)
    explained.explain(
        partnership=left_over, words="Abroad.", look_again_on=today + timedelta(days=30), by=clinic.okafor
    )
    assert names(clinic) == []
    with clock.frozen(clock.now() + timedelta(days=30)):
        assert names(clinic) == ["Joan"]
    for day in (today, today + timedelta(days=200)):
        with pytest.raises(explained.NotADay):
            explained.explain(partnership=left_over, words="Away.", look_again_on=day, by=clinic.priya)
    with pytest.raises(Refused):
        explained.explain(
            partnership=left_over, words="x", look_again_on=today + timedelta(days=2), by=clinic.joan
        )


def test_once_a_week_whoever_is_nearest_is_asked_and_the_item_has_an_owner(left_over, clinic):
    assert next_step.call_up() == 1
    assert next_step.call_up() == 0, "once a week"
    assert AttentionItem.objects.get(kind=NO_NEXT_STEP).owner == clinic.priya
    assert names(clinic) == ["Joan"], "to be asked for a next step is none"
    AttentionItem.objects.update(closed_at=clock.now())
    figures.keep_attention(left_over)
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert next_step.call_up() >= 1, "and again the next week, as long as nothing is planned"


def test_the_lead_sees_counts_and_nobodys_name(left_over, clinic, as_):
    page = as_("lena").get(reverse("support:no-next-step")).text
    assert "Back pain team" in page
    assert "Joan" not in page
    assert "1 person of the clinic has no next step." in as_("lena").get("/").text


def test_the_list_asks_no_more_for_more_people(left_over, clinic, as_, django_assert_max_num_queries):
    client = as_("priya")
    with django_assert_max_num_queries(18):
        client.get(reverse("support:no-next-step"))
