"""A letter to the GP: from what both agreed, read by the person first, and obeyed when it is no."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.base.record.models import Delivery
from alongside.care.access import attention
from alongside.care.access.actions import letter as letters
from alongside.care.access.actions import way as ways
from alongside.care.access.models import Letter
from alongside.care.access.rules.letter import WIDTH, Line, Paper, as_text, kept
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from alongside.care.support.letter_pdf import as_pdf
from alongside.care.support.letters import lines_of, paper

Said = Letter.Said
LINES = [
    Line("goal:1", "What they want to get to", "Walk to school."),
    Line("step:1", "The plan", "Ten minutes."),
]


@pytest.fixture
def drafted(clinic) -> Letter:
    return letters.draft(
        partnership=clinic.partnership, point=Letter.Point.PLAN, lines=LINES, by=clinic.priya
    )


def gp(clinic, says: str) -> None:
    ways.set_way(partnership=clinic.partnership, answers={"gp": says}, by=clinic.joan)


def page(clinic, name: str, *args: object) -> str:
    return reverse(f"support:{name}", args=[clinic.partnership.pk, *args])


def test_nothing_leaves_before_she_says_yes(drafted, clinic, as_):
    for who in ("priya", "joan"):
        assert as_(who).get(page(clinic, "letter-text", drafted.pk)).status_code == 404
    with pytest.raises(letters.NotOpen):
        letters.hand_over(letter=drafted, by=clinic.priya)
    with pytest.raises(Refused):
        letters.answer(letter=drafted, says=Said.YES, by=clinic.priya)


def test_she_leaves_out_a_line_and_nobody_reads_that_she_did(drafted, clinic, as_):
    sent = {"says": "yes", "keep": ["goal:1"]}
    as_("joan").post(page(clinic, "letter", drafted.pk), sent)
    item = AttentionItem.objects.get(kind=attention.LETTER_TO_HAND_OVER, closed_at=None)
    assert item.owner == clinic.priya
    text = as_("priya").get(page(clinic, "letter-text", drafted.pk)).content.decode()
    assert "Walk to school." in text
    assert "Ten minutes." not in text
    assert "left out" not in text
    assert "Ten minutes." not in as_("priya").get(page(clinic, "letter", drafted.pk)).text
    answer = as_("joan").get(page(clinic, "letter-pdf", drafted.pk))
    assert answer.content.startswith(b"%PDF-")
    as_("priya").post(page(clinic, "letter", drafted.pk), {"says": "handed-over"})
    drafted.refresh_from_db()
    assert drafted.handed_over_by == clinic.priya
    assert not AttentionItem.objects.filter(kind=attention.LETTER_TO_HAND_OVER, closed_at=None).exists()
    with pytest.raises(letters.NotOpen):
        letters.take_back(letter=drafted, by=clinic.joan)


def test_not_this_time_sends_nothing_and_a_later_letter_may_be_a_yes(drafted, clinic):
    letters.answer(letter=drafted, says=Said.NOT_NOW, by=clinic.joan)
    assert not letters.may_leave(drafted)
    again = letters.draft(
        partnership=clinic.partnership, point=Letter.Point.REVIEW, lines=LINES, by=clinic.priya
    )
    assert letters.may_leave(letters.answer(letter=again, says=Said.YES, by=clinic.joan))


def test_no_gp_is_obeyed_everywhere_and_can_be_taken_back(drafted, clinic, as_):
    letters.answer(letter=drafted, says=Said.YES, by=clinic.joan)
    gp(clinic, "not_involved")
    assert as_("priya").get(page(clinic, "letter-pdf", drafted.pk)).status_code == 404
    with pytest.raises(letters.GpNotInvolved):
        letters.draft(partnership=clinic.partnership, point=Letter.Point.PLAN, lines=LINES, by=clinic.priya)
    assert "No letter can be drafted" in as_("priya").get(page(clinic, "letter-draft")).text
    gp(clinic, "welcome")
    assert as_("priya").get(page(clinic, "letter-pdf", drafted.pk)).status_code == 200


def test_never_is_written_into_her_way(drafted, clinic):
    letters.answer(letter=drafted, says=Said.NEVER, by=clinic.joan)
    assert letters.gp_is_out(clinic.partnership)


def test_with_no_gp_involved_emergency_advice_is_the_same(clinic, as_):
    before = as_("joan").get(reverse("access:new-or-worse", args=[clinic.partnership.pk])).text
    gp(clinic, "not_involved")
    after = as_("joan").get(reverse("access:new-or-worse", args=[clinic.partnership.pk])).text
    assert "999" in before
    assert before.count("999") == after.count("999")
    assert before.count("tel:") == after.count("tel:")


def test_nothing_of_a_letter_is_e_mailed(drafted, clinic):
    letters.answer(letter=drafted, says=Said.YES, by=clinic.joan)
    letters.hand_over(letter=drafted, by=clinic.joan)
    for delivery in Delivery.objects.filter(subject=clinic.partnership.pk):
        assert delivery.template == "something-new"
        assert not delivery.facts


def test_with_nothing_agreed_there_is_nothing_to_tell(clinic):
    assert lines_of(clinic.partnership) == []
    with pytest.raises(letters.NothingToSay):
        letters.draft(partnership=clinic.partnership, point=Letter.Point.PLAN, lines=[], by=clinic.priya)


def test_names_from_everywhere_can_be_set_on_paper(drafted):
    drafted.partnership.full_name = "Łukasz Żółć Ναταλία Дмитро"
    assert as_pdf(paper(drafted), drafted.drafted_at).startswith(b"%PDF-")


@given(st.lists(st.text(alphabet="abc \n", min_size=1, max_size=200), min_size=1, max_size=5))
def test_the_text_is_never_wider_than_clinical_systems_take(words: list[str]) -> None:
    lines = tuple(Line(str(at), "What", each) for at, each in enumerate(words))
    long = [word for each in words for word in each.split() if len(word) > WIDTH - 2]
    text = as_text(Paper("A letter", ("To",), kept(lines, []), ("Foot.",)))
    assert long or max(len(line) for line in text.splitlines()) <= WIDTH
