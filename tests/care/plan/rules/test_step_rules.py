"""The rules of a step: how much is read, what a range allows, which proposals stand, what a version keeps."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.side import Side
from alongside.care.plan.rules import proposals as standing
from alongside.care.plan.rules.amount import Amount, read_amount
from alongside.care.plan.rules.proposals import Proposal
from alongside.care.plan.rules.snapshot import FrozenPlan, FrozenStep, differences, frozen, thawed
from alongside.care.plan.rules.step import (
    MOST_AMOUNT,
    NotWords,
    Part,
    StepWords,
    Unit,
    by_person,
    problems,
    range_of,
    widens,
    within,
    written_by,
)

UNITS = {"minutes": Unit.MINUTES, "min": Unit.MINUTES, "times": Unit.TIMES}
TEXTS = st.text(max_size=40)
NUMBERS = st.integers(-5, MOST_AMOUNT + 5)


@st.composite
def step_words(draw: st.DrawFn) -> StepWords:
    """Any words, sound or not."""
    return StepWords(
        what=draw(TEXTS),
        amount=draw(st.none() | NUMBERS),
        unit=draw(st.none() | st.sampled_from(Unit)),
        amount_words=draw(TEXTS),
        times_a_week=draw(st.none() | st.integers(-1, 80)),
        least=draw(st.none() | NUMBERS),
        most=draw(st.none() | NUMBERS),
        reason=draw(TEXTS),
        look_again_on=draw(st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))),
        grown_from=tuple(draw(st.lists(TEXTS, max_size=3))),
    )


@st.composite
def sound_words(draw: st.DrawFn) -> StepWords:
    """Words that can stand on a plan."""
    least, amount, most = sorted(draw(st.tuples(*[st.integers(1, 60)] * 3)))
    numbers = draw(st.booleans())
    return StepWords(
        what=draw(st.sampled_from(["Walk", "Stretch", "Rest"])),
        amount=amount if numbers else None,
        unit=draw(st.sampled_from([Unit.MINUTES, Unit.TIMES])) if numbers else None,
        amount_words="" if numbers else draw(TEXTS),
        times_a_week=draw(st.none() | st.integers(1, 70)),
        least=draw(st.none() | st.just(least)) if numbers else None,
        most=draw(st.none() | st.just(most)) if numbers else None,
        look_again_on=draw(st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))),
        grown_from=tuple(draw(st.lists(st.sampled_from(["goal:1", "story:hopes.3"]), max_size=2))),
    )


SOUND = sound_words()


@given(st.integers(1, MOST_AMOUNT), st.sampled_from(["minutes", "Minutes", "min", "min."]))
def test_a_number_with_a_unit_is_read_as_one(number: int, unit: str) -> None:
    assert read_amount(f" {number} {unit} ", UNITS) == Amount(number, Unit.MINUTES)


@given(st.text())
def test_everything_else_stays_in_the_words_in_which_it_was_written(text: str) -> None:
    read = read_amount(text, UNITS)
    if read.amount is None:
        assert read.words == " ".join(text.split())
    else:
        assert read.unit is not None
        assert not read.words


def test_to_the_corner_and_back_is_as_good_an_amount_as_twenty_minutes() -> None:
    assert read_amount("to the corner and back", UNITS) == Amount(words="to the corner and back")
    assert read_amount("0 minutes", UNITS).words == "0 minutes"  # no number that a range could hold


@given(SOUND, SOUND)
def test_a_person_never_sets_an_end_above_what_was_agreed_except_to_what_they_ask_for(
    agreed: StepWords, theirs: StepWords
) -> None:
    kept = by_person(theirs, agreed)
    assert not problems(kept)
    after, before = range_of(kept), range_of(agreed)
    if after is None:
        return
    assert after.most is not None
    top = before.most if before is not None and agreed.unit is kept.unit and before.most is not None else 0
    assert after.most <= max(top, theirs.amount or 0)


@given(SOUND, SOUND)
def test_what_does_not_widen_allows_nothing_that_was_not_allowed(agreed: StepWords, newer: StepWords) -> None:
    if widens(agreed, newer):
        return
    after = range_of(newer)
    if after is not None:
        assert after.most is not None
        assert range_of(agreed) is not None
        assert newer.unit is agreed.unit
        before = range_of(agreed)
        assert before is not None
        assert before.most is None or after.most <= before.most


@given(SOUND, NUMBERS)
def test_within_is_inside_both_ends(agreed: StepWords, amount: int) -> None:
    allowed = range_of(agreed)
    inside = allowed is not None and (allowed.least or 0) <= amount <= (allowed.most or MOST_AMOUNT)
    assert within(agreed, amount) is inside


@given(step_words(), st.sampled_from(Side))
def test_words_stand_or_are_refused_with_what_is_wrong(words: StepWords, side: Side) -> None:
    as_written = by_person(words, None) if side is Side.PERSON else words
    if wrong := problems(as_written):
        with pytest.raises(NotWords) as refused:
            written_by(words, side=side, agreed=None)
        assert refused.value.fields == wrong
    else:
        assert written_by(words, side=side, agreed=None) == as_written


PEOPLE = {Side.PERSON: UUID(int=1), Side.PROFESSIONAL: UUID(int=2)}


class TwoWhoWrite(RuleBasedStateMachine):
    """Two sides write and answer in any order, each having read everything up to some earlier moment."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.open: dict[int, Proposal] = {}
        self.read = {Side.PERSON: 0, Side.PROFESSIONAL: 0}  # the newest each has on their page
        self.aside: dict[int, str] = {}
        self.agreed: list[int] = []
        self.had_read: dict[int, frozenset[int]] = {}

    @rule(side=st.sampled_from(Side))
    def look(self, side: Side) -> None:
        self.read[side] = self.number

    @rule(side=st.sampled_from(Side), data=st.data())
    def write(self, side: Side, data: st.DataObject) -> None:
        follows = data.draw(st.integers(0, self.read[side]))
        gone = standing.set_aside_by_change(self.open.values(), follows=follows, author=PEOPLE[side])
        for number in gone:
            assert number <= self.read[side] or self.open[number].side is side  # read, or their own
            self.aside[number] = "followed"
            del self.open[number]
        self.number += 1
        yes = Answer.YES
        self.open[self.number] = Proposal(
            self.number,
            PEOPLE[side],
            side,
            yes if side is Side.PERSON else None,
            yes if side is Side.PROFESSIONAL else None,
        )

    @precondition(lambda self: self.open)
    @rule(side=st.sampled_from(Side), data=st.data())
    def say_yes(self, side: Side, data: st.DataObject) -> None:
        one = self.open[data.draw(st.sampled_from(sorted(self.open)))]
        if self.read[side] != self.number or one.side is side:
            return  # the action raises Changed: newer words are read first
        for number in standing.set_aside_by_agreement(self.open.values(), agreed=one.number):
            self.aside[number] = "other words agreed"
            del self.open[number]
        del self.open[one.number]
        self.agreed.append(one.number)

    @invariant()
    def nothing_is_lost(self) -> None:
        assert set(range(1, self.number + 1)) == set(self.open) | set(self.aside) | set(self.agreed)

    @invariant()
    def each_side_has_at_most_one_open_proposal(self) -> None:
        sides = [one.side for one in self.open.values()]
        assert len(sides) == len(set(sides))


TestTwoWhoWrite = TwoWhoWrite.TestCase


@st.composite
def plans(draw: st.DrawFn) -> FrozenPlan:
    steps = [
        FrozenStep(
            step=str(number),
            wording=draw(st.integers(1, 9)),
            part=draw(st.sampled_from(Part)),
            words=words,
            amount_now=draw(st.none() | st.integers(1, 100)),
            look_again_on=words.look_again_on,
            proposed_side=draw(st.sampled_from(Side)),
            proposed_by=draw(TEXTS),
            agreed_with=draw(TEXTS),
            agreed_on=date(2026, 11, 12),
        )
        for number, words in enumerate(draw(st.lists(SOUND, max_size=4)))
    ]
    return FrozenPlan(person=draw(TEXTS), professionals=(draw(TEXTS),), steps=tuple(steps))


@given(plans())
def test_a_plan_comes_back_as_it_was_frozen(plan: FrozenPlan) -> None:
    assert thawed(frozen(plan)) == plan
    assert differences(plan, plan) == []


@given(plans(), plans())
def test_every_step_that_came_went_or_reads_otherwise_is_told_once(
    before: FrozenPlan, after: FrozenPlan
) -> None:
    told = [(one.after or one.before).step for one in differences(before, after)]
    assert len(told) == len(set(told))
    came_or_went = {one.step for one in before.steps} ^ {one.step for one in after.steps}
    assert came_or_went <= set(told)
