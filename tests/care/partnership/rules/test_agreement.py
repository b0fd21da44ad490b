"""Nothing is ever agreed by one side, whatever the order of what both say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alongside.care.partnership.rules.agreement import Answer, Standing, standing, waits_for
from alongside.care.partnership.rules.side import Side

ANSWER = st.sampled_from([None, *Answer])


@given(ANSWER, ANSWER)
def test_agreed_means_that_both_said_yes(person, professional):
    agreed = standing(person, professional) is Standing.AGREED
    assert agreed == (person is Answer.YES and professional is Answer.YES)


@given(ANSWER, ANSWER)
def test_it_does_not_matter_which_side_says_what(person, professional):
    assert standing(person, professional) is standing(professional, person)


@given(ANSWER, ANSWER)
def test_whoever_has_not_said_anything_is_asked_and_nobody_else(person, professional):
    said = {Side.PERSON: person, Side.PROFESSIONAL: professional}
    assert waits_for(person, professional) == {side for side, answer in said.items() if answer is None}


@given(st.lists(st.tuples(st.sampled_from(Side), st.sampled_from(Answer)), max_size=12))
def test_in_any_order_only_the_last_word_of_each_side_counts(moves):
    said: dict[Side, Answer | None] = dict.fromkeys(Side)
    for side, answer in moves:
        said[side] = answer
        stands = standing(said[Side.PERSON], said[Side.PROFESSIONAL])
        if answer is not Answer.YES:
            assert stands is not Standing.AGREED, "a no is heard, whatever was agreed before"
        if None in said.values():
            assert stands is not Standing.AGREED
