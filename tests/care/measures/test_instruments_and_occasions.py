"""Instruments stand side by side, scores are superseded and never edited, due is a question of time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from alongside.base import clock
from alongside.care.measures import attention, catalogue
from alongside.care.measures.actions import assessment, instrument, occasion, score
from alongside.care.measures.models import Instrument, Occasion
from alongside.care.measures.presenters import due_cards
from alongside.care.measures.rules.library import shipped
from alongside.care.measures.rules.refusals import Refusals
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from tests.care.measures.conftest import PERSONS
from tests.conftest import THURSDAY

OWN = shipped().instruments["managing-check"]
QUESTIONS, RULES = OWN.questionnaire_json, OWN.scoring_toml
CORRECTED = (
    RULES.replace(b'version = "1"\ntitle', b'version = "2"\ntitle', 1)
    .replace(b'items = ["helps", "active", ', b'items = ["active", ')
    .replace(b"range = [0, 56]", b"range = [0, 48]")
)


def test_our_own_checks_are_added_once(db):
    assert len(instrument.ensure_own_checks()) == 5
    assert instrument.ensure_own_checks() == []
    assert Instrument.objects.get(key="managing-check").not_validated


def test_the_same_files_again_are_the_same_instrument(checks):
    again = instrument.add(questionnaire=QUESTIONS, scoring=RULES + b"\n# a comment\n", by=None)
    assert again.pk == checks["managing-check"].pk


def test_a_new_version_stands_beside_the_old_and_is_asked_from_now_on(checks):
    newer = instrument.add(questionnaire=QUESTIONS, scoring=CORRECTED, by=None)
    assert Instrument.objects.filter(key="managing-check").count() == 2
    assert catalogue.current("managing-check").pk == newer.pk


def test_the_same_version_with_other_content_is_refused_with_what_to_do(checks):
    changed = RULES.replace(b"Getting on with living with pain", b"Something else")
    with pytest.raises(Refusals, match="Give what you changed a new version"):
        instrument.add(questionnaire=QUESTIONS, scoring=changed, by=None)
    assert Instrument.objects.count() == 5


def test_every_fault_of_both_files_is_named(checks):
    with pytest.raises(Refusals) as refused:
        instrument.add(questionnaire=b'{"resourceType": "Patient"}', scoring=b"id = 3", by=None)
    assert len(refused.value.refusals) > 2
    assert Instrument.objects.count() == 5


def test_an_instrument_is_never_changed(checks):
    with pytest.raises(RuntimeError):
        checks["managing-check"].save()


def test_one_that_is_retired_is_asked_no_more_and_can_be_brought_back(checks):
    instrument.retire(instrument=checks["pain-check"])
    with pytest.raises(catalogue.NoSuchInstrument):
        catalogue.current("pain-check")
    own = shipped().instruments["pain-check"]
    instrument.add(questionnaire=own.questionnaire_json, scoring=own.scoring_toml, by=None)
    assert catalogue.current("pain-check").pk == checks["pain-check"].pk


def test_a_corrected_rule_makes_a_new_score_beside_the_old(checks, joan_answers):
    done = joan_answers()
    old = done.scores.get()
    newer = instrument.add(questionnaire=QUESTIONS, scoring=CORRECTED, by=None)
    assert score.rescore_all(instrument=newer) == 1
    old.refresh_from_db()
    standing = done.scores.get(superseded_by=None)
    assert (old.value, old.superseded_by) == (Decimal(27), standing)
    assert (standing.value, standing.scoring_version) == (Decimal(21), "2")
    assert score.rescore_all(instrument=newer) == 0, "a second time changes nothing"
    done.refresh_from_db()
    assert done.scoring_hash == checks["managing-check"].scoring_hash


def test_other_questions_are_not_scored_by_it(checks, joan_answers):
    with pytest.raises(score.OtherQuestions):
        score.rescore(assessment=joan_answers(), instrument=checks["pain-check"])


def test_an_occasion_that_nobody_has_begun_asks_the_newest_version(clinic, baseline):
    newer = instrument.add(questionnaire=QUESTIONS, scoring=CORRECTED, by=None)
    one = baseline["managing-check"]
    kept = assessment.save(occasion=one, side=Side.PERSON, sent={"helps": ["3"]}, by=clinic.joan)
    assert kept.draft.instrument.pk == newer.pk


def test_one_that_is_begun_stays_as_it_was_for_the_other_side_too(clinic, baseline, checks, joan_answers):
    joan_answers()
    instrument.add(questionnaire=QUESTIONS, scoring=CORRECTED, by=None)
    one = baseline["managing-check"]
    done = assessment.complete(occasion=one, side=Side.PROFESSIONAL, sent={"helps": ["3"]}, by=clinic.priya)
    assert done.instrument.pk == checks["managing-check"].pk


def test_versions_that_nobody_declared_comparable_are_not_compared(clinic, checks, as_):
    with clock.frozen(THURSDAY):
        for one in occasion.open_baseline(partnership=clinic.partnership, by=clinic.joan):
            if one.key == "managing-check":
                assessment.complete(occasion=one, side=Side.PERSON, sent=PERSONS, by=clinic.joan)
    with clock.frozen(THURSDAY + timedelta(days=89)):
        instrument.add(questionnaire=QUESTIONS, scoring=CORRECTED, by=None)
        later = Occasion.objects.get(kind="three-months")
        assessment.complete(occasion=later, side=Side.PERSON, sent=PERSONS, by=clinic.joan)
        page = as_("joan").get(f"/p/{clinic.partnership.pk}/checks/{later.pk}/").content.decode()
    assert "The two numbers cannot be compared." in page


@pytest.fixture
def answered(clinic, checks):
    """Joan answered *How are you getting on?* on Thursday, and nothing since."""
    with clock.frozen(THURSDAY):
        for one in occasion.open_baseline(partnership=clinic.partnership, by=clinic.joan):
            if one.key == "managing-check":
                assessment.complete(occasion=one, side=Side.PERSON, sent=PERSONS, by=clinic.joan)
    return Occasion.objects.get(kind="three-months")


def test_due_overdue_and_missed_are_questions_of_time(clinic, answered):
    states = {}
    for days in (60, 80, 95, 120):
        with clock.frozen(THURSDAY + timedelta(days=days)):
            mine = Occasion.objects.filter(pk=answered.pk)
            states[days] = (mine.due().exists(), mine.overdue().exists(), mine.missed().exists())
    assert states == {
        60: (False, False, False),
        80: (True, False, False),
        95: (True, True, False),
        120: (True, True, True),
    }


def test_whose_day_has_come_is_put_on_somebodys_list_once(clinic, answered):
    with clock.frozen(THURSDAY + timedelta(days=80)):
        assert occasion.call_up() == 0
    with clock.frozen(THURSDAY + timedelta(days=91)):
        assert occasion.call_up() == 1
        assert occasion.call_up() == 0
        item = AttentionItem.objects.get(kind=attention.THREE_MONTHS_DUE)
        assert item.owner == clinic.priya
        assessment.complete(occasion=answered, side=Side.PERSON, sent=PERSONS, by=clinic.joan)
    item.refresh_from_db()
    assert item.closed_at is not None


def test_opening_the_baseline_twice_makes_it_once(clinic, checks):
    first = occasion.open_baseline(partnership=clinic.partnership, by=clinic.joan)
    again = occasion.open_baseline(partnership=clinic.partnership, by=clinic.priya)
    assert [one.pk for one in first] == [one.pk for one in again]
    assert len(first) == 5


def test_a_stranger_asks_for_nothing(clinic, checks):
    with pytest.raises(Refused):
        occasion.ask(partnership=clinic.partnership, key="pain-check", by=clinic.stranger)
    with pytest.raises(catalogue.NoSuchInstrument):
        occasion.ask(partnership=clinic.partnership, key="nothing", by=clinic.joan)


def test_the_card_for_today_says_how_many_wait_and_goes_away(clinic, checks, answered):
    with clock.frozen(THURSDAY + timedelta(days=30)):
        card = due_cards(clinic.partnership)[0]
        assert (card.title, card.text[:1]) == ("A few questions are still open", "4")
    Occasion.objects.filter(person_done_at=None).update(person_done_at=THURSDAY)
    assert due_cards(clinic.partnership) == []
