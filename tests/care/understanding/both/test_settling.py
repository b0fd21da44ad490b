"""Nothing is settled by one side: shown over every state and every move."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.measures.rules.sight import Side
from alongside.care.understanding.rules.settling import Move, NotPossible, State, after, possible

SIDES = st.sampled_from(list(Side))
MOVES = st.lists(st.tuples(SIDES, st.sampled_from(list(Move))), max_size=30)


@given(MOVES)
def test_whatever_either_does_it_is_settled_only_by_the_other_side_of_who_said_what_was_found(moves):
    state, said_by = State.OPEN, None
    for by, move in moves:
        if not possible(state, move, by=by, said_by=said_by):
            with pytest.raises(NotPossible):
                after(state, move, by=by, said_by=said_by)
            continue
        state = after(state, move, by=by, said_by=said_by)
        if move is Move.SAY_FOUND:
            said_by = by
        if state is State.SETTLED:
            assert move is Move.AGREE
            assert said_by is not None
            assert said_by is not by


@pytest.mark.parametrize("state", [State.PAST, State.WITHDRAWN])
def test_what_is_past_or_withdrawn_stays_so(state):
    for move in Move:
        for by in Side:
            assert not possible(state, move, by=by, said_by=None)


def test_one_side_does_not_answer_its_own_words():
    assert not possible(State.FOUND, Move.AGREE, by=Side.PERSON, said_by=Side.PERSON)
    assert not possible(State.FOUND, Move.NOT_HOW, by=Side.PERSON, said_by=Side.PERSON)
    assert not possible(State.FOUND, Move.AGREE, by=Side.PERSON, said_by=None)


def test_nor_overwrites_what_the_other_said():
    assert not possible(State.FOUND, Move.SAY_FOUND, by=Side.PROFESSIONAL, said_by=Side.PERSON)
    assert possible(State.FOUND, Move.SAY_FOUND, by=Side.PERSON, said_by=Side.PERSON)
