"""Who may refer themselves: local rules that can turn a referral away, and never advice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.access.rules import referral as rule
from alongside.care.access.rules.referral import Asked, Outcome, Why, read_referral, turned_away, within
from alongside.care.access.rules.signed import DEFINITIONS, DefinitionInvalid

TEXT = (DEFINITIONS / "referral.toml").read_text(encoding="utf-8")
OWN = (
    TEXT.replace("prefixes = []", 'prefixes = ["LS", "BD1"]')
    + """
[[not_for]]
id = "claim"
choice = "I need a report for a claim"
title = "We cannot write reports for claims"
text = ["Ask whoever wants the report."]
ring = ["urgent"]
"""
)


def test_as_shipped_nobody_is_asked_and_nobody_is_turned_away() -> None:
    rules = rule.shipped()
    assert not rules.asks
    assert turned_away(rules, Asked(postcode="ZZ99 9ZZ", about="anything")) is None


@pytest.mark.parametrize(
    "postcode, prefix, lies",
    [
        ("LS1 4AP", "LS", True),
        ("ls29 9az", "LS", True),
        ("L1 1AA", "LS", False),
        ("LS1 4AP", "LS1", True),
        ("LS10 4AP", "LS1", False),
        ("LS1", "LS1", True),
        ("LS", "LS", True),
        ("90210", "902", True),
        ("", "LS", False),
    ],
)
def test_a_postcode_lies_in_an_area_by_its_first_half(postcode: str, prefix: str, lies: bool) -> None:
    assert within(postcode, [prefix]) is lies


@given(st.text(max_size=12), st.text(max_size=12))
def test_spaces_and_small_letters_change_nothing(postcode: str, prefix: str) -> None:
    assert within(postcode, [prefix]) == within(f" {postcode.lower()} ", [prefix.upper()])


def test_area_matter_and_repeats_turn_away_each_for_its_own_reason() -> None:
    rules = read_referral(OWN)
    assert turned_away(rules, Asked(postcode="M1 1AA")) is Why.AREA
    assert turned_away(rules, Asked(postcode="LS6 2AA")) is None
    assert turned_away(rules, Asked(postcode="LS6 2AA", about="claim")) is Why.ABOUT
    assert turned_away(rules, Asked(about="none")) is None, "who gives no postcode is asked by the team"
    assert turned_away(rules, Asked(weeks_since_not_here=3)) is Why.REPEAT
    assert turned_away(rules, Asked(weeks_since_not_here=4)) is None


@pytest.mark.parametrize(
    "before, after, reason",
    [
        ('id = "routine"\nfirst', 'id = "soon"\nfirst', "“routine” is missing"),
        ("first_contact_working_days = 10", "first_contact_working_days = 0", "needs a day by which"),
        ('outcomes = ["not-here"]', 'outcomes = ["soon"]', "nothing explains “not-here”"),
        ("prefixes = []", 'prefixes = ["ls"]', "must be capital letters and digits"),
    ],
)
def test_rules_that_leave_somebody_without_a_word_are_refused(before: str, after: str, reason: str) -> None:
    assert before in TEXT
    with pytest.raises(DefinitionInvalid, match=reason):
        read_referral(TEXT.replace(before, after))


def test_every_outcome_has_words_and_a_reason_to_choose_from() -> None:
    rules = rule.shipped()
    for outcome in Outcome:
        assert rules.rule(outcome).text
        assert rules.reasons_for(outcome)
