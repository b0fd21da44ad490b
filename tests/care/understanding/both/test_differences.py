"""When both are in, differences become rows that both can move, and that nobody settles alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.base import clock
from alongside.base.record.models import Event
from alongside.care.measures.actions import assessment, audience, occasion
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership import figures
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from alongside.care.understanding import attention as kinds
from alongside.care.understanding.actions import difference, side_note
from alongside.care.understanding.models import Difference, SideNote
from alongside.care.understanding.rules.settling import NotPossible, State
from tests.care.measures.conftest import PERSONS, PROFESSIONALS
from tests.conftest import THURSDAY


@pytest.fixture
def active(joan_answers, priya_answers) -> Difference:
    """Joan rated *keeping active on a bad day* 2, Priya thought 7."""
    joan_answers()
    priya_answers()
    return Difference.objects.get()


def waits(clinic, kind: str) -> bool:
    return AttentionItem.objects.filter(partnership=clinic.partnership, kind=kind, closed_at=None).exists()


def test_only_pairs_that_are_seen_differently_become_rows_and_only_when_both_are_in(
    clinic, joan_answers, priya_answers
):
    joan_answers()
    assert not Difference.objects.exists()
    priya_answers()
    row = Difference.objects.get()
    assert (row.item, row.person_value, row.professional_value) == ("active", "2", "7")
    assert (row.state, row.professional) == (State.OPEN, clinic.priya)
    assert waits(clinic, kinds.SIDES_DIFFER)


def test_medicines_are_laid_beside_each_other_too(clinic, joan_answers, priya_answers):
    joan_answers("medicines-check", {"amount": ["too-much"]})
    priya_answers("medicines-check", {"amount": ["about-right"]}, words={"amount": "Halved in May."})
    row = Difference.objects.get()
    assert (row.person_value, row.professional_value) == ("too-much", "about-right")


def test_either_side_marks_it_to_talk_about(clinic, active):
    difference.talk(difference=active, by=clinic.joan)
    again = difference.talk(difference=active, by=clinic.priya)
    assert again.state == State.TO_TALK
    assert Difference.objects.to_talk().get() == active
    assert waits(clinic, kinds.DIFFERENCE_TO_TALK)
    assert not waits(clinic, kinds.SIDES_DIFFER)
    assert Event.objects.filter(kind="difference.to-talk").count() == 1


def test_what_was_found_is_settled_by_the_other_side_alone(clinic, active):
    said = difference.say_found(difference=active, found="Lifting is not the fear.", by=clinic.joan)
    assert waits(clinic, kinds.DIFFERENCE_FOUND)
    with pytest.raises(NotPossible):
        difference.agree(difference=said, by=clinic.joan)
    settled = difference.agree(difference=said, by=clinic.priya)
    assert (settled.state, settled.said_by) == (State.SETTLED, clinic.joan)
    assert figures.kept(clinic.partnership)["differences_open"] == 0
    assert not waits(clinic, kinds.DIFFERENCE_FOUND)


def test_not_how_i_see_it_keeps_it_to_talk_about(clinic, active):
    difference.say_found(difference=active, found="It is the fear.", by=clinic.priya)
    said = difference.not_how(difference=active, why="It is the lifting.", by=clinic.joan)
    assert (said.state, said.why_not) == (State.TO_TALK, "It is the lifting.")


def test_one_agrees_only_with_the_words_one_saw(clinic, active):
    shown = difference.say_found(difference=active, found="First words.", by=clinic.priya)
    difference.say_found(difference=active, found="Other words.", by=clinic.priya)
    with pytest.raises(difference.Changed):
        difference.agree(difference=active, by=clinic.joan, revision=shown.revision)


def test_leaving_it_open_is_an_answer_too_and_can_be_taken_back(clinic, active):
    assert difference.leave_open(difference=active, by=clinic.joan).state == State.LEFT_OPEN
    assert figures.kept(clinic.partnership)["differences_open"] == 0
    assert difference.reopen(difference=active, by=clinic.priya).state == State.OPEN
    assert figures.kept(clinic.partnership)["differences_open"] == 1


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
def test_nobody_from_outside_moves_it(clinic, active, who):
    with pytest.raises(Refused):
        difference.talk(difference=active, by=clinic.everyone[who])


@pytest.mark.parametrize("words", ["", "   ", "x" * 6000])
def test_what_was_found_has_words_and_not_too_many(clinic, active, words):
    with pytest.raises(difference.NoWords):
        difference.say_found(difference=active, found=words, by=clinic.joan)


def test_a_rating_that_is_only_counted_makes_no_difference(clinic, joan_answers, priya_answers):
    joan_answers("partnership-check", {"listened": ["1"]})
    priya_answers("partnership-check", {"listened": ["8"]})
    assert not Difference.objects.exists()


def test_who_may_read_it_is_obeyed_at_once_in_both_directions(clinic, joan_answers, priya_answers):
    joan_answers("partnership-check", {"listened": ["1"]})
    priya_answers("partnership-check", {"listened": ["8"]})
    choose = {"partnership": clinic.partnership, "by": clinic.joan}
    audience.choose(**choose, audience="contact")
    row = Difference.objects.get()
    assert row.state == State.OPEN
    with pytest.raises(Refused):
        difference.talk(difference=row, by=clinic.okafor)
    audience.choose(**choose, audience="only_counted")
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN
    with pytest.raises(Refused):
        difference.talk(difference=row, by=clinic.priya)
    assert figures.kept(clinic.partnership)["differences_open"] == 0
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)


def test_rating_it_again_makes_the_earlier_difference_past(clinic, checks):
    with clock.frozen(THURSDAY):
        first = occasion.open_baseline(partnership=clinic.partnership, by=clinic.joan)
        managing = next(one for one in first if one.key == "managing-check")
        _both(clinic, managing)
    with clock.frozen(THURSDAY + timedelta(days=30)):
        again = occasion.ask(partnership=clinic.partnership, key="managing-check", by=clinic.joan)
        _both(clinic, again)
    assert [row.state for row in Difference.objects.order_by("made_at")] == [State.PAST, State.OPEN]
    assert figures.kept(clinic.partnership)["differences_open"] == 1
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)


def _both(clinic, on) -> None:
    assessment.complete(occasion=on, side=Side.PERSON, sent=PERSONS, by=clinic.joan)
    assessment.complete(occasion=on, side=Side.PROFESSIONAL, sent=PROFESSIONALS, by=clinic.priya)


def test_a_note_stands_beside_both_and_has_an_owner(clinic, active):
    note = side_note.write(occasion=active.occasion, item="active", text="I stop altogether.", by=clinic.joan)
    assert SideNote.objects.get() == note
    assert waits(clinic, kinds.SIDE_NOTE)


def test_no_note_before_both_are_in_nor_beside_what_one_side_answers(clinic, baseline, joan_answers):
    joan_answers()
    with pytest.raises(side_note.NotBothIn):
        side_note.write(occasion=baseline["managing-check"], item="active", text="words", by=clinic.priya)
    with pytest.raises(side_note.NotBothIn):
        side_note.write(occasion=baseline["pain-check"], item="now", text="words", by=clinic.priya)
