"""The plan eases by rules that are shown; the change is offered, never imposed; worsening stops a step."""

from __future__ import annotations

import pytest

from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.plan import attention as plan_kinds
from alongside.care.plan import going_attention as kinds
from alongside.care.plan.actions import ease
from alongside.care.plan.actions import step as steps
from alongside.care.plan.models import EaseAnswer, EaseOffer, Step, StepWording
from alongside.care.plan.presenters import going, going_today
from alongside.care.plan.presenters.going_words import because, for_team
from alongside.care.plan.rules.checking_in import About, Did, Hard
from alongside.care.plan.rules.easing import Offers, easing_rules
from alongside.care.plan.rules.step import PauseReason, StepWords, Unit
from tests.care.plan.going.cast import WALK, agreed, on_day, open_kinds, same_figures, tell
from tests.conftest import Clinic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def too_hard_twice(clinic: Clinic, step: Step) -> EaseOffer:
    tell(clinic, step, Did.A_BIT, Hard.TOO_HARD)
    assert not EaseOffer.objects.exists(), "once is no reason yet"
    with on_day(1):
        (offer,) = tell(clinic, step, Did.A_BIT, Hard.TOO_HARD).found
    return offer


def test_too_hard_twice_offers_less_and_nothing_changes_until_the_person_says_yes(clinic: Clinic) -> None:
    step = agreed(clinic)
    offer = too_hard_twice(clinic, step)
    step.refresh_from_db()
    assert step.amount_now is None
    assert (offer.amount_before, offer.amount, offer.within) == (15, 10, True)
    assert offer.definition_hash == easing_rules().hash
    assert because(offer) == "Because you said “too hard” twice: 12 November and 13 November."
    with on_day(1):
        ease.answer(offer=offer, says=EaseAnswer.YES, by=clinic.joan)
    step.refresh_from_db()
    assert step.amount_now == 10
    assert StepWording.objects.filter(step=step).count() == 1, "both had agreed to it already"
    assert going_today.team_lines(clinic.partnership) == [
        "Said “too hard” twice (12 November and 13 November): The walk to the park was eased to 10 minutes."
    ]
    assert same_figures(clinic)


def test_keep_it_as_it_is_is_obeyed_and_not_asked_again_for_the_same(clinic: Clinic) -> None:
    step = agreed(clinic)
    offer = too_hard_twice(clinic, step)
    with on_day(1):
        ease.answer(offer=offer, says=EaseAnswer.KEEP, by=clinic.joan)
    with on_day(2):
        assert tell(clinic, step, Did.YES, Hard.TOO_HARD).found == ()
    step.refresh_from_db()
    assert step.amount_now is None


def test_let_us_talk_reaches_somebody(clinic: Clinic) -> None:
    offer = too_hard_twice(clinic, agreed(clinic))
    ease.answer(offer=offer, says=EaseAnswer.TALK, by=clinic.joan)
    assert AttentionItem.objects.get(kind=kinds.EASE_TALK).owner == clinic.priya


def test_under_the_agreed_range_it_is_proposed_to_both(clinic: Clinic) -> None:
    step = agreed(clinic, StepWords(what="Walk", amount=15, unit=Unit.MINUTES))
    offer = too_hard_twice(clinic, step)
    ease.answer(offer=offer, says=EaseAnswer.YES, by=clinic.joan)
    step.refresh_from_db()
    proposed = StepWording.objects.get(step=step, number=2)
    assert (step.amount_now, step.agreed.amount if step.agreed else 0) == (None, 15)
    assert (proposed.amount, proposed.least, proposed.most, proposed.agreed_at) == (10, 10, 15, None)
    assert plan_kinds.STEP_WAITS in open_kinds(clinic)
    assert same_figures(clinic)


@pytest.mark.parametrize("who", ["priya", "okafor", "noor", "sam", "lena", "stranger"])
def test_only_the_person_answers_what_was_offered_to_them(clinic: Clinic, who: str) -> None:
    offer = too_hard_twice(clinic, agreed(clinic))
    with pytest.raises(Refused):
        ease.answer(offer=offer, says=EaseAnswer.YES, by=clinic.everyone[who])


def test_an_offer_is_answered_once_and_not_at_all_after_the_step_changed(clinic: Clinic) -> None:
    step = agreed(clinic)
    offer = too_hard_twice(clinic, step)
    steps.adjust(step=step, amount=12, by=clinic.joan)
    with pytest.raises(ease.NoLongerOffered):
        ease.answer(offer=offer, says=EaseAnswer.YES, by=clinic.joan)
    steps.adjust(step=step, amount=15, by=clinic.joan)
    ease.answer(offer=offer, says=EaseAnswer.YES, by=clinic.joan)
    with pytest.raises(ease.NoLongerOffered):
        ease.answer(offer=offer, says=EaseAnswer.KEEP, by=clinic.joan)


def test_another_place_is_the_persons_to_name_and_both_agree_on_it(clinic: Clinic) -> None:
    step = agreed(clinic)
    (offer,) = tell(clinic, step, Did.NO, Hard.COULD_NOT_HERE).found
    with pytest.raises(ease.NoPlace):
        ease.answer(offer=offer, says=EaseAnswer.YES, by=clinic.joan)
    ease.answer(offer=offer, says=EaseAnswer.YES, by=clinic.joan, place="in the hall")
    assert StepWording.objects.get(step=step, number=2).place == "in the hall"


def test_too_easy_goes_up_only_inside_the_range_and_beyond_it_a_professional_is_asked(
    clinic: Clinic,
) -> None:
    step = agreed(clinic)
    for day in range(3):
        with on_day(day):
            taken = tell(clinic, step, Did.YES, Hard.TOO_EASY)
    (offer,) = taken.found
    assert (offer.offers, offer.amount) == (Offers.MORE, 20)
    with on_day(2):
        ease.answer(offer=offer, says=EaseAnswer.YES, by=clinic.joan)
    for day in range(3, 6):
        with on_day(day):
            taken = tell(clinic, step, Did.YES, Hard.TOO_EASY)
    assert [each.offers for each in taken.found] == [Offers.ASK]
    step.refresh_from_db()
    assert step.amount_now == WALK.most
    assert kinds.BEYOND_RANGE in open_kinds(clinic)


def test_worse_after_a_step_pauses_it_at_once_and_only_a_professional_takes_it_up_again(
    clinic: Clinic,
) -> None:
    step = agreed(clinic)
    (found,) = tell(clinic, step, Did.YES, worse=True).found
    step.refresh_from_db()
    assert (found.offers, step.pause_reason) == (Offers.STOP, PauseReason.WORSE)
    item = AttentionItem.objects.get(kind=plan_kinds.STEP_WORSE)
    assert (item.harm, item.owner) == (AttentionItem.Harm.WORSE, clinic.priya)
    with pytest.raises(Refused):
        steps.resume(step=step, by=clinic.joan)
    with on_day(2):
        steps.resume(step=step, by=clinic.priya)
        assert tell(clinic, step, Did.YES).found == ()
    assert same_figures(clinic)


def test_pain_well_above_the_usual_twice_after_a_step_pauses_it_and_a_waiting_offer_is_overtaken(
    clinic: Clinic,
) -> None:
    step = agreed(clinic)
    for day, hard in enumerate((None, Hard.TOO_HARD, Hard.TOO_HARD)):
        with on_day(day):
            tell(clinic, step, Did.YES, hard, pain=3)
    assert EaseOffer.objects.open().count() == 1
    for day in (3, 4):
        with on_day(day):
            taken = tell(clinic, step, Did.A_BIT, pain=6)
    assert [each.rule for each in taken.found] == ["worse-pain"]
    assert not EaseOffer.objects.open().exists()
    assert for_team(taken.found[0]).startswith("Pain 2 points or more above their usual")


def test_it_makes_no_difference_is_heard_by_somebody_the_second_time(clinic: Clinic) -> None:
    step = agreed(clinic)
    tell(clinic, step, no_difference=True)
    assert kinds.NO_DIFFERENCE not in open_kinds(clinic)
    with on_day(5):
        taken = tell(clinic, step, no_difference=True)
    assert [each.offers for each in taken.found] == [Offers.THINK_AGAIN]
    with on_day(6):
        assert tell(clinic, step, no_difference=True).found == (), "said once, it is not said every day"
    assert AttentionItem.objects.filter(kind=kinds.NO_DIFFERENCE).count() == 1


def test_what_was_offered_for_an_older_amount_waits_for_nobody_and_makes_room_for_the_next(
    clinic: Clinic,
) -> None:
    step = agreed(clinic)
    too_hard_twice(clinic, step)
    with on_day(1):
        steps.adjust(step=step, amount=20, by=clinic.joan)
        clinic.partnership.refresh_from_db()
        assert [card.title for card in going_today.cards(clinic.partnership)] == []
    with on_day(2):
        (offer,) = tell(clinic, step, Did.A_BIT, Hard.TOO_HARD).found
    assert (offer.amount_before, offer.amount) == (20, 10)
    assert EaseOffer.objects.open().count() == 1


def test_worse_stops_the_step_also_on_the_day_on_which_an_offer_was_answered(clinic: Clinic) -> None:
    step = agreed(clinic)
    offer = too_hard_twice(clinic, step)
    with on_day(1):
        ease.answer(offer=offer, says=EaseAnswer.KEEP, by=clinic.joan)
    with on_day(1.2):
        (found,) = tell(clinic, step, None, worse=True).found
    step.refresh_from_db()
    assert (found.offers, step.pause_reason) == (Offers.STOP, PauseReason.WORSE)
    assert plan_kinds.STEP_WORSE in open_kinds(clinic)


def test_pain_that_rises_stops_the_step_although_it_was_eased_in_between(clinic: Clinic) -> None:
    step = agreed(clinic)
    for day, pain in enumerate([3, 3, 3]):
        with on_day(day):
            tell(clinic, step, pain=pain)
    with on_day(3):
        tell(clinic, step, Did.YES, Hard.TOO_HARD)
    with on_day(4):
        (offer,) = tell(clinic, step, Did.YES, Hard.TOO_HARD, pain=6).found
        ease.answer(offer=offer, says=EaseAnswer.YES, by=clinic.joan)
    with on_day(5):
        (found,) = tell(clinic, step, pain=6).found
    assert (found.offers, found.rule) == (Offers.STOP, "worse-pain")


def test_taken_up_again_it_stops_again_when_they_say_so_and_not_for_what_they_said_before(
    clinic: Clinic,
) -> None:
    step = agreed(clinic)
    tell(clinic, step, Did.YES, worse=True)
    steps.resume(step=step, by=clinic.priya)
    with on_day(0.1):
        form = going.check_in_page(clinic.partnership, About.TODAY, None)["form"]
        assert not form[f"worse-{step.pk}"].value(), "it is said anew, or not at all"
        assert tell(clinic, step, None, Hard.ABOUT_RIGHT).found == ()
    step.refresh_from_db()
    assert step.paused_at is None
    with on_day(0.2):
        tell(clinic, step, None, worse=True)
    step.refresh_from_db()
    assert step.pause_reason == PauseReason.WORSE


def test_new_words_take_a_stopped_step_up_only_where_the_professional_knew_that_it_got_worse(
    clinic: Clinic, as_
) -> None:
    step = agreed(clinic)
    longer = StepWords(what="The walk round the lake", amount=30, unit=Unit.MINUTES)
    assert step.agreed is not None
    before = steps.change(step=step, words=longer, by=clinic.priya, follows=step.agreed)
    with on_day(1):
        tell(clinic, step, Did.YES, worse=True)
    with on_day(1.1):
        said = {"says": "yes", "seen": before.number}
        page = as_("joan").post(
            f"/p/{clinic.partnership.pk}/plan/words/{before.pk}/answer/", said, follow=True
        )
    assert "It still rests, because it got worse" in page.text
    step.refresh_from_db()
    assert (step.agreed_id, step.pause_reason) == (before.pk, PauseReason.WORSE)
    assert plan_kinds.STEP_WORSE in open_kinds(clinic)
    with on_day(2):
        after = steps.change(step=step, words=WALK, by=clinic.priya, follows=before)
        steps.answer(wording=after, says=Answer.YES, by=clinic.joan, seen=after.number)
    step.refresh_from_db()
    assert (step.agreed_id, step.paused_at) == (after.pk, None)
    assert plan_kinds.STEP_WORSE not in open_kinds(clinic)
