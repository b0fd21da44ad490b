"""What the weeks say, and when not hearing is worth a call."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.base.pages.figures import GoingWords, WeekMark
from alongside.base.pages.figures import going as drawn
from alongside.base.pages.figures.going import when_boxes
from alongside.care.partnership.rules.preferences import MayContact, Preferences, Support
from alongside.care.plan.rules import going as rule
from alongside.care.plan.rules import quiet
from alongside.care.plan.rules.checking_in import Day, Did, StepSaid
from alongside.care.plan.rules.going import Told

MONDAY = date(2026, 11, 9)
WORDS = GoingWords("Pain, 0 to 10", "Sure to keep going", "Days with something done", "Too hard")


def said(week: int, pain: int | None = None, did: Did = Did.YES, weekday: int = 1) -> Day:
    on = MONDAY - timedelta(weeks=week) + timedelta(days=weekday)
    return Day(on, pain=pain, steps={"walk": StepSaid(did=did)})


def test_two_hard_weeks_and_you_kept_the_walk() -> None:
    days = [said(0, 8), said(1, 8), said(2, 4), said(3, 4)]
    one = rule.sentence(rule.weeks(days, last=MONDAY))
    assert (one.told, one.weeks, one.step) == (Told.HARD_AND_KEPT, 2, "walk")
    let_go = [said(0, 8, Did.NO), said(1, 8, Did.NO), said(2, 4)]
    assert rule.sentence(rule.weeks(let_go, last=MONDAY)).told is Told.HARD


def test_after_a_gap_the_weeks_say_good_to_hear_from_you_and_nothing_of_the_gap() -> None:
    one = rule.sentence(rule.weeks([said(0, 4), said(4, 4)], last=MONDAY))
    assert one.told is Told.BACK


def test_a_week_without_a_word_is_not_a_week_without_a_step() -> None:
    empty, known = rule.weeks([said(0, did=Did.NO)], last=MONDAY, many=2)
    assert (empty.known, known.known, known.did) == (False, True, 0)
    assert rule.sentence([empty]).told is Told.NOTHING


@given(
    st.lists(
        st.builds(
            WeekMark,
            pain=st.none() | st.floats(0, 10),
            confidence=st.none() | st.floats(0, 10),
            did=st.integers(0, 7),
            too_hard=st.integers(0, 7),
            known=st.booleans(),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_week_can_be_drawn_and_each_mark_has_its_number(weeks: list[WeekMark]) -> None:
    svg = drawn(
        weeks, words=WORDS, title="How it went", description="d", first_when="5 October", last_when="x"
    )
    marks = sum((each.pain is not None) + (each.confidence is not None) for each in weeks)
    assert svg.count('class="mark c-person"') == svg.count("mark-number") == marks


def test_the_two_dates_never_meet_and_what_is_off_its_scale_is_refused() -> None:
    for weeks in range(2, 13):
        first, last = when_boxes("28 September 2026, Monday", "16 November 2026, Monday", weeks)
        assert not first.overlaps(last)
    with pytest.raises(ValueError, match="between 0 and 10"):
        drawn([WeekMark(pain=11)], words=WORDS, title="t", description="", first_when="a", last_when="b")


def test_a_bad_day_rests_for_its_days_and_no_longer() -> None:
    until = quiet.bad_day_until(date(2026, 10, 24), 3)  # over the night when the clocks go back
    assert until == date(2026, 10, 26)
    assert quiet.is_quiet(until, until)
    assert not quiet.is_quiet(until, until + timedelta(days=1))
    assert not quiet.is_quiet(None, until)


def test_days_on_which_nothing_is_asked_are_not_counted_as_silence() -> None:
    heard, until = date(2026, 11, 1), date(2026, 11, 9)
    assert quiet.quiet_from(heard, None, 21) == date(2026, 11, 23)
    assert quiet.quiet_from(heard, until, 21) == date(2026, 12, 1)
    assert quiet.quiet_from(None, until, 21) is None


def test_nobody_is_asked_after_who_does_not_want_to_be_contacted() -> None:
    assert quiet.may_ask_after(Preferences())
    assert not quiet.may_ask_after(Preferences(contact=MayContact.DO_NOT_CONTACT))
    assert not quiet.may_ask_after(Preferences(contact=MayContact.ONLY_REPLIES))
    assert not quiet.may_ask_after(Preferences(support=Support.NONE_UNLESS_I_ASK))


def test_who_says_that_it_got_worse_is_never_told_that_it_goes_on_steadily() -> None:
    worse = Day(MONDAY, pain=4, steps={"walk": StepSaid(did=Did.YES, worse=True)})
    assert rule.sentence(rule.weeks([said(1, 4), worse], last=MONDAY)).told is Told.WORSE
    less_sure = [Day(MONDAY - timedelta(weeks=back), confidence=sure) for back, sure in ((3, 8), (1, 4))]
    assert rule.sentence(rule.weeks(less_sure, last=MONDAY)).told is Told.HARDER
