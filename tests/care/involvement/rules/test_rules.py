"""Nothing is agreed or decided by one side, whatever anybody says in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.involvement.presenters.words import first_words
from alongside.care.involvement.rules.deciding import (
    SAYS,
    Chosen,
    Facts,
    Response,
    decided_by,
    waits,
    wants_talk,
)
from alongside.care.involvement.rules.matters import (
    PARTS,
    Group,
    Kind,
    NoWords,
    Part,
    State,
    Words,
    group_of,
    written_by,
)
from alongside.care.partnership.rules.agreement import Answer, Standing, standing, waits_for
from alongside.care.partnership.rules.preferences import Say
from alongside.care.partnership.rules.side import Side

ANSWER = st.sampled_from([None, *Answer])
SAY = st.sampled_from([None, *SAYS])
WORDS = st.builds(
    Words,
    text=st.text(min_size=1, max_size=50),
    impact=st.text(max_size=20),
    feeling=st.text(max_size=20),
    looks_like=st.text(max_size=20),
    why_it_matters=st.text(max_size=20),
    by_when=st.none() | st.dates(),
    reason=st.text(min_size=1, max_size=20),
)


@given(SAY, ANSWER, ANSWER)
def test_who_decided_said_yes_and_whoever_did_not_was_asked_by_the_person_to_let_the_other(say, person, pro):
    by = decided_by(say, person, pro)
    said = {Side.PERSON: person, Side.PROFESSIONAL: pro}
    assert all(said[side] is Answer.YES for side in by)
    if len(by) == 1:
        assert say is {Side.PERSON: Say.I_DECIDE, Side.PROFESSIONAL: Say.YOU_DECIDE}[next(iter(by))]
    if by == {Side.PROFESSIONAL}:
        assert person is None, "who asked to be decided for, and then sees it differently, is heard"
    if say in (None, Say.WE_DECIDE):
        assert bool(by) == (person is Answer.YES and pro is Answer.YES)


@given(
    SAY,
    st.sampled_from(Side),
    st.booleans(),
    st.none() | st.sampled_from(Response),
    st.none() | st.builds(Chosen, ANSWER, ANSWER),
)
def test_a_decision_waits_for_somebody_or_is_to_be_talked_about_and_never_hangs(
    say, opened_by, recommended, response, chosen
):
    decided = chosen is not None and bool(decided_by(say, chosen.person, chosen.professional))
    facts = Facts(say, opened_by, recommended, response if recommended else None, chosen, decided)
    somebody = waits(facts)
    if decided:
        assert somebody <= {Side.PERSON}
        assert not wants_talk(facts)
    elif chosen is None:
        assert somebody or wants_talk(facts)
    elif standing(chosen.person, chosen.professional) is Standing.WAITS:
        assert somebody == waits_for(chosen.person, chosen.professional)
    else:
        assert somebody == frozenset()


@given(WORDS, st.sampled_from(Kind), WORDS)
def test_a_professional_never_changes_what_only_the_person_can_know(words, kind, before):
    before = written_by(before, kind=kind, side=Side.PERSON, before=None)
    made = written_by(words, kind=kind, side=Side.PROFESSIONAL, before=before)
    for part in (Part.FEELING, Part.WHY_IT_MATTERS):
        assert made.of(part) == before.of(part)
    assert written_by(words, kind=kind, side=Side.PERSON, before=before).reason == ""


@given(WORDS, st.sampled_from(Kind), st.sampled_from(Side))
def test_a_problem_has_no_part_of_a_goal_and_the_other_way_round(words, kind, side):
    made = written_by(words, kind=kind, side=side, before=None)
    assert {part for part in Part if made.of(part)} <= set(PARTS[kind])
    assert kind is Kind.GOAL or made.by_when is None
    assert written_by(made, kind=kind, side=side, before=made) == made


@pytest.mark.parametrize(
    "side, words",
    [
        (Side.PERSON, Words("")),
        (Side.PERSON, Words("x" * 20_001)),
        (Side.PERSON, Words("x", impact="x" * 5_001)),
        (Side.PROFESSIONAL, Words("x")),
        (Side.PROFESSIONAL, Words("x", reason="x" * 5_001)),
    ],
)
def test_too_little_and_too_much_are_refused_and_never_cut(side, words):
    with pytest.raises(NoWords):
        written_by(words, kind=Kind.PROBLEM, side=side, before=None)
    fits = replace(Words("x" * 20_000, by_when=date(2027, 1, 1)), reason="So.")
    assert written_by(fits, kind=Kind.GOAL, side=side, before=None).text == fits.text


@given(st.sampled_from(State), ANSWER, ANSWER, st.booleans(), st.sampled_from([None, *Side]))
def test_what_is_listed_as_agreed_was_said_yes_to_by_both_or_still_stands(state, person, pro, has_agreed, me):
    stands = standing(person, pro)
    group = group_of(state, stands, waits_for(person, pro), has_agreed=has_agreed, me=me)
    if group is Group.AGREED:
        assert (person is Answer.YES and pro is Answer.YES) or has_agreed
    if group is Group.WAITS_FOR_ME:
        assert {Side.PERSON: person, Side.PROFESSIONAL: pro}[me] is None
    assert (group is Group.BEHIND) == (state is not State.OPEN)


@given(st.text(max_size=300))
def test_a_title_is_one_line_and_short(text):
    title = first_words(text)
    assert len(title) <= 91
    assert "\n" not in title
