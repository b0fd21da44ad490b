"""Definitions are signed, honest about who has checked them, and refused as a whole when something in them
is wrong.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.care.access.rules import follow_up, referral
from alongside.care.access.rules.age import age_words, read_age_words
from alongside.care.access.rules.first_line import Direction, first_lines, read_first_lines
from alongside.care.access.rules.help_numbers import (
    LineKind,
    help_everywhere,
    help_numbers,
    read_help_everywhere,
    read_help_numbers,
)
from alongside.care.access.rules.preferences import preference_questions, read_preference_questions
from alongside.care.access.rules.screen_definition import read_screen, safety_screen
from alongside.care.access.rules.signed import DEFINITIONS, DefinitionInvalid, Signed

SCREEN_TEXT = (DEFINITIONS / "safety-screen.toml").read_text(encoding="utf-8")
READERS: dict[str, Callable[[str], object]] = {
    "safety-screen": read_screen,
    "help-numbers": read_help_numbers,
    "help-everywhere": read_help_everywhere,
    "first-line": read_first_lines,
    "preferences": read_preference_questions,
    "age": read_age_words,
    "follow-up": follow_up.read_follow_up,
    "referral": referral.read_referral,
}
SIGNED: dict[str, Signed] = {
    "safety-screen": safety_screen().signed,
    "help-numbers": help_numbers().signed,
    "help-everywhere": help_everywhere().signed,
    "first-line": first_lines().signed,
    "preferences": preference_questions().signed,
    "age": age_words().signed,
    "follow-up": follow_up.shipped().signed,
    "referral": referral.shipped().signed,
}


def refused(read: Callable[[str], object], text: str) -> str:
    with pytest.raises(DefinitionInvalid) as caught:
        read(text)
    return "\n".join(str(problem) for problem in caught.value.problems)


def changed(before: str, after: str, text: str = SCREEN_TEXT) -> str:
    assert before in text, before
    return text.replace(before, after, 1)


def test_every_definition_in_the_folder_has_a_reader() -> None:
    assert sorted(path.stem for path in DEFINITIONS.glob("*.toml")) == sorted(READERS)


@pytest.mark.parametrize("name", READERS)
def test_no_definition_claims_a_check_that_did_not_happen(name: str) -> None:
    signed = SIGNED[name]
    assert signed.author
    assert not signed.is_checked
    assert signed.review_by > signed.written_on
    assert signed.sources


@pytest.mark.parametrize("name", READERS)
def test_a_key_that_nobody_knows_is_refused_and_not_passed_over(name: str) -> None:
    text = (DEFINITIONS / f"{name}.toml").read_text(encoding="utf-8")
    assert f"{name}.unheard_of: is not known here" in refused(READERS[name], f"unheard_of = 1\n{text}")


@pytest.mark.parametrize("name", READERS)
def test_a_definition_without_signature_is_refused(name: str) -> None:
    text = (DEFINITIONS / f"{name}.toml").read_text(encoding="utf-8")
    faults = refused(READERS[name], text.replace("author = ", "writer = ", 1))
    assert f"{name}.signed.author: is missing" in faults
    assert f"{name}.signed.writer: is not known here" in faults


@pytest.mark.parametrize("name", READERS)
def test_text_that_is_not_toml_is_refused_with_its_place(name: str) -> None:
    assert "line 1" in refused(READERS[name], "= = =")


def test_every_fault_of_a_screen_is_named_at_once_with_its_place() -> None:
    text = SCREEN_TEXT
    text = changed('speed = "now"', 'speed = "soon"', text)
    text = changed('flags = ["fever", "immunity"]', 'flags = ["fever", "unheard"]', text)
    text = changed("review_by = 2027-05-22", "review_by = 2020-01-01", text)
    faults = refused(read_screen, text)
    assert (
        "safety-screen.question[bladder_bowel].speed: “soon” is not one of: this_week, today, now" in faults
    )
    assert "safety-screen.combination[fever_immunity].flags: no question raises “unheard”" in faults
    assert "safety-screen.signed.review_by: must be after written_on" in faults


@pytest.mark.parametrize(
    "before, after, reason",
    [
        ('id = "saddle"', 'id = "bladder_bowel"', "“bladder_bowel” is used more than once"),
        ("In the last two weeks, have both", "Have both", "new in the last two weeks, or getting worse"),
        ('told = "We have not told anyone. ', 'told = "', "must say “We have not told anyone.”"),
        ("anyone. Please ring now.", "anyone.", "must say “Please ring now.”"),
        ('ring = ["emergency", "urgent"]', 'ring = ["urgent"]', "must hold “emergency” when the speed"),
        ("A few questions cannot find every illness.", "You are fine.", "says “you are fine”"),
        ("Go to {hospital} now", "Go to {place} now", "has {place}, which nothing fills in"),
        ("Go to {hospital} now", "Go to {hospital now", "brace that is not closed"),
        ('groups = ["despair"]', 'groups = ["change"]', "despair at “now” has 0 pieces of advice"),
        ("at_least = 3", "at_least = 1", "must be a whole number from 2 to 6"),
        ("my_normal = true", 'my_normal = "yes"', "must be true or false"),
        ("edition = 1", "", "safety-screen.edition: is missing"),
    ],
)
def test_a_screen_that_could_harm_is_refused(before: str, after: str, reason: str) -> None:
    assert reason in refused(read_screen, changed(before, after))


def test_a_despair_question_that_is_not_urgent_is_refused() -> None:
    start = SCREEN_TEXT.index('flag = "despair"')
    text = SCREEN_TEXT[:start] + changed('speed = "now"', 'speed = "today"', SCREEN_TEXT[start:])
    assert "question[despair].speed: must be “now” for this group" in refused(read_screen, text)


def test_a_screen_that_asks_something_before_cauda_equina_is_refused() -> None:
    start = SCREEN_TEXT.index('flag = "bladder_bowel"')
    text = SCREEN_TEXT[:start] + changed('group = "cauda_equina"', 'group = "change"', SCREEN_TEXT[start:])
    assert "the questions about cauda equina must come first" in refused(read_screen, text)


def test_the_version_changes_with_any_word_and_with_nothing_else() -> None:
    version = safety_screen().version
    assert read_screen(f"# a remark\n\n{SCREEN_TEXT}").version == version
    assert read_screen(changed("Say yes if you leak,", "Say yes if you drip,")).version != version


def test_the_united_kingdom_has_its_numbers() -> None:
    country = help_numbers().country("gb")
    assert country == help_numbers().country("UK")
    assert country.emergency_number == "999"
    crisis = {line.name: line for line in country.lines_for([LineKind.CRISIS])}
    assert "option (2)" in crisis["NHS 111, mental health"].how
    assert (crisis["Samaritans"].number, crisis["Samaritans"].hours) == ("116 123", "at any hour")
    assert crisis["Samaritans"].dial == "116123"


def test_every_country_has_an_emergency_number_and_a_crisis_line_and_a_source() -> None:
    for country in help_numbers().countries:
        assert country.emergency_number
        assert country.lines_for([LineKind.CRISIS])
        assert country.source
        assert country.confirmed_on == ""


@pytest.mark.parametrize("code", ["", "ZZ", "XK", "gbr"])
def test_an_unknown_country_gets_general_words_and_never_a_number(code: str) -> None:
    country = help_numbers().country(code)
    assert not country.is_known
    assert [line.number for line in country.lines] == ["", ""]
    assert [line.dial for line in country.lines] == ["", ""]


def test_a_country_without_a_line_for_urgent_advice_falls_back_to_its_emergency_number() -> None:
    assert [line.number for line in help_numbers().country("IE").lines_for([LineKind.URGENT])] == ["112"]


@pytest.mark.parametrize(
    "before, after, reason",
    [
        ('number = "999"', 'number = "nine"', "may hold digits, spaces and + only"),
        ('number = "999"', 'number = ""', "number: is empty"),
        ('code = "IE"', 'code = "GB"', "“GB” is used more than once"),
        ('code = "IE"', 'code = "Eire"', "must be an ISO country code"),
        (
            'kind = "emergency"\nname = "Emergency"',
            'kind = "urgent"\nname = "Emergency"',
            "has no emergency line",
        ),
    ],
)
def test_numbers_that_could_harm_are_refused(before: str, after: str, reason: str) -> None:
    text = (DEFINITIONS / "help-numbers.toml").read_text(encoding="utf-8")
    assert reason in refused(read_help_numbers, changed(before, after, text))


def test_beside_every_box_stand_the_words_and_the_numbers_of_the_country() -> None:
    standing = help_everywhere().standing(help_numbers().country("GB"))
    assert standing.title == "If you might end your life, or cannot keep yourself safe"
    assert [line.number for line in standing.lines] == ["999", "111", "116 123", "0808 808 8000"]
    assert "Nobody reads this box at once." in standing.text[0]


def test_the_first_line_speaks_ten_languages_and_has_each_named_in_english() -> None:
    lines = first_lines().lines
    assert len(lines) == len({line.code for line in lines}) == 10
    assert lines[0].code == "en"
    assert {line.code for line in lines if line.direction is Direction.RTL} == {"ur", "ar"}
    for line in lines:
        assert "020 7946 0018" in line.ring_text("020 7946 0018")
        assert "999" in line.emergency_text("999")
        assert line.code == "en" or line.english_name in line.ring
        assert line.checked_by == ""


def test_where_no_emergency_number_is_known_none_is_spoken_of() -> None:
    assert {line.emergency_text("") for line in first_lines().lines} == {""}


@pytest.mark.parametrize(
    "before, after, reason",
    [
        ("„Polish”", "„Polski”", "the English name of the language"),
        ("Ring {phone}.", "Ring us.", "must hold {phone} once"),
        ('direction = "rtl"', 'direction = "left"', "is not one of: ltr, rtl"),
        ('code = "pl"', 'code = "ro"', "“ro” is used more than once"),
    ],
)
def test_a_first_line_that_would_not_help_is_refused(before: str, after: str, reason: str) -> None:
    text = (DEFINITIONS / "first-line.toml").read_text(encoding="utf-8")
    assert reason in refused(read_first_lines, changed(before, after, text))


@pytest.mark.parametrize(
    "before, after, reason",
    [
        ('none_unless_i_ask = "None unless I ask"\n', "", "options.none_unless_i_ask: is missing"),
        ('a_lot = "A lot"', 'a_lot = "A lot"\nloads = "Loads"', "options.loads: is not known here"),
        ('id = "gp"', 'id = "doctor"', "“doctor” is not one of"),
        ("alone = true", "alone = false", "asked of the person alone"),
    ],
)
def test_a_question_that_code_could_not_obey_is_refused(before: str, after: str, reason: str) -> None:
    text = (DEFINITIONS / "preferences.toml").read_text(encoding="utf-8")
    assert reason in refused(read_preference_questions, changed(before, after, text))


def test_who_sees_the_phone_is_asked_first_and_alone() -> None:
    first = preference_questions().questions[0]
    assert (first.id, first.alone) == ("seen_by_others", True)


def test_the_rules_of_the_room_know_nothing_of_django() -> None:
    for path in (DEFINITIONS.parent / "rules").glob("*.py"):
        for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.split(".")[0] == "django"], path.name
