"""Everything that is shipped is sound, honest about itself and readable; and others' loads."""

from importlib import resources
from pathlib import Path

import pytest
import textstat

from alongside.care.measures.rules.alerts import alerts_raised
from alongside.care.measures.rules.answers import read_answers
from alongside.care.measures.rules.documents import read_toml
from alongside.care.measures.rules.library import DEFINITIONS, load_instrument, shipped
from alongside.care.measures.rules.questionnaire import ItemType
from alongside.care.measures.rules.refusals import Refusals
from alongside.care.measures.rules.scoring import score
from alongside.care.measures.rules.scoring_reading import scoring_from

EXAMPLE = Path(__file__).parents[4] / "docs" / "examples" / "instrument"
OWN = ["managing-check", "medicines-check", "pain-check", "partnership-check", "readiness-check"]
TEMPLATES = [
    *("bpi-sf", "care", "collaborate-0-4", "collaborate-0-9", "hads", "odi", "peg"),
    *("pih-2010", "pih-2017", "ppic", "pseq", "rmdq", "start-back"),
]


def test_the_own_checks_are_all_there():
    assert sorted(shipped().instruments) == OWN
    assert sorted(shipped().templates) == TEMPLATES


@pytest.mark.parametrize("name", OWN)
def test_an_own_check_says_that_it_is_not_validated_and_that_nobody_clinical_has_checked_it(name):
    scoring = shipped().instruments[name].scoring
    assert scoring.not_validated
    assert scoring.signed.checked_by == ""
    assert scoring.no_alerts or scoring.alert


@pytest.mark.parametrize("name", OWN)
def test_every_scale_names_both_its_ends(name):
    for item in shipped().instruments[name].questionnaire.questions():
        if item.type is ItemType.INTEGER:
            assert item.hint("lower"), item.link_id
            assert item.hint("upper"), item.link_id


def test_the_own_checks_can_be_read_at_the_age_of_eleven():
    words = [
        item.text
        for name in OWN
        for item in shipped().instruments[name].questionnaire.walk()
        if len(item.text) > 25
    ]
    text = " ".join(words)
    assert textstat.lexicon_count(text) > 200
    # A proxy: the school grade of Flesch and Kincaid. Grade 6 is about the age of 11.
    assert textstat.flesch_kincaid_grade(text) <= 6


def test_readiness_is_never_shown_as_a_label():
    where = shipped().instruments["readiness-check"].questionnaire.index["where"]
    codes = {option.key for option in where.options}
    assert codes == {"precontemplation", "contemplation", "preparation", "action", "maintenance", "relapse"}
    assert not any(code in option.label.lower() for code in codes for option in where.options)


def test_who_can_hardly_handle_how_they_feel_reads_at_once_what_to_do():
    instrument = shipped().instruments["managing-check"]
    raised = alerts_raised(instrument.scoring, instrument.questionnaire, {"feelings": (1,)})
    assert [alert.owner for alert in raised] == ["contact"]
    assert "do not wait for us" in raised[0].shows
    assert "Anna" in raised[0].shows % {"contact": "Anna"}
    assert alerts_raised(instrument.scoring, instrument.questionnaire, {"feelings": (2,)}) == ()


def test_who_takes_no_medicines_still_has_a_score():
    instrument = shipped().instruments["managing-check"]
    sent = {key: ["4"] for key in ("helps", "active", "noticing", "matters", "feelings", "sleeping")}
    reading = read_answers(instrument.questionnaire, sent)
    assert score(instrument.scoring, instrument.questionnaire, reading.answers).value("managing") == 28


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_refused_only_for_what_the_licensee_has_to_supply(name):
    with pytest.raises(Refusals) as caught:
        scoring_from(read_toml(shipped().templates[name], name=name), None)
    said = [refusal.what for refusal in caught.value.refusals]
    assert said
    assert all(what.startswith("this is yours to supply: ") for what in said)


def test_an_instrument_that_someone_else_wrote_is_loaded_and_scored():
    instrument = load_instrument(
        (EXAMPLE / "QUESTIONNAIRE.json").read_bytes(), (EXAMPLE / "SCORING.toml").read_bytes()
    )
    sent = {"hours": ["5.5"], "falling": ["hard"], "woke": ["4"], "woke-why": ["Pain", "The dog"],
            "rested": ["not"],
            "drives": ["true"], "nodded": ["true"]}  # fmt: skip
    reading = read_answers(instrument.questionnaire, sent)
    assert reading.is_sound
    found = score(instrument.scoring, instrument.questionnaire, reading.answers)
    # falling 2 + rested reversed (0 + 3 - 0 = 3) = 5; with 4 nights, 9.
    assert (found.value("trouble"), found.value("total")) == (5, 9)
    assert found["trouble"].band.label == "much trouble"
    assert [
        alert.name for alert in alerts_raised(instrument.scoring, instrument.questionnaire, reading.answers)
    ] == ["nodded-off"]


def test_both_files_are_refused_at_once():
    scoring = (EXAMPLE / "SCORING.toml").read_bytes().replace(b'method = "sum"', b'method = "guess"')
    with pytest.raises(Refusals) as caught:
        load_instrument(b'{"resourceType": "Questionnaire", "status": "active"}', scoring)
    assert "it has no items" in str(caught.value)
    assert "'guess'" in str(caught.value)


def test_every_shipped_file_is_signed_and_dated():
    folder = resources.files(DEFINITIONS)
    files = [*folder.iterdir(), *(folder / "templates").iterdir()]
    for file in files:
        if file.name.endswith(".toml"):
            text = file.read_text()
            assert "[signed]" in text, file.name
            assert 'checked_by = ""' in text, file.name
            assert "review_by = 2027" in text, file.name
