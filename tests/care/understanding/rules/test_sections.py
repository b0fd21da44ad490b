"""The sections are data: signed, whole, and refused with every fault named."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest

from alongside.care.understanding.rules import sections
from alongside.care.understanding.rules.sections import DEFINITION, DefinitionInvalid, Kind, story_from


def plain():
    return tomllib.loads(DEFINITION.read_text(encoding="utf-8"))


def test_the_story_asks_for_what_people_said_nobody_asked():
    ids = [one.id for one in sections.story().sections]
    assert ids == [
        "happened",
        "day",
        "matters",
        "tried",
        "beliefs",
        "hopes",
        "life",
        "medicines",
        "other-pain",
        "my-normal",
    ]


def test_what_matters_is_read_first_by_the_team():
    assert sections.story().for_reading()[0].id == "matters"


def test_nobody_clinical_has_checked_it_and_it_says_so():
    signed = sections.story().signed
    assert signed.checked_by == ""
    assert signed.review_by > signed.written_on >= dt.date(2026, 11, 1)


def test_each_special_section_is_there_once():
    kinds = [one.kind for one in sections.story().sections if one.kind is not Kind.WORDS]
    assert sorted(kinds) == sorted([Kind.MEDICINES, Kind.BODY, Kind.NORMAL])


def test_every_fault_of_a_definition_is_named_at_once():
    broken = plain()
    del broken["signed"]["author"]
    broken["section"][0]["kind"] = "poem"
    broken["section"][1]["reading_order"] = broken["section"][2]["reading_order"]
    broken["choice"].pop()
    with pytest.raises(DefinitionInvalid) as refused:
        story_from(broken)
    assert len(refused.value.problems) == 4


def test_a_story_without_sections_is_refused():
    with pytest.raises(DefinitionInvalid):
        story_from({**plain(), "section": []})
