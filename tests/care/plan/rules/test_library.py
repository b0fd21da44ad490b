"""The library of steps: complete, readable, careful; a wrong file is refused with all that is wrong."""

from __future__ import annotations

import re

import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.care.partnership.rules.signed import DefinitionInvalid, all_clear_phrases
from alongside.care.plan.rules.circumstances import Area, Health, Money
from alongside.care.plan.rules.library import Grade, words_of
from alongside.care.plan.rules.library_reading import SHIPPED, File, file_at, read_library
from alongside.care.plan.rules.rulebook import FITS, read_rulebook
from alongside.care.plan.rules.step import problems
from tests.care.plan.rules.situations import shipped

LIBRARY = shipped().library
STEPS = list(LIBRARY.steps.values())
HARDEST_GRADE = 6.0  # about 11 years

OWN = File(
    "park.toml",
    """
namespace = "riverside"
area = "walking"
[signed]
author = "Riverside Pain Clinic"
written_on = 2026-11-22
checked_by = ""
review_by = 2027-11-22
[[signed.sources]]
name = "NICE NG59"
fact = "Staying active"

[[step]]
id = "riverside_park"
grade = "steady"
moves = true
title = "Once round the park"
what = "Walk round Riverside Park with the Tuesday group."
how = ["Meet at the gate.", "Turn back when you like."]
dose = { amount = 15, unit = "minutes", least = 5, most = 25, times_a_week = 1 }
minutes = 30
places = ["outdoors"]
needs = { standing = "some", walking = "some" }
helps_with = ["move", "people"]
facts = ["stay-active"]
ask_first = ["heart", "falls"]
stop_for = ["new-signs", "chest"]
easier = ["walk-indoors"]
""",
)


def text_of(step) -> str:
    return " ".join([step.what, *step.how, step.not_for])


def refusal(text: str) -> str:
    with pytest.raises(DefinitionInvalid) as caught:
        read_library([File("park.toml", text)])
    return str(caught.value)


def test_there_are_enough_steps_and_every_area_has_free_gentle_ones():
    assert len(STEPS) >= 48
    for area in Area:
        assert any(s.area is area and s.cost is Money.NONE and s.grade is Grade.GENTLE for s in STEPS), area


def test_every_step_says_what_to_stop_for_who_asks_first_and_where_it_is_from():
    for step in STEPS:
        assert step.stop_for, step.id
        assert step.ask_first, step.id
        assert step.facts, step.id
        if step.moves:
            assert "new-signs" in step.stop_for, step.id
            assert set(step.ask_first) & set(Health), step.id


def test_every_step_can_stand_on_a_plan_as_it_is():
    for step in STEPS:
        assert problems(words_of(step, LIBRARY, reason="")) == {}, step.id


def test_what_is_harder_has_something_easier_and_both_know_each_other():
    for step in STEPS:
        assert step.grade is Grade.GENTLE or step.easier, step.id
        for other in step.easier:
            assert step.id in LIBRARY.step(other).harder
            assert LIBRARY.step(other).grade.rank <= step.grade.rank
        for other in step.harder:
            assert step.id in LIBRARY.step(other).easier


@pytest.mark.parametrize("area", list(Area))
def test_the_steps_of_an_area_read_at_eleven_years_or_younger(area):
    text = " ".join(text_of(step) for step in STEPS if step.area is area)
    assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE


def test_warnings_questions_and_facts_read_at_eleven_years_or_younger():
    safety = LIBRARY.safety
    warnings = " ".join(f"{stop.sign} {stop.do}" for stop in safety.stops.values())
    asks = " ".join(f"{ask.tick}. {ask.why} {ask.whom}" for ask in safety.asks.values())
    facts = " ".join(fact.says for fact in LIBRARY.facts.values())
    for text in (warnings, asks, facts, " ".join(safety.held_text)):
        assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE, text[:60]


def test_no_step_promises_a_cure_says_all_clear_or_names_an_amount_of_a_medicine():
    for step in STEPS:
        text = text_of(step).lower()
        assert not all_clear_phrases(text)
        assert not re.search(r"\bwill (help|heal|cure|get better)|\bcure|\bguarantee", text), step.id
        assert not re.search(r"\d\s?(mg|ml|mcg|tablets?)\b", text), step.id


def test_every_warning_and_every_fact_is_used():
    used = {code for step in STEPS for code in step.stop_for}
    assert set(LIBRARY.safety.stops) == used
    assert set(LIBRARY.facts) == {code for step in STEPS for code in step.facts}
    assert set(Health) - {Health.NOTHING} == {code for code, ask in LIBRARY.safety.asks.items() if ask.tick}


# --- a clinic's own, and files that are wrong --------------------------------------------------------


def test_a_clinics_own_step_stands_beside_the_shipped_ones_with_its_neighbours():
    library = read_library([OWN])
    assert library.step("riverside_park").easier == ("walk-indoors",)
    assert "riverside_park" in library.step("walk-indoors").harder
    assert len(library.steps) == len(STEPS) + 1
    assert read_rulebook(library).on_step["riverside_park"], "the rules hold for it too"


def test_everything_that_is_wrong_is_said_at_once_each_with_its_line_and_reason():
    text = (
        OWN.text.replace('grade = "steady"', 'grade = "brutal"')
        .replace('stop_for = ["new-signs", "chest"]', 'stop_for = ["chest", "bleeding"]')
        .replace("minutes = 30", "minutes = 3")
        .replace('id = "riverside_park"', 'id = "park"')
        .replace("helps_with", "helps_wiht")
        .replace("walk-indoors", "walk-on-water")
    )
    said = refusal(text)
    for what in (
        "“brutal” is not one of: gentle, steady, further",
        "“bleeding” is not one of",
        "must name new-signs",
        "is less than the dose takes",
        "must begin with riverside_",
        "helps_with: is missing",
        "helps_wiht: is not known here",
        "there is no step “walk-on-water”",
    ):
        assert what in said, what
    for line, key in (("grade =", "grade"), ("stop_for =", "stop_for"), ("minutes = 3", "minutes")):
        number = next(n for n, each in enumerate(text.splitlines(), start=1) if each.startswith(line))
        assert re.search(rf"line {number}, park\.toml\.step\[park\]\.{key}", said), key


@pytest.mark.parametrize(
    "old, new, reason",
    [
        ("Meet at the gate.", "Take two tablets before.", "names an amount of a medicine"),
        ("Meet at the gate.", "There is no danger.", "would tell someone that they are well"),
        ('ask_first = ["heart", "falls"]', 'ask_first = ["unsure"]', "must say who should ask first"),
        ("minutes = 30", 'minutes = 30\ncost = "little"', "must say what it costs"),
        ('namespace = "riverside"', 'namespace = "River Side"', "must be a short word"),
        ("least = 5", "least = 20", "cannot stand on a plan"),
        ('easier = ["walk-indoors"]', 'easier = ["walk-further"]', "is not easier than"),
        ("riverside_park", "riverside_Park Walk", "small letters and digits"),
        ("[signed]", "[signed", "park.toml"),
    ],
)
def test_a_step_that_is_careless_is_refused(old, new, reason):
    assert reason in refusal(OWN.text.replace(old, new))


def test_an_id_used_twice_is_refused():
    with pytest.raises(DefinitionInvalid, match="used more than once"):
        read_library([OWN, File("again.toml", OWN.text)])


def test_a_file_that_is_no_text_or_far_too_large_is_refused(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DefinitionInvalid, match="UTF-8"):
        file_at(path)
    path.write_bytes(b"#" * 300_000)
    with pytest.raises(DefinitionInvalid, match="at most"):
        file_at(path)


@settings(max_examples=60)
@given(st.integers(0, len(OWN.text) - 1), st.sampled_from(["", "x", '"', "[", "=", "\n"]), st.integers(1, 12))
def test_whatever_is_done_to_a_file_it_is_taken_or_refused_and_never_half(at, put, gone):
    text = OWN.text[:at] + put + OWN.text[at + gone :]
    taken = refused = 0
    try:
        taken = len(read_library([File("park.toml", text)]).steps)
    except DefinitionInvalid as wrong:
        refused = len(wrong.problems)
    assert taken == len(STEPS) + 1 or refused > 0


def test_a_wrong_rule_is_refused_with_its_line_and_reason():
    text = FITS.read_text(encoding="utf-8")
    misspelt = text.replace('link = "costs-more"', 'link = "costs-mroe"')
    wrong = re.sub(r"pain = { at_least = \d+ }", "pain = { at_least = 11 }", misspelt)
    with pytest.raises(DefinitionInvalid) as caught:
        read_rulebook(LIBRARY, wrong)
    said = str(caught.value)
    assert "“costs-mroe” is not one of" in said
    assert "must be a whole number from 0 to 10" in said
    line = next(n for n, each in enumerate(wrong.splitlines(), 1) if each == 'code = "costs-too-much"')
    assert f"line {line}, fits.toml.rule[costs-too-much]" in said


@pytest.mark.parametrize(
    "rule, reason",
    [
        ('code = "all"\nthen = "not-for"', "would hold for everybody"),
        ('code = "both"\nlink = "never"\nthen = "not-for"\npoints = 2', "say either"),
        ('code = "sure"\nlink = "never"\nthen = "suggested"', "nothing is suggested by one rule"),
        ('code = "t"\ntried = ["worse"]\nthen = "not-for"', 'goes with link = "tried"'),
        ('code = "w"\nperson = { wealth = ["rich"] }\nthen = "not-for"', "is not one of"),
    ],
)
def test_a_rule_that_says_too_little_or_too_much_is_refused(rule, reason):
    with pytest.raises(DefinitionInvalid, match=re.escape(reason)):
        read_rulebook(LIBRARY, FITS.read_text(encoding="utf-8") + "\n[[rule]]\n" + rule + "\n")


def test_the_shipped_files_name_their_own_area():
    assert {path.stem for path in SHIPPED.glob("*.toml")} == set(Area)
