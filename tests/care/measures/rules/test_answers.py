"""Answers: what is asked, one kind sentence for what is wrong, and nothing counted that was not asked."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.measures.rules.answer_problems import SENTENCES, ProblemCode
from alongside.care.measures.rules.answer_storage import dump_answers, load_answers
from alongside.care.measures.rules.answers import (
    check_answers,
    enabled,
    first_answers,
    progress,
    read_answers,
)
from alongside.care.measures.rules.values import Coding

from .builders import choice, extension, item, questionnaire, whole


def when(question, operator="=", **answer):
    return {"question": question, "operator": operator, **answer}


@pytest.mark.parametrize(
    "operator, answered, shown",
    [
        ("=", 3, True), ("=", 4, False), ("=", None, False),
        ("!=", 4, True), ("!=", 3, False), ("!=", None, True),
        (">", 4, True), (">", 3, False), (">", None, False),
        ("<", 2, True), ("<", 3, False), ("<", None, False),
        (">=", 3, True), (">=", 2, False),
        ("<=", 3, True), ("<=", 4, False), ("<=", None, False),
    ],
)  # fmt: skip
def test_every_operator_decides_as_r4_says(operator, answered, shown):
    asked = questionnaire(whole("n"), item("a", enableWhen=[when("n", operator, answerInteger=3)]))
    answers = {} if answered is None else {"n": (answered,)}
    assert ("a" in enabled(asked, answers)) is shown


@pytest.mark.parametrize("wanted, answered, shown", [(True, "x", True), (True, "", False), (False, "", True)])
def test_exists_asks_whether_there_is_an_answer(wanted, answered, shown):
    asked = questionnaire(item("s"), item("a", enableWhen=[when("s", "exists", answerBoolean=wanted)]))
    assert ("a" in enabled(asked, {"s": (answered,)} if answered else {})) is shown


@pytest.mark.parametrize("behaviour, one, both", [("any", True, True), ("all", False, True)])
def test_both_behaviours(behaviour, one, both):
    two = [when("n", answerInteger=1), when("c", answerCoding={"code": "x"})]
    asked = questionnaire(
        whole("n"), choice("c", "x", "y"), item("a", enableWhen=two, enableBehavior=behaviour)
    )
    assert ("a" in enabled(asked, {"n": (1,)})) is one
    assert ("a" in enabled(asked, {"n": (1,), "c": (Coding("x"),)})) is both


def test_an_answer_to_a_question_that_is_not_asked_does_not_count():
    asked = questionnaire(
        item("a", "boolean"),
        item("b", "boolean", enableWhen=[when("a", answerBoolean=True)]),
        item("c", "string", enableWhen=[when("b", answerBoolean=True)]),
    )
    reading = read_answers(asked, {"a": ["false"], "b": ["true"], "c": ["text"]})
    assert reading.answers == {"a": (False,)}
    assert reading.set_aside == {"b": (True,), "c": ("text",)}
    assert reading.progress.asked == 1
    assert reading.progress.finished


def test_what_lies_in_a_group_that_is_not_shown_is_not_asked():
    asked = questionnaire(
        whole("n"),
        item("g", "group", enableWhen=[when("n", answerInteger=1)], item=[item("in", required=True)]),
    )
    assert read_answers(asked, {"n": ["0"]}).is_sound
    assert read_answers(asked, {"n": ["1"]}).problems["in"].code is ProblemCode.REQUIRED


PROBLEMS = [
    (item("a", required=True), [""], ProblemCode.REQUIRED),
    (item("a", "integer"), ["three"], ProblemCode.NOT_A_NUMBER),
    (item("a", "integer"), ["1e9"], ProblemCode.NOT_A_NUMBER),
    (item("a", "integer"), ["9" * 400], ProblemCode.NOT_A_NUMBER),
    (item("a", "integer"), ["3.5"], ProblemCode.NOT_WHOLE),
    (item("a", "decimal"), ["NaN"], ProblemCode.NOT_A_NUMBER),
    (item("a", "decimal", extension=[extension("maxDecimalPlaces", valueInteger=1)]), ["1.25"],
     ProblemCode.TOO_FINE),
    (item("a", "date"), ["31/03/2026"], ProblemCode.NOT_A_DATE),
    (item("a", "date"), ["2026-02-30"], ProblemCode.NOT_A_DATE),
    (item("a", "boolean"), ["maybe"], ProblemCode.NOT_YES_OR_NO),
    (whole("a"), ["11"], ProblemCode.OUT_OF_RANGE),
    (item("a", "integer", extension=[extension("minValue", valueInteger=0)]), ["-1"], ProblemCode.TOO_SMALL),
    (item("a", "integer", extension=[extension("maxValue", valueInteger=9)]), ["10"], ProblemCode.TOO_BIG),
    (choice("a", "x"), ["z"], ProblemCode.NOT_OFFERED),
    (item("a", maxLength=3), ["four"], ProblemCode.TOO_LONG),
    (item("a", extension=[extension("minLength", valueInteger=3)]), ["no"], ProblemCode.TOO_SHORT),
    (choice("a", "x", "y"), ["x", "y"], ProblemCode.ONE_ONLY),
    (item("a", repeats=True, extension=[extension("questionnaire-maxOccurs", valueInteger=2)]),
     ["1", "2", "3"], ProblemCode.TOO_MANY),
    (item("a", repeats=True, extension=[extension("questionnaire-minOccurs", valueInteger=2)]), ["1"],
     ProblemCode.TOO_FEW),
    (item("a"), ["a\x00b"], ProblemCode.BAD_CHARACTER),
]  # fmt: skip


@pytest.mark.parametrize("asked, sent, code", PROBLEMS)
def test_one_message_for_what_is_wrong(asked, sent, code):
    reading = read_answers(questionnaire(asked), {"a": sent})
    assert {link_id: problem.code for link_id, problem in reading.problems.items()} == {"a": code}
    assert "%" not in str(reading.problems["a"])
    assert "a" not in reading.answers


@pytest.mark.parametrize(
    "asked, sent, value",
    [
        (item("a", "integer"), " 3 ", 3),
        (item("a", "decimal"), "3,5", Decimal("3.5")),
        (item("a", "decimal"), "\N{MINUS SIGN}3", Decimal(-3)),
        (item("a", "decimal"), "٣", Decimal(3)),
        (item("a", "date"), "2026-02-28", date(2026, 2, 28)),
        (item("a", "boolean"), "false", False),
        (item("a", "text"), "one\r\ntwo", "one\ntwo"),
        (item("a", "open-choice", answerOption=[{"valueString": "Rest"}]), "Swim", "Swim"),
        (choice("a", "x"), "x", Coding("x", "", "X")),
        (whole("a"), "0", 0),
    ],
)
def test_a_sound_answer_gets_its_type(asked, sent, value):
    reading = read_answers(questionnaire(asked), {"a": [sent]})
    assert reading.is_sound
    assert reading.answers == {"a": (value,)}


def test_none_of_these_goes_by_itself():
    none = {
        "valueString": "None of these",
        "extension": [extension("questionnaire-optionExclusive", valueBoolean=True)],
    }
    asked = questionnaire(item("a", "choice", repeats=True, answerOption=[{"valueString": "Heat"}, none]))
    assert read_answers(asked, {"a": ["None of these"]}).is_sound
    problem = read_answers(asked, {"a": ["Heat", "None of these"]}).problems["a"]
    assert "None of these" in str(problem)


def test_a_draft_requires_nothing_but_still_says_what_is_wrong():
    asked = questionnaire(item("a", required=True), whole("n"))
    assert read_answers(asked, {}, complete=False).is_sound
    assert read_answers(asked, {"n": ["99"]}, complete=False).problems["n"].code is ProblemCode.OUT_OF_RANGE


def test_a_required_group_needs_one_answer_inside_it():
    asked = questionnaire(item("g", "group", required=True, item=[item("a"), item("b")]))
    assert read_answers(asked, {}).problems["g"].code is ProblemCode.REQUIRED
    assert read_answers(asked, {"b": ["x"]}).is_sound


def test_a_question_that_is_not_part_of_it_is_refused():
    asked = questionnaire(item("a"), item("d", "display"))
    for link_id in ("zzz", "d"):
        assert read_answers(asked, {link_id: ["x"]}).problems[link_id].code is ProblemCode.NOT_ASKED_HERE
    assert check_answers(asked, {"zzz": ("x",)}).problems["zzz"].code is ProblemCode.NOT_ASKED_HERE


def test_initial_answers_are_shown_first_and_count_only_when_sent():
    selected = [{"valueString": "Heat", "initialSelected": True}, {"valueString": "Cold"}]
    asked = questionnaire(
        whole("n", initial=[{"valueInteger": 5}]), item("c", "choice", answerOption=selected)
    )
    assert first_answers(asked) == {"n": (5,), "c": ("Heat",)}
    assert progress(asked, {}).answered == 0


def test_every_code_has_a_sentence_without_blame():
    assert set(SENTENCES) == set(ProblemCode)
    for sentence in SENTENCES.values():
        assert not {"invalid", "error", "wrong", "must", "failed"} & set(sentence.lower().split())


VALUES = st.one_of(
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000),
    st.dates(),
    st.text(max_size=20),
    st.builds(Coding, st.text(min_size=1, max_size=5), st.text(max_size=5), st.text(max_size=5)),
)


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.lists(VALUES, min_size=1, max_size=3).map(tuple)))
def test_what_is_stored_comes_back_the_same(answers):
    back = load_answers(dump_answers(answers))
    assert back == answers
    assert [[type(value) for value in values] for values in back.values()] == [
        [type(value) for value in values] for values in answers.values()
    ]


@given(st.dictionaries(st.sampled_from(["n", "c", "s", "b", "x"]), st.lists(st.text(max_size=8), max_size=4)))
def test_whatever_is_sent_nothing_is_both_an_answer_and_a_problem(sent):
    asked = questionnaire(
        whole("n"), choice("c", "x", required=True), item("s", repeats=True), item("b", "boolean")
    )
    reading = read_answers(asked, sent)
    assert not set(reading.answers) & set(reading.problems)
    assert set(reading.answers) <= reading.enabled
    assert 0 <= reading.progress.answered <= reading.progress.asked
