"""Looking back: the person is asked first, both say how to go on, and nobody is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.base import clock
from alongside.care.access import attention as kinds
from alongside.care.access.actions import explained
from alongside.care.partnership import agreeing, figures
from alongside.care.partnership.actions import attention as deal
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.plan.actions import step as steps
from alongside.care.plan.models import Step
from alongside.care.plan.rules.step import State, StepWords
from alongside.care.support import attention
from alongside.care.support.actions import review as reviews
from alongside.care.support.actions import review_due
from alongside.care.support.models import Review, ReviewHow
from alongside.care.support.rules.reviewing import Becomes, How, MadeDifference, Says, settled


@pytest.fixture
def walk(clinic) -> Step:
    """A step that both agreed on."""
    wording = steps.propose(
        partnership=clinic.partnership, words=StepWords(what="Walk to the corner"), by=clinic.joan
    )
    steps.answer(wording=wording, says=Answer.YES, by=clinic.priya, seen=wording.number)
    return Step.objects.get(pk=wording.step_id)


@pytest.fixture
def told(clinic) -> Review:
    """A review in which Joan has said that it helped a little."""
    review = reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    return reviews.tell(review=review, made_difference=MadeDifference.LITTLE, by=clinic.joan)


def agreed(clinic, told: Review, how: How) -> Review:
    proposal = reviews.propose(review=told, how=how, by=clinic.joan)
    assert reviews.answer(how=proposal, says=Answer.YES, by=clinic.priya) is Standing.AGREED
    return Review.objects.get(pk=told.pk)


def page(clinic, name: str = "review", *args) -> str:
    return reverse(f"support:{name}", args=[clinic.partnership.pk, *args])


def on_list(clinic, kind: str):
    return AttentionItem.objects.filter(partnership=clinic.partnership, kind=kind, closed_at=None)


def test_the_person_is_asked_before_any_number_is_shown(clinic, as_):
    reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    joans = as_("joan").get(page(clinic)).content.decode()
    assert "Has this made a difference to you?" in joans
    assert "What has changed" not in joans
    assert "What has changed" not in as_("priya").get(page(clinic)).content.decode()


def test_while_they_are_asked_their_professional_can_ring_or_write(clinic, as_):
    reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    theirs = as_("priya").get(page(clinic)).content.decode()
    for way in ("communication:call-start", "communication:write"):
        assert reverse(way, args=[clinic.partnership.pk]) in theirs
    assert reverse("communication:call-start", args=[clinic.partnership.pk]) not in (
        as_("joan").get(page(clinic)).content.decode()
    )


def test_nobody_says_it_for_them(clinic, as_):
    review = reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    with pytest.raises(Refused):
        reviews.tell(review=review, made_difference=MadeDifference.A_LOT, by=clinic.priya)
    with pytest.raises(reviews.TellFirst):
        reviews.say(review=review, words="You did well.", by=clinic.priya)
    with pytest.raises(reviews.TellFirst):
        reviews.propose(review=review, how=How.END_WELL, by=clinic.priya)


@pytest.mark.parametrize("said", MadeDifference)
def test_what_was_said_waits_for_the_contact_and_no_difference_comes_before_what_is_routine(clinic, said):
    review = reviews.begin(partnership=clinic.partnership, by=clinic.joan)
    reviews.tell(review=review, made_difference=said, words="I sleep again.", by=clinic.joan)
    item = on_list(clinic, attention.REVIEW_TOLD).get()
    worse = said in (MadeDifference.NONE, MadeDifference.WORSE)
    assert item.harm == (AttentionItem.Harm.WORSE if worse else AttentionItem.Harm.PROMISE)
    reviews.say(review=review, words="You walked on the bad days too.", by=clinic.priya)
    assert not on_list(clinic, attention.REVIEW_TOLD).exists()


def test_both_read_each_others_words(clinic, as_, told):
    reviews.say(review=told, words="You kept the walk in two hard weeks.", by=clinic.priya)
    assert "You kept the walk in two hard weeks." in as_("joan").get(page(clinic)).content.decode()


def test_round_again_asks_again_in_three_months(clinic, told):
    closed = agreed(clinic, told, How.ROUND_AGAIN)
    today = clock.today(clinic.service.time_zone)
    assert closed.next_on == today + timedelta(days=90)
    assert figures.kept(clinic.partnership)["review_done_on"] == today
    assert review_due.call_up() == 0, "its day has not come"
    with clock.frozen(clock.now() + timedelta(days=91)):
        assert review_due.call_up() == 1
        assert review_due.call_up() == 0, "a chore may run twice"
        assert Review.objects.filter(partnership=clinic.partnership).open().get().number == closed.number + 1
        assert on_list(clinic, attention.REVIEW_BEGUN).exists()


def test_one_left_open_is_on_somebodys_list_until_they_say_why_and_again_from_their_day(clinic):
    reviews.begin(partnership=clinic.partnership, by=clinic.priya)

    def asked_after(days: int) -> bool:
        with clock.frozen(began + timedelta(days=days)):
            review_due.call_up()
            found = on_list(clinic, attention.REVIEW_LATE)
            for item in found:
                deal.close(item=item, outcome=AttentionItem.Outcome.DONE, by=clinic.priya)
            return bool(found)

    began = clock.now()
    assert not asked_after(20)
    assert asked_after(22)
    assert asked_after(23), "crossed off is not finished"
    with clock.frozen(began + timedelta(days=24)):
        explained.explain(
            partnership=clinic.partnership,
            words="Rang her; she looks back with me after her holiday.",
            look_again_on=clock.today(clinic.service.time_zone) + timedelta(days=10),
            by=clinic.priya,
        )
    assert not asked_after(33)
    assert asked_after(34)


def test_looking_back_early_takes_the_place_of_the_planned_one(clinic, told):
    agreed(clinic, told, How.ROUND_AGAIN)
    with clock.frozen(clock.now() + timedelta(days=60)):
        early = reviews.begin(partnership=clinic.partnership, by=clinic.joan)
        early = reviews.tell(review=early, made_difference=MadeDifference.A_LOT, by=clinic.joan)
        agreed(clinic, early, How.WHEN_NEEDED)
    with clock.frozen(clock.now() + timedelta(days=91)):
        assert review_due.call_up() == 0
        assert Review.objects.filter(partnership=clinic.partnership).count() == 2


def test_with_the_door_open_nothing_is_asked_and_somebody_owns_how_it_goes_on(clinic, told, walk):
    agreed(clinic, told, How.WHEN_NEEDED)
    partnership = Partnership.objects.get(pk=clinic.partnership.pk)
    assert partnership.state == Partnership.State.OPEN_DOOR
    to_agree = on_list(clinic, kinds.FOLLOW_UP_TO_AGREE).get()
    assert to_agree.owner == clinic.priya, "somebody owns that both also agree until when"
    assert Step.objects.get(pk=walk.pk).state == State.IN_FORCE, "the plan is still there"


def test_ending_needs_both(clinic, told):
    proposal = reviews.propose(review=told, how=How.END_WELL, by=clinic.priya)
    assert Partnership.objects.get(pk=clinic.partnership.pk).state == Partnership.State.ACTIVE
    stands = reviews.answer(how=proposal, says=Answer.DIFFERENT, why="I still need you.", by=clinic.joan)
    assert stands is Standing.DIFFERENT
    assert on_list(clinic, attention.REVIEW_HOW).exists()
    assert Review.objects.get(pk=told.pk).closed_at is None


def test_an_older_proposal_cannot_be_agreed_to(clinic, told):
    older = reviews.propose(review=told, how=How.END_WELL, by=clinic.priya)
    reviews.propose(review=told, how=How.ROUND_AGAIN, by=clinic.priya)
    with pytest.raises(agreeing.Changed):
        reviews.answer(how=older, says=Answer.YES, by=clinic.joan)
    assert Review.objects.get(pk=told.pk).closed_at is None


def test_what_the_person_stops_comes_off_the_plan_when_both_agreed_how_to_go_on(clinic, told, walk):
    reviews.say_of_step(review=told, step=walk, says=Says.STOP, by=clinic.joan)
    reviews.say_of_step(review=told, step=walk, says=Says.KEEP, by=clinic.priya)
    assert Step.objects.get(pk=walk.pk).state == State.IN_FORCE
    agreed(clinic, told, How.ROUND_AGAIN)
    assert Step.objects.get(pk=walk.pk).state == State.STOPPED


def test_what_only_the_team_would_stop_stays_and_is_talked_about(clinic, told, walk):
    reviews.say_of_step(review=told, step=walk, says=Says.STOP, by=clinic.priya)
    reviews.say_of_step(review=told, step=walk, says=Says.KEEP, by=clinic.joan)
    agreed(clinic, told, How.ROUND_AGAIN)
    assert Step.objects.get(pk=walk.pk).state == State.IN_FORCE
    assert on_list(clinic, attention.STEP_TO_CHANGE).exists()


def test_a_closed_review_is_not_said_again(clinic, told, walk):
    agreed(clinic, told, How.ROUND_AGAIN)
    with pytest.raises(reviews.Closed):
        reviews.tell(review=told, made_difference=MadeDifference.WORSE, by=clinic.joan)
    with pytest.raises(reviews.Closed):
        reviews.say_of_step(review=told, step=walk, says=Says.STOP, by=clinic.joan)


def test_strangers_see_nothing_of_it(clinic, as_, told):
    for who in ("noor", "lena", "sam", "stranger"):
        assert as_(who).get(page(clinic)).status_code == 404
    assert as_("okafor").get(page(clinic)).status_code == 404, "the team's colleague is not in it by name"


def test_a_form_without_an_answer_is_shown_again_with_what_was_typed(clinic, as_):
    reviews.begin(partnership=clinic.partnership, by=clinic.joan)
    answer = as_("joan").post(page(clinic, "review-tell"), {"words": "Some days are better."})
    assert answer.status_code == 200
    assert "Some days are better." in answer.content.decode()
    assert Review.objects.get().told_at is None


def test_a_reason_stands_beside_the_answer_and_one_too_long_is_kept_in_its_box(clinic, as_, told):
    how = reviews.propose(review=told, how=How.END_WELL, by=clinic.priya)
    where = page(clinic, "review-answer", how.pk)
    long = "I still need you. " * 200
    answer = as_("joan").post(where, {"says": "different", "why": long})
    assert answer.status_code == 200
    assert long.strip() in answer.content.decode()
    as_("joan").post(where, {"says": "different", "why": "I still need you."})
    assert "I still need you." in as_("priya").get(page(clinic)).content.decode()


def test_the_whole_page_works_by_forms(clinic, as_, walk):
    joan, priya = as_("joan"), as_("priya")
    joan.post(page(clinic))
    joan.post(page(clinic, "review-tell"), {"made_difference": "some", "words": "I walk to the shop."})
    assert "I walk to the shop." in priya.get(page(clinic)).content.decode()
    priya.post(page(clinic, "review-say"), {"words": "You did it your way."})
    joan.post(page(clinic, "review-step", walk.pk), {"says": "keep"})
    joan.post(page(clinic, "review-how"), {"how": "when-needed", "note": "I will ring."})
    how = ReviewHow.objects.get()
    priya.post(page(clinic, "review-answer", how.pk), {"says": "yes"})
    assert "The door is open" in joan.get(page(clinic)).content.decode()
    assert reverse("support:come-back", args=[clinic.partnership.pk]) in joan.get(page(clinic)).text


ANSWERS = st.sampled_from([None, *Says])


@given(person=ANSWERS, professional=ANSWERS)
def test_the_persons_stop_always_stops_and_the_teams_never_alone(person, professional):
    became = settled(person, professional)
    assert (became is Becomes.STOP) == (person is Says.STOP)
    if person is None:
        assert became is Becomes.OPEN


def test_nobody_is_led_to_a_page_that_is_not_theirs(clinic, as_):
    overview = reverse("support:overview", args=[clinic.partnership.pk])
    assert page(clinic) in as_("priya").get(overview).content.decode()
    assert page(clinic) not in as_("okafor").get(overview).content.decode()
