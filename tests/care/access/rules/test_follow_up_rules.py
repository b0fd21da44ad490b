"""How long a door stands open: counted in calendar months, and nothing ends by itself."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.access import catalogue, checks
from alongside.care.access.rules import follow_up as rule
from alongside.care.access.rules.follow_up import AtEnd, Phase, months_after, phase, read_follow_up, texts
from alongside.care.access.rules.signed import DEFINITIONS, DefinitionInvalid

TEXT = (DEFINITIONS / "follow-up.toml").read_text(encoding="utf-8")
RULES = rule.shipped()
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1))


def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert months_after(dt.date(2026, 11, 12), 6) == dt.date(2027, 5, 12)
    assert months_after(dt.date(2027, 8, 31), 6) == dt.date(2028, 2, 29)
    assert months_after(dt.date(2026, 12, 31), 2) == dt.date(2027, 2, 28)


@given(DAYS, st.integers(1, 60))
def test_later_is_always_later_and_never_jumps_over_a_month(day: dt.date, months: int) -> None:
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day <= day.day


@given(DAYS, st.integers(-400, 400))
def test_a_door_opens_nears_its_end_and_is_over_in_that_order(until: dt.date, days: int) -> None:
    order = [Phase.OPEN, Phase.ENDING, Phase.OVER]
    today = until + dt.timedelta(days=days)
    now, next_day = phase(until, today, RULES), phase(until, today + dt.timedelta(days=1), RULES)
    assert order.index(now) <= order.index(next_day)
    assert (now is Phase.OVER) == (today > until)


def test_every_end_is_a_conversation() -> None:
    assert set(AtEnd) == {AtEnd.RING, AtEnd.MEET, AtEnd.WRITE}
    with pytest.raises(DefinitionInvalid, match="“discharge” is not one of: ring, meet, write"):
        read_follow_up(TEXT.replace('at_end = ["ring", "meet", "write"]', 'at_end = ["discharge"]'))
    with pytest.raises(DefinitionInvalid, match="at_end: is empty"):
        read_follow_up(TEXT.replace('at_end = ["ring", "meet", "write"]', "at_end = []"))


@pytest.mark.parametrize(
    "before, after, reason",
    [
        ("usual_months = 6", "usual_months = 7", "usual_months: must be one of the windows"),
        ("months = 6", "months = 2", "window: must be in order, the shortest first, each once"),
        ("remind_weeks_before = 4 ", "remind_weeks_before = 20 ", "is longer than the shortest window"),
        ('id = "flare"', 'id = "worse"', "“worse” is used more than once"),
        ("A flare-up that", "All clear: a flare-up that", "says “all clear”"),
    ],
)
def test_rules_that_cannot_hold_are_refused_with_their_place(before: str, after: str, reason: str) -> None:
    assert before in TEXT
    with pytest.raises(DefinitionInvalid, match=reason):
        read_follow_up(TEXT.replace(before, after))


def test_words_come_in_the_clinics_order_and_what_it_no_longer_knows_is_left_out() -> None:
    said = texts(RULES.conditions, ["plan", "gone", "worse"])
    assert said == [RULES.conditions[0].text, RULES.conditions[2].text]


def test_a_clinics_own_rules_take_the_place_of_ours_and_wrong_ones_do_not(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(catalogue, "own_folder", lambda: tmp_path)
    catalogue.forget()
    assert catalogue.follow_up_rules().usual_months == 6
    (tmp_path / "follow-up.toml").write_text(TEXT.replace("usual_months = 6", "usual_months = 12"))
    catalogue.forget()
    assert catalogue.follow_up_rules().usual_months == 12
    (tmp_path / "follow-up.toml").write_text(TEXT.replace("usual_months = 6", "usual_months = 5"))
    (tmp_path / "referral.toml").write_bytes(b"\xff\xfe")
    catalogue.forget()
    assert catalogue.follow_up_rules().usual_months == 6, "the shipped ones go on"
    assert set(catalogue.faults()) == {"follow-up", "referral"}
    assert [each.id for each in checks.own_rules()] == ["access.W004"] * 2
    catalogue.forget()
