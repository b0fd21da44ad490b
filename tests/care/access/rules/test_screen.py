"""The safety screen keeps its promises: more trouble is never slower help, and nobody is ever told that
they are well.
"""

from __future__ import annotations

import datetime as dt
import inspect
import itertools
import random
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.access.rules.help_numbers import help_numbers
from alongside.care.access.rules.screen import (
    Answer,
    Assessment,
    FlagGroup,
    MyNormal,
    Speed,
    Window,
    advice_for,
    assess,
    ending_for,
    next_question,
    progress,
    with_my_normal,
)
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.access.rules.signed import all_clear_phrases

SCREEN = safety_screen()
IDS = [question.id for question in SCREEN.questions]
UK = help_numbers().country("GB")
EVERY_COUNTRY = (*help_numbers().countries, help_numbers().general)
ANSWERS = st.dictionaries(st.sampled_from(IDS), st.sampled_from(Answer))


def rank(assessment: Assessment) -> int:
    return assessment.speed.rank if assessment.speed else 0


def all_no(**changes: Answer) -> dict[str, Answer]:
    return {**dict.fromkeys(IDS, Answer.NO), **changes}


def yes(*question_ids: str) -> dict[str, Answer]:
    return all_no(**dict.fromkeys(question_ids, Answer.YES))


def texts_of(thing: object) -> list[str]:
    """Every text inside a definition or a page, however deep: so that a new field is looked at without
    being named here.
    """
    if isinstance(thing, str):
        return [thing]
    if is_dataclass(thing):
        return list(itertools.chain(*(texts_of(getattr(thing, field.name)) for field in fields(thing))))
    if isinstance(thing, dict):
        return list(itertools.chain(*(texts_of(value) for value in thing.values())))
    if isinstance(thing, tuple | list):
        return list(itertools.chain(*(texts_of(item) for item in thing)))
    return []


@given(ANSWERS, st.sampled_from(IDS))
def test_a_further_yes_never_makes_the_advice_slower(answers: dict[str, Answer], question_id: str) -> None:
    before, after = assess(SCREEN, answers), assess(SCREEN, {**answers, question_id: Answer.YES})
    assert rank(after) >= rank(before)
    assert set(after.flag_ids) >= set(before.flag_ids)
    assert set(after.combinations) >= set(before.combinations)


@given(ANSWERS, st.sampled_from(IDS))
def test_not_sure_is_never_slower_than_no_and_as_fast_as_yes(
    answers: dict[str, Answer], question_id: str
) -> None:
    by_answer = {answer: assess(SCREEN, {**answers, question_id: answer}) for answer in Answer}
    assert rank(by_answer[Answer.NOT_SURE]) >= rank(by_answer[Answer.NO])
    assert by_answer[Answer.NOT_SURE].speed is by_answer[Answer.YES].speed
    assert by_answer[Answer.NOT_SURE].advice == by_answer[Answer.YES].advice


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_answering_changes_nothing(answers: dict[str, Answer], chance: random.Random) -> None:
    shuffled = list(answers.items())
    chance.shuffle(shuffled)
    assert assess(SCREEN, dict(shuffled)) == assess(SCREEN, answers)


@given(ANSWERS)
def test_a_raised_flag_always_has_advice_at_the_speed_of_the_whole(answers: dict[str, Answer]) -> None:
    found = assess(SCREEN, answers)
    assert bool(found.advice) == bool(found.flags) == (found.speed is not None) == found.pauses_referral
    if found.speed is not None:
        assert SCREEN.advice_by_id(found.advice[0]).speed is found.speed
    told_groups = {group for advice in found.advice for group in SCREEN.advice_by_id(advice).groups}
    assert told_groups >= {flag.group for flag in found.flags}


@given(ANSWERS, st.sampled_from(EVERY_COUNTRY))
def test_no_set_of_answers_gives_words_that_tell_someone_they_are_well(
    answers: dict[str, Answer], country
) -> None:
    shown = advice_for(SCREEN, assess(SCREEN, answers), country)
    for text in [*texts_of(shown), *texts_of(ending_for(SCREEN, country))]:
        assert all_clear_phrases(text) == ()


def test_no_text_of_the_whole_definition_tells_someone_that_they_are_well() -> None:
    texts = texts_of(SCREEN)
    assert len(texts) > 150
    assert [text for text in texts if all_clear_phrases(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "You have the All  Clear.",
        "Don’t worry.",
        "There is nothing wrong.",
        "You are\nsafe now.",
        "It means that nothing is wrong.",
    ],
)
def test_words_of_all_clear_are_found_however_they_are_written(text: str) -> None:
    assert all_clear_phrases(text)


def test_saying_that_nothing_is_certain_is_allowed() -> None:
    assert all_clear_phrases("That does not mean that nothing is wrong.") == ()


@given(ANSWERS)
def test_urgent_advice_says_that_nobody_was_told_and_gives_a_number(answers: dict[str, Answer]) -> None:
    for part in advice_for(SCREEN, assess(SCREEN, answers), UK):
        assert "We have not told anyone." in part.told
        assert any(line.number for line in part.lines)
        assert part.said
        if part.speed is not Speed.THIS_WEEK:
            assert part.told == "We have not told anyone. Please ring now."
        if part.speed is Speed.NOW:
            assert part.lines[0].number == "999"


@pytest.mark.parametrize("question_id", ["bladder_bowel", "saddle", "legs_very_weak", "both_legs", "sexual"])
@pytest.mark.parametrize("answer", [Answer.YES, Answer.NOT_SURE])
def test_each_sign_of_cauda_equina_alone_means_hospital_now(question_id: str, answer: Answer) -> None:
    found = assess(SCREEN, all_no(**{question_id: answer}))
    assert found.speed is Speed.NOW
    assert found.advice == ("cauda_equina_now",)
    assert "A&E now" in advice_for(SCREEN, found, UK)[0].title


def test_cauda_equina_is_asked_first() -> None:
    groups = [question.group for question in SCREEN.questions]
    assert groups[:5] == [FlagGroup.CAUDA_EQUINA] * 5
    assert FlagGroup.CAUDA_EQUINA not in groups[5:]


def test_the_two_weeks_belong_to_the_symptom_and_never_to_the_back_pain() -> None:
    for question in SCREEN.questions:
        if question.window is Window.NEW_OR_WORSE:
            assert question.text.startswith("In the last two weeks, ")
            assert "getting worse?" in question.text
        assert "back" not in question.text.lower() or "two weeks" not in question.text


def test_very_weak_legs_count_whenever_that_began() -> None:
    question = SCREEN.question("legs_very_weak")
    assert question.window is Window.WHENEVER
    assert "two weeks" not in question.text
    assert "does not matter when this began" in " ".join(question.help)


@pytest.mark.parametrize(
    "questions, speed",
    [
        (("fever",), Speed.TODAY),
        (("immunity",), Speed.THIS_WEEK),
        (("fever", "immunity"), Speed.NOW),
        (("trauma",), Speed.TODAY),
        (("bones",), Speed.THIS_WEEK),
        (("trauma", "bones"), Speed.NOW),
        (("cancer",), Speed.THIS_WEEK),
        (("weight",), Speed.THIS_WEEK),
        (("night",), Speed.THIS_WEEK),
        (("cancer", "night"), Speed.TODAY),
        (("cancer", "weight"), Speed.TODAY),
        (("cancer", "fever"), Speed.NOW),
        (("weight", "night"), Speed.TODAY),
        (("changed",), Speed.THIS_WEEK),
        (("cancer", "changed"), Speed.TODAY),
        (("immunity", "night"), Speed.TODAY),
        (("bones", "changed"), Speed.TODAY),
        (("bones", "weight"), Speed.THIS_WEEK),
        (("bones", "weight", "immunity"), Speed.TODAY),
        (("despair",), Speed.NOW),
        ((), None),
    ],
)
def test_the_speeds_that_were_signed(questions: tuple[str, ...], speed: Speed | None) -> None:
    assert assess(SCREEN, yes(*questions)).speed is speed


def test_despair_has_its_own_advice_beside_any_other() -> None:
    found = assess(SCREEN, yes("saddle", "despair"))
    assert set(found.advice) == {"cauda_equina_now", "despair_now"}
    parts = {part.id: part for part in advice_for(SCREEN, found, UK)}
    despair = SCREEN.question("despair").say
    assert [said.text for said in parts["despair_now"].said] == [despair]
    assert despair not in [said.text for said in parts["cauda_equina_now"].said]
    assert [line.name for line in parts["despair_now"].lines][-2:] == [
        "Samaritans",
        "Lifeline, Northern Ireland",
    ]


def test_what_the_person_was_not_sure_of_is_told_as_that() -> None:
    (part,) = advice_for(SCREEN, assess(SCREEN, all_no(saddle=Answer.NOT_SURE, sexual=Answer.YES)), UK)
    assert [said.not_sure for said in part.said] == [True, False]


def test_a_country_that_is_not_known_gets_advice_without_another_countrys_number() -> None:
    shown = texts_of(advice_for(SCREEN, assess(SCREEN, yes("saddle")), help_numbers().country("ZZ")))
    assert "999" not in " ".join(shown)
    assert "Go to the emergency department of a hospital now" in shown


def test_the_questions_come_in_order_and_the_asking_ends() -> None:
    answers: dict[str, Answer] = {}
    asked: list[str] = []
    while (question := next_question(SCREEN, answers)) is not None:
        assert progress(SCREEN, question) == (len(asked) + 1, len(IDS))
        asked.append(question.id)
        answers[question.id] = Answer.NO
    assert asked == IDS
    assert assess(SCREEN, answers).complete


@given(ANSWERS)
def test_nobody_who_must_leave_for_hospital_is_kept_on_a_form(answers: dict[str, Answer]) -> None:
    following = next_question(SCREEN, answers)
    if assess(SCREEN, answers).speed is Speed.NOW:
        assert following is None
    else:
        assert (following is None) == assess(SCREEN, answers).complete
        assert following is None or following.id not in answers


def test_an_unfinished_screen_without_flags_is_not_called_complete() -> None:
    found = assess(SCREEN, {"saddle": Answer.NO})
    assert not found.complete
    assert found.advice == ()


def test_the_ending_says_what_is_known_and_when_to_come_back() -> None:
    ending = ending_for(SCREEN, UK)
    said = " ".join(ending.text)
    assert "You told us none of these things. That does not mean that nothing is wrong." in said
    assert "If something changes, come back" in said
    assert "A&E at once" in said


def test_an_answer_to_a_question_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        assess(SCREEN, {"back_pain": Answer.YES})


def test_what_is_usual_for_someone_cannot_reach_the_assessment() -> None:
    assert list(inspect.signature(assess).parameters) == ["screen", "answers"]
    assert list(inspect.signature(next_question).parameters) == ["screen", "answers"]


def test_what_is_usual_for_someone_stands_beside_its_question_and_changes_neither_it_nor_the_advice() -> None:
    usual = MyNormal("bladder_bowel", "I get up twice each night.", dt.date(2026, 11, 1), "Sam Field")
    page = with_my_normal(SCREEN, "bladder_bowel", [usual])
    assert page.my_normal == usual
    assert page.question == SCREEN.question("bladder_bowel")
    assert assess(SCREEN, yes("bladder_bowel")).speed is Speed.NOW


def test_nothing_is_called_usual_beside_a_question_where_nothing_can_be() -> None:
    usual = MyNormal("despair", "Always.", dt.date(2026, 11, 1), "Sam Field")
    assert with_my_normal(SCREEN, "despair", [usual]).my_normal is None
    assert with_my_normal(SCREEN, "saddle", [usual]).my_normal is None


def test_an_assessment_names_the_version_that_gave_it() -> None:
    found = assess(SCREEN, yes("fever"))
    assert found.version == SCREEN.version
    assert found.version.endswith(SCREEN.digest[:12])
    assert len(SCREEN.digest) == 64
