"""What an idea rests on is data: whole, known to the findings, and never looked at by a rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from alongside.care.partnership import findings
from alongside.care.partnership.rules.findings import read
from alongside.care.partnership.rules.signed import DefinitionInvalid, Problem
from alongside.care.plan.rules.circumstances import Area, Stage
from alongside.care.plan.rules.library import Library, Theme
from alongside.care.plan.rules.library_reading import File, read_library
from alongside.care.plan.rules.rests_on import RESTS_ON, read_rests_on
from alongside.care.plan.rules.rulebook import read_rulebook
from alongside.care.plan.rules.tailoring import fits
from tests.care.plan.rules.situations import situations
from tests.care.plan.rules.test_library import OWN

KNOWN = frozenset(read(findings.SHIPPED.read_bytes()).findings)
TEXT = RESTS_ON.read_text(encoding="utf-8")
PARK = "riverside_park"


def problems(text: str, known=KNOWN) -> str:
    found: list[Problem] = []
    read_rests_on(found, known, text=text)
    return "\n".join(map(str, found))


def own(line: str) -> File:
    return File("park.toml", OWN.text + line + "\n")


def test_every_idea_rests_on_findings_that_the_shipped_bundle_holds():
    for step in read_library(findings=KNOWN).steps.values():
        assert step.findings, step.id
        assert set(step.findings) <= KNOWN, step.id


def test_the_findings_of_an_area_come_before_those_of_a_theme_and_each_once():
    rests_on = read_rests_on([])
    assert rests_on.of_idea(Area.MONEY, Theme.SERVICE) == ("cannot-afford", "come-back")
    assert rests_on.of_idea(Area.MEDICINES, Theme.UNDERSTANDING) == ("medicines", "understood")
    assert rests_on.of_stage(Stage.PRECONTEMPLATION)[0] == "stay-as-i-am"
    assert rests_on.of_stage(None)


@pytest.mark.parametrize(
    "old, new, reason",
    [
        ('findings = ["fits-me"]', 'findings = ["fits-everybody"]', "“fits-everybody” is not one of"),
        ('findings = ["fits-me"]', 'findings = ["fits-me", "fits-me"]', "used more than once"),
        ('findings = ["fits-me"]', "findings = []", "is empty"),
        ('code = "individual"', 'code = "wellness"', "“wellness” is not one of"),
        ('code = "individual"', 'code = "service"', "“individual” rests on nothing"),
        ('code = "relapse"', 'code = "action"', "“relapse” rests on nothing"),
        ('code = "local-help"', 'code = "money"', "used more than once"),
        ("[signed]", "[unsigned]", "signed"),
        ("[[area]]", "[[area", "rests-on.toml"),
    ],
)
def test_a_wrong_map_is_refused_with_its_place_and_reason(old, new, reason):
    assert problems(TEXT) == ""
    assert reason in problems(TEXT.replace(old, new, 1))


def test_without_a_bundle_no_id_can_be_wrong():
    assert problems(TEXT.replace("fits-me", "not-written-yet"), known=None) == ""


def test_a_clinics_own_step_has_its_themes_findings_or_names_its_own():
    assert read_library([OWN], findings=KNOWN).step(PARK).findings == ("fits-me",)
    named = own('findings = ["come-back"]')
    assert read_library([named], findings=KNOWN).step(PARK).findings == ("come-back",)


def test_a_clinics_own_step_that_names_a_finding_nobody_has_is_refused_with_its_line():
    wrong = own('findings = ["walking-cures"]')
    with pytest.raises(DefinitionInvalid, match=r"line \d+, park\.toml.*“walking-cures” is not one of"):
        read_library([wrong], findings=KNOWN)
    assert read_library([wrong]).step(PARK).findings == ("walking-cures",)


LIBRARY = read_library()
BOOK = read_rulebook(LIBRARY)
BARE = read_rulebook(
    Library(
        {key: replace(step, findings=()) for key, step in LIBRARY.steps.items()},
        LIBRARY.facts,
        LIBRARY.safety,
        LIBRARY.signed,
    )
)


@settings(max_examples=30)
@given(situations())
def test_what_an_idea_rests_on_changes_neither_what_is_offered_nor_its_order(someone):
    with_findings, without = (
        [(fit.step.id, fit.verdict, fit.why, fit.why_not) for fit in fits(someone, book)]
        for book in (BOOK, BARE)
    )
    assert with_findings == without
