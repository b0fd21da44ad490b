"""From *shared* to *that's right*: every path two people can take, and no way to agree alone."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from alongside.care.understanding.rules import reflection as rules
from alongside.care.understanding.rules.reflection import Answer, NotNow, State, Understanding, WrittenBack

RIGHT, NOT_QUITE = Answer.RIGHT, Answer.NOT_QUITE


def after(*moves: str) -> Understanding:
    now = Understanding()
    for move in moves:
        now = {
            "share": rules.share,
            "write": rules.write,
            "right": lambda u: rules.answer(u, RIGHT),
            "not quite": lambda u: rules.answer(u, NOT_QUITE),
        }[move](now)
    return now


def test_shared_written_back_and_right_is_agreed():
    assert after("share", "write", "right").state is State.AGREED


def test_twice_not_quite_is_time_to_talk():
    assert after("share", "write", "not quite").state is State.NOT_QUITE
    assert after("share", "write", "not quite", "write", "not quite").state is State.TALK


def test_what_was_found_in_the_talk_is_written_back_and_answered_like_the_first():
    found = after("share", "write", "not quite", "write", "not quite", "write")
    assert (found.state, found.round) == (State.SENT, 1)
    assert rules.answer(found, RIGHT).state is State.AGREED


def test_telling_more_ends_an_agreement_about_the_old():
    assert after("share", "write", "right", "share").state is State.OWED


def test_agreeing_to_an_old_version_leaves_the_new_one_owed():
    assert after("share", "write", "share", "right").state is State.OWED


def test_telling_more_does_not_end_a_conversation_under_way():
    assert after("share", "write", "not quite", "share").state is State.NOT_QUITE
    assert after("share", "write", "not quite", "share", "write").about == 2


@pytest.mark.parametrize("moves", [(), ("share", "write"), ("share", "write", "right")])
def test_nobody_writes_back_when_nothing_waits_for_it(moves):
    with pytest.raises(NotNow):
        rules.write(after(*moves))


@pytest.mark.parametrize(
    "moves", [(), ("share",), ("share", "write", "right"), ("share", "write", "not quite")]
)
def test_nobody_answers_what_was_not_written(moves):
    with pytest.raises(NotNow):
        rules.answer(after(*moves), RIGHT)


def test_saying_nothing_is_no_answer():
    with pytest.raises(NotNow):
        rules.answer(after("share", "write"), Answer.NONE)


class TwoPeople(RuleBasedStateMachine):
    """A person and a professional do what they like, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = Understanding()
        self.rows: list[WrittenBack] = []
        self.said: list[tuple[str, str]] = []

    @rule()
    def the_person_shares(self) -> None:
        self.now = rules.share(self.now)
        self.said.append(("person", "share"))

    @rule()
    def the_professional_writes(self) -> None:
        if not rules.may_write(self.now):
            with pytest.raises(NotNow):
                rules.write(self.now)
            return
        self.now = rules.write(self.now)
        self.rows.append(WrittenBack(self.now.about, self.now.round))
        self.said.append(("professional", "write"))

    @rule(said=st.sampled_from([RIGHT, NOT_QUITE]))
    def the_person_answers(self, said: Answer) -> None:
        if self.now.state is not State.SENT:
            with pytest.raises(NotNow):
                rules.answer(self.now, said)
            return
        self.now = rules.answer(self.now, said)
        last = self.rows[-1]
        self.rows[-1] = WrittenBack(last.about, last.round, said)
        self.said.append(("person", said.value))

    @invariant()
    def the_rows_say_the_same(self) -> None:
        assert rules.stands(self.now.latest, self.rows[-1] if self.rows else None) == self.now

    @invariant()
    def nothing_is_agreed_by_one_side(self) -> None:
        if self.now.state is State.AGREED:
            assert self.said[-1] == ("person", "right")
            assert ("professional", "write") in self.said
            assert self.now.about == self.now.latest

    @invariant()
    def nobody_is_asked_a_third_time_before_they_talk(self) -> None:
        assert self.now.round <= rules.MOST_ROUNDS

    @precondition(lambda self: self.now.state is State.TALK)
    @invariant()
    def a_talk_follows_two_corrections(self) -> None:
        answers = [said for who, said in self.said if who == "person" and said != "share"]
        assert answers[-2:] == ["not-quite", "not-quite"]


TestTwoPeople = TwoPeople.TestCase
