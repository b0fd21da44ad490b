"""A word that a person wrote to a person, prompted by what happened and never made by a rule."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from alongside.care.plan.rules.checking_in import Hard
from alongside.care.support import attention
from alongside.care.support.actions import encouragement
from alongside.care.support.models import Encouragement
from tests.care.plan.going.cast import agreed, tell

MONDAY = datetime(2026, 11, 30, 6, 20, tzinfo=ZoneInfo("Europe/London"))


def asked(clinic):
    return AttentionItem.objects.filter(partnership=clinic.partnership, kind=attention.WORTH_A_WORD)


def live(clinic, *, pain: int, hard: Hard | None = None) -> None:
    """Two weeks of check-ins before that Monday: the walk was done on each."""
    with clock.frozen(MONDAY - timedelta(days=16)):
        step = agreed(clinic)
    for back in (12, 9, 5, 2):
        with clock.frozen(MONDAY - timedelta(days=back)):
            tell(clinic, step, pain=pain)


def test_two_hard_weeks_and_the_walk_was_kept_asks_the_contact_for_a_word_once(clinic):
    live(clinic, pain=8)
    with clock.frozen(MONDAY):
        assert encouragement.prompt() == 1
        assert encouragement.prompt() == 0, "a chore may run twice"
    assert asked(clinic).get().owner == clinic.priya
    with clock.frozen(MONDAY + timedelta(days=7)):
        assert encouragement.prompt() == 0, "not every week"


def test_ordinary_weeks_ask_for_nothing(clinic):
    live(clinic, pain=4)
    with clock.frozen(MONDAY):
        assert encouragement.prompt() == 0


def test_it_is_asked_on_monday_morning_when_the_week_is_whole(clinic):
    live(clinic, pain=8)
    with clock.frozen(MONDAY - timedelta(days=1)):
        assert encouragement.prompt() == 0


def test_the_word_stands_on_the_persons_today_until_they_have_read_it(clinic, as_):
    live(clinic, pain=8)
    with clock.frozen(MONDAY):
        encouragement.prompt()
    page = reverse("support:word", args=[clinic.partnership.pk])
    as_("priya").post(page, {"text": "You walked on the worst days. That is not small."})
    assert not asked(clinic).filter(closed_at=None).exists()
    assert "You walked on the worst days." in as_("joan").get("/").content.decode()
    row = Encouragement.objects.get()
    as_("joan").post(reverse("support:word-seen", args=[clinic.partnership.pk, row.pk]))
    assert "You walked on the worst days." not in as_("joan").get("/").content.decode()


def test_nobody_outside_the_team_writes_one_and_an_empty_one_is_refused(clinic, as_):
    for who in (clinic.joan, clinic.noor, clinic.stranger):
        with pytest.raises(Refused):
            encouragement.write(partnership=clinic.partnership, text="Well done.", by=who)
    page = reverse("support:word", args=[clinic.partnership.pk])
    assert as_("priya").post(page, {"text": "  "}).status_code == 200
    assert not Encouragement.objects.exists()


def test_only_the_person_says_that_they_have_read_it(clinic, as_):
    row = encouragement.write(partnership=clinic.partnership, text="Well kept.", by=clinic.priya)
    encouragement.seen(encouragement=row, by=clinic.priya)
    row.refresh_from_db()
    assert row.seen_at is None
