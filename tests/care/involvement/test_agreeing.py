"""Problems and goals: proposed by either, changed by either, agreed only when both have said yes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.base import clock
from alongside.base.record.models import Delivery, Event
from alongside.care.access.actions import way
from alongside.care.involvement import attention as kinds
from alongside.care.involvement.actions import matter as actions
from alongside.care.involvement.models import Matter, MatterWording
from alongside.care.involvement.rules.matters import Kind, NoWords, Words
from alongside.care.partnership import figures
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from alongside.care.partnership.rules.agreement import Answer, Standing
from tests.care.involvement.conftest import GOAL, REASON
from tests.conftest import THURSDAY, make_clinic


def waiting(matter: Matter) -> set[str]:
    items = AttentionItem.objects.filter(partnership=matter.partnership, about=matter.pk).open()
    return set(items.values_list("kind", flat=True))


def kept(matter: Matter) -> dict:
    """The figures of this room, after making sure that they are what rebuilding gives."""
    now = figures.kept(matter.partnership)
    assert now == figures.rebuilt(matter.partnership)
    return now


def test_what_joan_proposes_waits_for_her_contact_and_is_agreed_when_she_says_yes(clinic, joans):
    assert waiting(joans) == {kinds.PROPOSAL_WAITS}
    assert kept(joans)["proposals_wait_for_team"] == 1
    assert kept(joans)["goals_agreed"] == 0
    stands = actions.answer(matter=joans, number=1, says=Answer.YES, by=clinic.priya)
    assert stands is Standing.AGREED
    joans.refresh_from_db()
    assert joans.agreed_id == joans.newest_id
    assert waiting(joans) == set()
    assert kept(joans)["goals_agreed"] == 1
    assert kept(joans)["proposals_wait_for_team"] == 0


def test_a_yes_from_who_wrote_it_agrees_nothing(clinic, joans):
    assert actions.answer(matter=joans, number=1, says=Answer.YES, by=clinic.joan) is Standing.WAITS
    joans.refresh_from_db()
    assert joans.agreed is None


@pytest.mark.parametrize("name", ["okafor", "noor", "lena", "sam", "stranger"])
def test_nobody_else_proposes_changes_answers_rates_or_lets_go(clinic, joans, name):
    by = clinic.everyone[name]
    before = Event.objects.count()
    for do in (
        lambda: actions.propose(
            partnership=clinic.partnership, kind=Kind.GOAL, words=Words(GOAL, reason=REASON), by=by
        ),
        lambda: actions.change(matter=joans, number=1, words=Words("Other", reason="So"), by=by),
        lambda: actions.answer(matter=joans, number=1, says=Answer.YES, by=by),
        lambda: actions.rate(matter=joans, value=3, by=by),
        lambda: actions.reach(matter=joans, by=by),
        lambda: actions.let_go(matter=joans, by=by),
        lambda: actions.take_up(matter=joans, by=by),
    ):
        with pytest.raises(Refused):
            do()
    assert Event.objects.count() == before


def test_changed_words_ask_both_again_and_the_agreed_words_stand_until_both_agree(clinic, joans):
    actions.answer(matter=joans, number=1, says=Answer.YES, by=clinic.priya)
    changed = actions.change(
        matter=joans, number=1, words=Words("Walk to the shop.", reason="A start."), by=clinic.priya
    )
    assert changed.waits_for_person
    assert changed.agreed is not None
    assert changed.agreed.text == GOAL
    assert kept(joans)["goals_agreed"] == 1
    assert kept(joans)["proposals_wait_for_person"] == 1
    actions.answer(matter=joans, number=2, says=Answer.NOT_NOW, by=clinic.joan)
    joans.refresh_from_db()
    assert joans.agreed is not None
    assert joans.agreed.text == GOAL, "a no to new words takes nothing away"
    assert [row.text for row in joans.wordings.order_by("number")] == [GOAL, "Walk to the shop."]


def test_an_answer_to_words_that_changed_meanwhile_agrees_nothing(clinic, joans):
    actions.change(matter=joans, number=1, words=Words("Walk to the bus."), by=clinic.joan)
    before = Event.objects.count()
    with pytest.raises(actions.Changed):
        actions.answer(matter=joans, number=1, says=Answer.YES, by=clinic.priya)
    with pytest.raises(actions.Changed):
        actions.change(matter=joans, number=1, words=Words("Else.", reason="So."), by=clinic.priya)
    assert Event.objects.count() == before
    joans.refresh_from_db()
    assert joans.agreed is None
    assert joans.wordings.count() == 2


@pytest.mark.parametrize(
    "says, opened",
    [
        (Answer.NOT_NOW, set()),
        (Answer.DIFFERENT, {kinds.PROPOSAL_DIFFERENT}),
        (Answer.TALK, {kinds.PROPOSAL_TO_TALK}),
    ],
)
def test_joans_no_is_an_ordinary_answer_and_not_now_sends_nobody_after_her(clinic, priyas, says, opened):
    actions.answer(matter=priyas, number=1, says=says, why="The hill.", by=clinic.joan)
    priyas.refresh_from_db()
    assert priyas.stands == says.value
    assert priyas.wording.person_why == "The hill."
    assert waiting(priyas) == opened
    assert not priyas.waits_for
    actions.answer(matter=priyas, number=1, says=Answer.YES, by=clinic.joan)
    priyas.refresh_from_db()
    assert priyas.agreed_id is not None
    assert waiting(priyas) == set()
    kept(priyas)


def test_somebody_who_agreed_may_think_again(clinic, priyas):
    actions.answer(matter=priyas, number=1, says=Answer.YES, by=clinic.joan)
    actions.answer(matter=priyas, number=1, says=Answer.TALK, by=clinic.joan)
    priyas.refresh_from_db()
    assert priyas.agreed is None
    assert kept(priyas)["goals_agreed"] == 0


def test_a_professional_says_why_and_leaves_alone_what_only_joan_can_know(clinic, thursday):
    with pytest.raises(NoWords):
        actions.propose(partnership=clinic.partnership, kind=Kind.GOAL, words=Words(GOAL), by=clinic.priya)
    words = Words("Stairs.", impact="Up and down.", feeling="Old.", reason="ignored")
    made = actions.propose(partnership=clinic.partnership, kind=Kind.PROBLEM, words=words, by=clinic.joan)
    assert made.wording.reason == ""
    changed = actions.change(
        matter=made,
        number=1,
        words=Words("The stairs at home.", impact="Up.", feeling="Fine, really.", reason="Clearer."),
        by=clinic.priya,
    )
    assert changed.wording.feeling == "Old."
    assert changed.wording.reason == "Clearer."


@pytest.mark.parametrize("text", ["", "   \n", "x" * 20_001])
def test_without_words_or_with_too_many_nothing_is_proposed(clinic, thursday, text):
    with pytest.raises(NoWords):
        actions.propose(
            partnership=clinic.partnership, kind=Kind.PROBLEM, words=Words(text.strip()), by=clinic.joan
        )
    assert not Matter.objects.exists()


def test_the_same_words_again_ask_nobody_again(clinic, joans):
    with pytest.raises(actions.NothingNew):
        actions.change(matter=joans, number=1, words=Words(GOAL), by=clinic.joan)
    assert joans.wordings.count() == 1


def test_only_joan_rates_and_every_rating_is_kept(clinic, joans):
    with pytest.raises(Refused):
        actions.rate(matter=joans, value=7, by=clinic.priya)
    for day, value in enumerate((0, 8, 5), start=1):
        with clock.frozen(THURSDAY + timedelta(days=day)):
            actions.rate(matter=joans, value=value, by=clinic.joan)
    with pytest.raises(ValueError, match="0 to 8"):
        actions.rate(matter=joans, value=9, by=clinic.joan)
    joans.refresh_from_db()
    assert joans.rating == 5
    assert list(joans.ratings.order_by("rated_at").values_list("value", flat=True)) == [2, 0, 8, 5]


def test_a_professional_gives_no_first_rating_either(clinic, thursday):
    made = actions.propose(
        partnership=clinic.partnership,
        kind=Kind.GOAL,
        words=Words(GOAL, reason=REASON),
        rating=8,
        by=clinic.priya,
    )
    assert made.rating is None
    assert not made.ratings.exists()


def test_an_agreed_goal_that_joan_reached_is_behind_us_and_somebody_tells_her(clinic, joans):
    actions.answer(matter=joans, number=1, says=Answer.YES, by=clinic.priya)
    actions.reach(matter=joans, by=clinic.joan)
    assert waiting(joans) == {kinds.GOAL_REACHED}
    assert kept(joans)["goals_agreed"] == 0
    for do in (
        lambda: actions.answer(matter=joans, number=1, says=Answer.NOT_NOW, by=clinic.joan),
        lambda: actions.rate(matter=joans, value=8, by=clinic.joan),
        lambda: actions.change(matter=joans, number=1, words=Words("More."), by=clinic.joan),
        lambda: actions.reach(matter=joans, by=clinic.joan),
    ):
        with pytest.raises(actions.NotPossible):
            do()
    actions.take_up(matter=joans, by=clinic.joan)
    assert waiting(joans) == set()
    assert kept(joans)["goals_agreed"] == 1


def test_a_professional_takes_back_only_what_joan_never_took_up(clinic, joans, priyas):
    with pytest.raises(Refused):
        actions.let_go(matter=joans, by=clinic.priya)
    with pytest.raises(Refused):
        actions.reach(matter=priyas, by=clinic.priya)
    actions.let_go(matter=priyas, by=clinic.priya)
    assert kept(priyas)["proposals_wait_for_person"] == 0
    actions.take_up(matter=priyas, by=clinic.joan)
    actions.answer(matter=priyas, number=1, says=Answer.YES, by=clinic.joan)
    with pytest.raises(Refused):
        actions.let_go(matter=priyas, by=clinic.priya)
    actions.let_go(matter=priyas, by=clinic.joan)


def test_not_even_the_database_takes_an_agreement_of_one_side(clinic, joans):
    with pytest.raises(IntegrityError), transaction.atomic():
        MatterWording.objects.filter(matter=joans).update(agreed_at=THURSDAY)


def test_several_proposals_make_one_mail_that_says_only_something_new(clinic, thursday):
    way.set_way(
        partnership=clinic.partnership, answers={"channels": ["email"], "contact": "welcome"}, by=clinic.joan
    )
    for text in ("One.", "Two.", "Three."):
        actions.propose(
            partnership=clinic.partnership, kind=Kind.GOAL, words=Words(text, reason=REASON), by=clinic.priya
        )
    sent = Delivery.objects.filter(template="something-to-answer")
    assert [(row.state, row.facts) for row in sent] == [("due", {})]
    with clock.frozen(THURSDAY + timedelta(hours=13)):
        actions.propose(
            partnership=clinic.partnership,
            kind=Kind.GOAL,
            words=Words("Four.", reason=REASON),
            by=clinic.priya,
        )
    assert sent.all().count() == 2


def test_who_does_not_want_mail_gets_none(clinic, priyas):
    (row,) = Delivery.objects.filter(template="something-to-answer")
    assert row.state == Delivery.State.WITHHELD


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_a_change_in_the_same_moment_never_agree_what_was_not_read():
    clinic = make_clinic()
    for _round in range(4):
        made = actions.propose(
            partnership=clinic.partnership, kind=Kind.GOAL, words=Words(GOAL), by=clinic.joan
        )
        together = Barrier(2)

        def yes(made: Matter = made, together: Barrier = together) -> str:
            try:
                together.wait(timeout=120)
                return actions.answer(matter=made, number=1, says=Answer.YES, by=clinic.priya).value
            except actions.Changed:
                return "changed"
            finally:
                connection.close()

        def change(made: Matter = made, together: Barrier = together) -> str:
            try:
                together.wait(timeout=120)
                actions.change(matter=made, number=1, words=Words("To the bus stop."), by=clinic.joan)
                return "written"
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            said, written = pool.submit(yes), pool.submit(change)
            assert written.result() == "written"
            made.refresh_from_db()
            first, second = made.wordings.order_by("number")
            assert second.agreed_at is None
            if said.result() == "changed":
                assert made.agreed is None
                assert first.agreed_at is None
            else:
                assert made.agreed == first, "she agreed to the words she had read, before they changed"
        kept(made)
