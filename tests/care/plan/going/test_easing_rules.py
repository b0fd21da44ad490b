"""The rules that ease a plan: what they offer, what they never do, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.measures.rules.refusals import Refusals
from alongside.care.plan.rules.checking_in import Day, Did, Hard, StepSaid
from alongside.care.plan.rules.easing import (
    DEFINITIONS,
    NO_DIFFERENCE,
    WORSE_PAIN,
    WORSE_SAID,
    Finding,
    Offers,
    StepNow,
    easing_rules,
    larger,
    read_easing,
    smaller,
    why,
)
from alongside.care.plan.rules.step import Part, StepWords, Unit, range_of

RULES = easing_rules()
SHIPPED = (resources.files(DEFINITIONS) / "easing.toml").read_bytes()
TODAY = date(2026, 11, 12)
WALK = "walk"
WORDS = StepWords(what="Walk", amount=15, unit=Unit.MINUTES, least=10, most=20)


def walk(amount: int | None = 15, words: StepWords = WORDS, since: date | None = None) -> StepNow:
    return StepNow(WALK, words, amount, since=since)


def day(back: int, hard: Hard | None = None, *, pain: int | None = None, **more: object) -> Day:
    said = StepSaid(did=Did.YES, hard=hard, worse=True if more.pop("worse", False) else None)
    return Day(TODAY - timedelta(days=back), pain=pain, steps={WALK: said}, **more)


def found(*days: Day, step: StepNow | None = None, since: date | None = None) -> list[Finding]:
    return RULES.look(list(days), [step or walk()], about=max(each.on for each in days), since=since)


def test_too_hard_once_offers_nothing_and_twice_offers_less_within_what_both_agreed() -> None:
    assert found(day(0, Hard.TOO_HARD)) == []
    (one,) = found(day(0, Hard.TOO_HARD), day(2, Hard.TOO_HARD))
    assert (one.offers, one.amount, one.within) == (Offers.LESS, 10, True)
    assert why(one).said == "too-hard"
    assert why(one).days == (TODAY - timedelta(days=2), TODAY)


def test_under_the_agreed_range_less_is_offered_but_both_have_to_agree() -> None:
    (one,) = found(day(0, Hard.TOO_HARD), day(2, Hard.TOO_HARD), step=walk(10))
    assert (one.offers, one.amount, one.within) == (Offers.LESS, 7, False)


def test_without_a_number_there_is_something_to_talk_about() -> None:
    words = StepWords(what="Stretch", amount_words="as long as it is good")
    (one,) = found(day(0, Hard.TOO_HARD), day(1, Hard.TOO_HARD), step=walk(None, words))
    assert one.offers is Offers.TALK


def test_what_was_said_before_an_answer_does_not_count_again() -> None:
    days = day(0, Hard.TOO_HARD), day(2, Hard.TOO_HARD)
    assert found(*days, step=walk(since=TODAY - timedelta(days=1))) == []


def test_could_not_here_offers_another_place_at_once() -> None:
    (one,) = found(day(0, Hard.COULD_NOT_HERE))
    assert one.offers is Offers.ELSEWHERE


def test_too_easy_several_times_goes_up_inside_the_range_and_at_its_top_asks_a_professional() -> None:
    days = [day(back, Hard.TOO_EASY) for back in (0, 2, 4)]
    (one,) = found(*days)
    assert (one.offers, one.amount, one.within) == (Offers.MORE, 20, True)
    (top,) = found(*days, step=walk(20))
    assert (top.offers, top.amount) == (Offers.ASK, None)
    assert found(*days[:2], day(3, Hard.ABOUT_RIGHT), days[2]) == [], "in a row, or not at all"


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from(Hard), st.none() | st.integers(0, 10)), min_size=1
    ),
    st.integers(1, 100),
    st.integers(0, 50),
    st.integers(0, 50),
)
def test_no_rule_ever_goes_beyond_what_both_agreed(
    said: list[tuple[int, Hard, int | None]], amount: int, below: int, above: int
) -> None:
    words = StepWords(
        what="Walk", amount=amount, unit=Unit.MINUTES, least=max(0, amount - below), most=amount + above
    )
    days = {back: day(back, hard, pain=pain) for back, hard, pain in said}
    agreed = range_of(words)
    assert agreed is not None
    for now in (amount, amount + above, max(1, amount - below)):
        for one in RULES.look(list(days.values()), [walk(now, words)], about=TODAY - timedelta(min(days))):
            assert one.amount is None or agreed.most is None or one.amount <= agreed.most
            assert one.offers is not Offers.MORE or one.within
            assert one.offers is not Offers.LESS or (one.amount or 0) < now


@given(st.integers(2, 1000), st.integers(1, 90))
def test_less_is_less_and_more_is_more(amount: int, percent: int) -> None:
    words = StepWords(what="Walk", amount=amount, unit=Unit.STEPS, least=1, most=amount * 2)
    less, more = smaller(walk(amount, words), percent), larger(walk(amount, words), percent)
    assert less is not None
    assert 1 <= less < amount
    assert more is not None
    assert amount < more <= amount * 2


def test_the_persons_word_that_it_got_worse_stops_the_step_before_anything_else() -> None:
    (one,) = found(day(0, Hard.TOO_EASY, worse=True), day(2, Hard.TOO_EASY), day(4, Hard.TOO_EASY))
    assert (one.rule, one.offers) == (WORSE_SAID, Offers.STOP)


def test_pain_two_points_up_twice_running_after_the_step_stops_it_and_once_does_not() -> None:
    usual = [day(back, pain=4) for back in (6, 8, 10)]
    assert found(*usual, day(0, pain=6)) == []
    (one,) = found(*usual, day(2, pain=6), day(0, pain=7))
    assert (one.rule, one.offers, len(one.on)) == (WORSE_PAIN, Offers.STOP, 2)
    assert found(*usual, day(2, pain=5), day(0, pain=7)) == [], "each of them has to be up"
    resting = replace(day(0, pain=7), steps={WALK: StepSaid(did=Did.NO)})
    assert found(*usual, day(2, pain=6), resting) == [], "not after the step, so not because of it"


def test_pain_never_stops_whom_one_rings_or_what_steadies() -> None:
    usual = [day(back, pain=3) for back in (6, 8)]
    step = replace(walk(), part=Part.FEELINGS)
    assert found(*usual, day(1, pain=9), day(0, pain=9), step=step) == []


def test_it_makes_no_difference_twice_is_heard_and_once_is_only_kept() -> None:
    assert found(day(0, no_difference=True)) == []
    days = day(0, no_difference=True), day(9, no_difference=True)
    (one,) = found(*days)
    assert (one.rule, one.step, one.offers) == (NO_DIFFERENCE, "", Offers.THINK_AGAIN)
    assert found(*days, since=TODAY - timedelta(days=5)) == []


@pytest.mark.parametrize(
    "old, new, said",
    [
        (b"by_percent = 30", b"by_percent = 0", "rule[0].by_percent"),
        (b"times = 2\nin_a_row", b"tiems = 2\nin_a_row", "rule[0].tiems"),
        (b'said = "too-easy"', b'said = "too-hard"', "more is offered only for too-easy"),
        (b'id = "too-easy"', b'id = "too-hard"', "named twice"),
        (b'id = "too-easy"', b'id = "worse-pain"', "always there"),
        (b"[bad_day]", b"[bad_day", "line"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_place_and_reason(old: bytes, new: bytes, said: str) -> None:
    assert old in SHIPPED
    with pytest.raises(Refusals) as refused:
        read_easing(SHIPPED.replace(old, new, 1))
    line = SHIPPED[: SHIPPED.index(old)].count(b"\n") + 1
    assert said in str(refused.value)
    assert not said.startswith("rule[0]") or f"line {line}, {said}" in str(refused.value)


def test_a_rule_that_is_changed_is_obeyed_and_has_another_hash() -> None:
    changed = read_easing(SHIPPED.replace(b"times = 2\nin_a_row", b"times = 1\nin_a_row", 1))
    (one,) = changed.look([day(0, Hard.TOO_HARD)], [walk()], about=TODAY)
    assert one.offers is Offers.LESS
    assert changed.hash != RULES.hash
