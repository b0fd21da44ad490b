"""A scoring definition that is wrong is refused when it is loaded, with the key and the reason."""

import pytest

from alongside.care.measures.rules.refusals import Refusals
from alongside.care.measures.rules.scoring_reading import read_scoring

from .builders import (
    choice,
    item,
    questionnaire,
    refused_document,
    rule,
    scoring,
    scoring_document,
    scoring_refused,
    whole,
)

ASKED = questionnaire(
    whole("a"),
    whole("b"),
    choice("c", "x", "y"),
    item("own", "open-choice", answerOption=[{"valueInteger": 1}]),
    item("t", "text"),
    item("n", "integer"),
    item("yes", "boolean"),
)
SOUND = {"items": ["a", "b"], "item_range": [0, 10], "range": [0, 20]}


def band(low, high, label="x"):
    return {"from": low, "to": high, "label": label}


SPOILT = [
    ({"items": ["a", "zz"]}, "score[0].items: the questionnaire has no item 'zz'"),
    ({"items": ["a", "c"]}, "'c' is scored, and an option of it has no weight"),
    ({"items": ["a", "own"]}, "'own' is scored, and an answer of one's own (open-choice) has no number"),
    ({"items": ["a", "t"]}, "'t' is a text, which is no number"),
    ({"items": ["a", "n"]}, "'n' is scored and has no bounds"),
    ({"items": ["a", "a"]}, "a is named twice"),
    ({"items": []}, "a score is made of items, or of scores"),
    ({"scores": ["other"]}, "a score is made of items, or of scores"),
    ({"reversed": ["c"]}, "score[0].reversed: c is not among its items"),
    ({"item_range": None}, "score[0].item_range: it is missing"),
    ({"item_range": [0, 8], "range": [0, 16]}, "'a' can be 0 to 10, outside item_range"),
    ({"item_range": [10, 0]}, "its ends are not in order"),
    ({"range": [0, 21]}, "its parts give 0 to 20; it says 0 to 21"),
    ({"range": [20, 0]}, "score[0].range: its ends are not in order"),
    ({"method": "median"}, "score[0].method: 'median'"),
    ({"method": "count", "range": [0, 2]}, "count needs the values that count"),
    ({"counted": [1]}, "the method sum counts nothing"),
    ({"missing": {"rule": "at_least", "n": 1}}, "'at_least' does not go with sum"),
    ({"missing": {"rule": "mean_for_missing"}}, "most belongs to mean_for_missing"),
    ({"missing": {"rule": "mean_for_missing", "most": 2}}, "a score of no answers"),
    ({"missing": {"rule": "zero"}}, "score[0].missing.rule: 'zero'"),
    ({"band": [band(0, 10, "low"), band(10, 20, "high")]}, "'low' and 'high' overlap"),
    ({"band": [band(0, 8, "low"), band(10, 20, "high")]}, "between 'low' and 'high' is a gap"),
    ({"band": [band(0, 10)]}, "the bands do not cover the range"),
    ({"band": [{**band(0, 20), "audience": "person"}]}, "score[0].band[0].audience"),
    ({"matters": {"source": "s"}}, "score[0].matters: it says no amount"),
    ({"matters": {"absolute": 30, "source": "s"}}, "the score cannot change by so much"),
    ({"matters": {"absolute": 3}}, "score[0].matters.source: it is missing"),
    ({"better": "none", "matters": {"absolute": 3, "source": "s"}}, "no direction is better"),
    ({"better": "up"}, "score[0].better: 'up'"),
    ({"decimals": True}, "score[0].decimals"),
    ({"group_level": {"least_encounters": 25}}, "only all_top is a share"),
    ({"suprise": 1}, "score[0].suprise: this key is not known"),
    ({"name": "Has Blanks"}, "score[0].name"),
]


@pytest.mark.parametrize("spoilt, said", SPOILT)
def test_a_faulty_score_is_refused_with_its_key(spoilt, said):
    made = {key: value for key, value in {**rule(**SOUND), **spoilt}.items() if value is not None}
    assert said in scoring_refused(ASKED, made)


def test_the_same_score_without_the_fault_is_taken():
    assert scoring(ASKED, rule(**SOUND)).rule("total").items == ("a", "b")


@pytest.mark.parametrize(
    "key, value, said",
    [
        (
            "questionnaire",
            {"url": "https://other.example", "version": "1"},
            "it is for 'https://other.example'",
        ),
        (
            "questionnaire",
            {"url": "https://clinic.example/q", "version": "2"},
            "questionnaire.version: it is for '2'",
        ),
        ("id", "An Id", "id: 'An Id'"),
        ("licence", "", "licence"),
        ("comparable_with", ["1"], "it names this version itself"),
        ("surprise", 1, "surprise: this key is not known"),
        ("supply", [{"where": "score[0].items", "what": "the numbers."}], "yours to supply: the numbers."),
        ("alert", [], "declares no alerts"),
    ],
)
def test_a_faulty_head_is_refused(key, value, said):
    document = scoring_document(rule(**SOUND), **{key: value})
    if key == "alert":
        del document["no_alerts"]
    assert said in refused_document(document, ASKED)


@pytest.mark.parametrize("key", ["id", "version", "title", "licence", "source", "signed", "questionnaire"])
def test_what_every_definition_must_say(key):
    document = scoring_document(rule(**SOUND))
    del document[key]
    assert f"{key}: it is missing" in refused_document(document, ASKED)


def test_a_no_alerts_that_nobody_signed_is_no_signature():
    unsigned = {"by": "", "on": scoring_document()["no_alerts"]["on"], "reason": "x"}
    assert "no_alerts.by" in scoring_refused(ASKED, rule(**SOUND), no_alerts=unsigned)


def alert(**more):
    return {
        "name": "an-alert", "item": "a", "at_least": 9, "shows": "Thank you.", "owner": "contact",
        "within_hours": 24, "reason": "It may be urgent.", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    "spoilt, said",
    [
        ({"item": "zz"}, "alert[0].item: the questionnaire has no question 'zz'"),
        ({"answers": [9]}, "it needs answers, or at_least and at_most, not both"),
        ({"at_least": None}, "it needs answers"),
        ({"item": "c", "at_least": None, "answers": ["z"]}, "'z' is no answer to 'c'"),
        ({"item": "yes", "at_least": None, "answers": [1]}, "1 is no answer to 'yes'"),
        ({"item": "c"}, "an option of it has no weight"),
        ({"owner": "nobody"}, "alert[0].owner"),
        ({"within_hours": 0}, "alert[0].within_hours"),
        ({"shows": ""}, "alert[0].shows"),
    ],
)
def test_a_faulty_alert_is_refused(spoilt, said):
    made = {key: value for key, value in alert(**spoilt).items() if value is not None}
    document = scoring_document(rule(**SOUND), alert=[made])
    del document["no_alerts"]
    assert said in refused_document(document, ASKED)


def test_alerts_and_no_alerts_together_contradict_each_other():
    assert "it declares alerts and [no_alerts]" in scoring_refused(ASKED, rule(**SOUND), alert=[alert()])


def test_all_problems_are_told_at_once():
    said = scoring_refused(ASKED, rule("one", **{**SOUND, "items": ["zz"]}), rule("one", **SOUND), version="")
    assert "version" in said
    said = scoring_refused(ASKED, rule("one", **{**SOUND, "items": ["zz"]}), rule("one", **SOUND))
    assert "has no item 'zz'" in said
    assert "'one' is used 2 times" in said


def test_a_total_comes_after_its_parts():
    assert "there is no score 'later' above it" in scoring_refused(
        ASKED, rule("both", scores=["later"], range=[0, 20]), rule("later", **SOUND)
    )


@pytest.mark.parametrize(
    "raw, said",
    [
        (b"id = ", "this is not TOML"),
        (b"id = nan", "not a number"),
        (b"a = " + b"[" * 9000, "TOML|nested"),
        (b".".join([b"a"] * 90_000) + b" = 1", "more than 500 points"),
        (b"#" * 200_001, "at most 200000 are read"),
    ],
)
def test_a_hostile_file_is_refused_in_words(raw, said):
    with pytest.raises(Refusals, match=said):
        read_scoring(raw, ASKED)
