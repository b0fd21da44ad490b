"""From a piece of advice to what it rests on in one click; and no edit or signature changes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from alongside.care.measures.actions import instrument, occasion
from alongside.care.partnership import findings as care
from alongside.care.partnership.authority import Relation
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.findings import Refusal
from alongside.care.plan import catalogue
from alongside.care.plan.actions import circumstances, idea
from alongside.care.plan.actions import step as steps
from alongside.care.plan.models import StepWording
from alongside.care.plan.presenters.ideas import Ideas
from alongside.care.plan.reader import Reader
from alongside.care.plan.rules.step import StepWords
from alongside.care.support.actions import review as reviews
from alongside.evidence.findings.actions import bundle as actions
from tests.evidence.findings.test_bundle import signed

LINK = re.compile(r'href="(/how-do-we-know/([a-z-]+)/)"')
NOBODY = "No clinician has signed this yet"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Iterator[Path]:
    settings.FINDINGS_FOLDER = tmp_path / "findings"
    yield settings.FINDINGS_FOLDER
    catalogue.rulebook.cache_clear()


@pytest.fixture
def page(clinic, thursday):
    """Joan has said what fits her life."""
    for question, answer in {"wants": ["move", "sleep"], "minutes": "20", "money": "none"}.items():
        circumstances.say(partnership=clinic.partnership, question=question, answer=answer, by=clinic.joan)
    return lambda tail="": f"/p/{clinic.partnership.pk}/{tail}"


def links(text: str) -> set[str]:
    return {name for _, name in LINK.findall(text)}


def advice(clinic) -> list[tuple]:
    """All that is offered to Joan: each idea, in its order, with its verdict and its reasons."""
    catalogue.rulebook.cache_clear()
    found = Ideas(Reader(clinic.joan, Relation.PERSON, clinic.partnership)).found
    return [(fit.step.id, fit.verdict, fit.why, fit.why_not) for fit in found]


def edit(folder: Path, old: bytes, new: bytes) -> None:
    path = folder / actions.BUNDLE
    path.write_bytes(path.read_bytes().replace(old, new))


def test_wherever_something_is_offered_it_is_one_click_to_what_it_rests_on(clinic, as_, page):
    joan = as_("joan")
    assert "fits-me" in links(joan.get(page("plan/ideas/")).text)
    library = catalogue.rulebook().library
    for step in {each.theme: each for each in library.steps.values()}.values():
        shown = links(joan.get(page(f"plan/ideas/{step.id}/")).text)
        assert shown == set(step.findings), step.id
    idea.take_up(partnership=clinic.partnership, idea="walk-indoors", by=clinic.joan, reason="I want to.")
    assert links(joan.get(page("plan/")).text) == {"fits-me"}
    wording = StepWording.objects.get()
    steps.answer(wording=wording, says=Answer.YES, by=clinic.priya, seen=wording.number)
    for tail in ("plan/", f"plan/step/{wording.step_id}/"):
        assert links(joan.get(page(tail)).text) == {"fits-me"}, tail
    assert links(as_("priya").get(page("plan/prompts/")).text) == {"listening", "lead-or-be-led"}
    for name in care.bundle().findings:
        assert Client().get(f"/how-do-we-know/{name}/").status_code == 200


def test_the_checks_and_looking_back_say_why_they_are_asked(clinic, as_, page):
    instrument.ensure_own_checks()
    rows = {r.key: r for r in occasion.open_baseline(partnership=clinic.partnership, by=clinic.joan)}
    shown = as_("joan").get(page(f"checks/{rows['partnership-check'].pk}/")).text
    assert links(shown) == {"goes-with-managing"}
    reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    assert links(as_("joan").get(page("review/")).text) == {"no-difference"}


def test_what_somebody_thought_of_themselves_claims_no_study(clinic, as_, page):
    steps.propose(partnership=clinic.partnership, words=StepWords(what="Feed the ducks"), by=clinic.joan)
    shown = as_("joan").get(page("plan/")).text
    assert "Feed the ducks" in shown
    assert links(shown) == set()


def test_words_that_nobody_signed_are_a_click_away_and_signed_ones_stand_beside_the_idea(clinic, as_, page):
    at, words = page("plan/ideas/walk-indoors/"), "A plan has to fit you"
    before = as_("joan").get(at).text
    assert NOBODY in before
    assert words not in before
    signed(clinic.priya)
    after = as_("joan").get(at).text
    assert words in after
    assert "Priya Shah (physiotherapist) read this and signed it" in after
    assert NOBODY not in after


def test_neither_a_signature_nor_an_edit_changes_what_is_offered(clinic, as_, page, folder):
    at = page("plan/ideas/walk-indoors/")
    unsigned = advice(clinic)
    assert unsigned
    signed(clinic.priya)
    assert advice(clinic) == unsigned
    edit(folder, b"A plan has to fit you", b"Everybody has to walk")
    assert care.standing() is Refusal.CHANGED
    assert advice(clinic) == unsigned
    shown = as_("joan").get(at).text
    assert "This one was changed since, and nobody signed it" in shown
    assert "Everybody has to walk" not in shown
    (folder / actions.BUNDLE).write_bytes(b"no bundle at all")
    assert advice(clinic) == unsigned
    assert links(as_("joan").get(at).text) == set()


def test_a_finding_that_is_not_there_any_more_loses_its_link_and_no_idea_is_lost(
    clinic,
    as_,
    page,
    folder,
    caplog,
):
    before = advice(clinic)
    signed(clinic.priya)
    edit(folder, b'"id": "fits-me"', b'"id": "fits-no-more"')
    assert "fits-no-more" in care.bundle().findings
    assert advice(clinic) == before
    assert "“fits-me” is not one of" in caplog.text
    answer = as_("joan").get(page("plan/ideas/walk-indoors/"))
    assert answer.status_code == 200
    assert links(answer.text) == set()
