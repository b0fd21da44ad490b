"""Which step of the door is due: nobody passes the safety screen by another way, whatever they send."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alongside.care.access.rules.door import (
    Door,
    Step,
    due,
    is_through,
    may_answer,
    may_open,
    next_to_ask,
    outstanding,
)
from alongside.care.access.rules.screen import Answer, Speed, assess
from alongside.care.access.rules.screen_definition import safety_screen

SCREEN = safety_screen()
IDS = [question.id for question in SCREEN.questions]
NO_TO_ALL = dict.fromkeys(IDS, Answer.NO)
DOORS = st.builds(
    Door,
    answers=st.dictionaries(st.sampled_from(IDS), st.sampled_from(Answer)),
    heeded=st.frozensets(st.sampled_from([advice.id for advice in SCREEN.advice])),
    has_born_on=st.booleans(),
    passed=st.frozensets(st.sampled_from(Step)),
    has_details=st.booleans(),
    needs_code=st.booleans(),
)


@given(DOORS, st.sampled_from([step for step in Step if step.rank > Step.ADVICE.rank]))
def test_no_step_after_the_screen_opens_before_the_screen_is_behind_them(door: Door, step: Step) -> None:
    if may_open(SCREEN, door, step):
        assert is_through(SCREEN, door)
        assert set(door.answers) == set(IDS)
        assert set(assess(SCREEN, door.answers).advice) <= door.heeded


@given(DOORS)
def test_what_is_due_can_always_be_opened(door: Door) -> None:
    assert may_open(SCREEN, door, due(SCREEN, door))


@given(DOORS, st.sampled_from(IDS))
def test_only_a_question_answered_before_or_the_next_one_can_be_answered(door: Door, asked: str) -> None:
    upcoming = next_to_ask(SCREEN, door)
    allowed = may_answer(SCREEN, door, asked)
    assert allowed == (asked in door.answers or (upcoming is not None and upcoming.id == asked))


@given(DOORS)
def test_nobody_who_must_go_to_hospital_is_asked_more(door: Door) -> None:
    waits = outstanding(SCREEN, door)
    if any(SCREEN.advice_by_id(each).speed is Speed.NOW for each in waits):
        assert due(SCREEN, door) is Step.ADVICE
        assert next_to_ask(SCREEN, door) is None


def test_who_came_back_from_the_hospital_is_asked_the_rest() -> None:
    flagged = Door(answers={IDS[0]: Answer.YES})
    assert due(SCREEN, flagged) is Step.ADVICE
    back = Door(answers=flagged.answers, heeded=frozenset(outstanding(SCREEN, flagged)))
    upcoming = next_to_ask(SCREEN, back)
    assert upcoming is not None
    assert upcoming.id == IDS[1]


def test_a_new_flag_after_coming_back_pauses_again() -> None:
    back = Door(answers={**NO_TO_ALL, "saddle": Answer.YES}, heeded=frozenset({"cauda_equina_now"}))
    assert due(SCREEN, back) is Step.BORN
    worse = Door(answers={**back.answers, "fever": Answer.YES}, heeded=back.heeded)
    assert due(SCREEN, worse) is Step.ADVICE


@given(DOORS)
def test_once_sent_only_the_page_that_says_so_opens(door: Door) -> None:
    sent = Door(answers=door.answers, is_sent=True)
    assert [step for step in Step if may_open(SCREEN, sent, step)] == [Step.SENT]
