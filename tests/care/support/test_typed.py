"""Typed for somebody without a screen: read back, marked with a name, and shown to them when they come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.base.record.models import Event
from alongside.care.access.actions import follow_up
from alongside.care.access.models import FollowUp
from alongside.care.access.rules.follow_up import AtEnd
from alongside.care.involvement.actions import matter
from alongside.care.involvement.models import Matter
from alongside.care.involvement.rules.matters import Kind, Words
from alongside.care.partnership import figures
from alongside.care.partnership.actions import typed as typings
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import Partnership, Typed
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.typed import How, NotReadBack, Said
from alongside.care.plan.actions import check_in
from alongside.care.plan.actions import step as steps
from alongside.care.plan.models import CheckIn
from alongside.care.plan.rules.checking_in import About, Did, Hard
from alongside.care.plan.rules.step import StepWords
from alongside.care.support.actions import review as reviews
from alongside.care.support.models import Review, ReviewHow
from alongside.care.support.rules.reviewing import How as GoOn
from alongside.care.support.rules.reviewing import MadeDifference, Says
from tests.care.plan.going.cast import agreed, open_kinds, sending

RUNG = Said(How.TELEPHONE, read_back=True)
GARDEN = Words("Dig my own potatoes.")
BACK = {"how": "telephone", "read_back": "on"}


def kept_true(clinic) -> bool:
    partnership = Partnership.objects.get(pk=clinic.partnership.pk)
    return figures.rebuilt(partnership) == figures.kept(partnership)


def at(clinic, name: str, *more: object) -> str:
    return reverse(name, args=[clinic.partnership.pk, *more])


def test_a_goal_said_on_the_telephone_is_the_persons_and_still_waits_for_a_professional(
    clinic, as_, thursday
):
    sent = {"text": GARDEN.text, "rating": "2", **BACK}
    answer = as_("okafor").post(at(clinic, "involvement:goal-type"), sent)
    row = Matter.objects.with_words().get(partnership=clinic.partnership)
    assert answer.url == at(clinic, "involvement:matter", row.pk)
    assert (row.made_by, row.wording.author, row.wording.author_side) == (clinic.joan, clinic.joan, "person")
    assert (row.stands, row.waits_for_team, row.rating) == (Standing.WAITS, True, 2)
    for who, says in (("joan", "You said this on the telephone."), ("priya", "said this on the telephone.")):
        page = as_(who).get(at(clinic, "involvement:matter", row.pk)).content.decode()
        assert says in page
        assert "Dr Chidi Okafor" in page
    assert kept_true(clinic)


def test_nothing_is_kept_that_was_not_read_back(clinic, as_, thursday):
    unread = {"text": GARDEN.text, "how": "telephone"}
    page = as_("priya").post(at(clinic, "involvement:goal-type"), unread).content.decode()
    assert "Read it back to them first, then tick this." in page
    assert GARDEN.text in page
    with pytest.raises(NotReadBack):
        matter.propose(
            partnership=clinic.partnership,
            kind=Kind.GOAL,
            words=GARDEN,
            by=clinic.priya,
            said=Said(How.PAPER),
        )
    assert not Matter.objects.exists()


@pytest.mark.parametrize("who", ["joan", "sam", "noor", "lena"])
def test_nobody_types_for_joan_but_who_looks_after_her(clinic, thursday, who):
    with pytest.raises(Refused):
        matter.propose(
            partnership=clinic.partnership,
            kind=Kind.GOAL,
            words=GARDEN,
            by=clinic.everyone[who],
            said=RUNG,
        )


def test_a_yes_on_the_telephone_counts_is_marked_and_is_shown_to_her_when_she_comes(clinic, as_, thursday):
    row = matter.propose(
        partnership=clinic.partnership,
        kind=Kind.GOAL,
        words=Words(GARDEN.text, reason="You told me of your garden."),
        by=clinic.priya,
    )
    typed = {"says": "yes", "number": "1", **BACK}
    as_("priya").post(at(clinic, "involvement:matter-type-answer", row.pk), typed)
    row = Matter.objects.with_words().get(pk=row.pk)
    assert (row.stands, row.wording.professional) == (Standing.AGREED, clinic.priya)
    assert Event.objects.filter(kind="partnership.typed", by=clinic.priya, visibility="both").exists()
    assert not Event.objects.filter(kind="together.agreed").exists(), "nobody wrote that she pressed yes"

    joan = as_("joan")
    assert "Priya typed what you said" in joan.get("/").content.decode()
    page = joan.get(at(clinic, "support:typed")).content.decode()
    assert "You answered: yes" in page
    assert "Priya Shah, physiotherapist typed it and read it back to you." in page
    joan.post(at(clinic, "support:typed"), {"typed": [str(Typed.objects.get().pk), "no key"]})
    assert "typed what you said" not in joan.get("/").content.decode()
    assert Event.objects.filter(kind="partnership.typed-is-right", by=clinic.joan).exists()


def test_how_she_comes_back_is_agreed_on_the_telephone_read_back_and_shown_to_her(clinic, as_, thursday):
    words = follow_up.propose(
        partnership=clinic.partnership,
        terms=follow_up.Terms(clock.today("UTC") + timedelta(days=60), ["worse"], AtEnd.RING),
        by=clinic.priya,
    )
    typing = at(clinic, "access:follow-up-type-answer", words.pk)
    priya = as_("priya")
    assert typing in priya.get(at(clinic, "support:typed")).text
    assert "The door stands open until" in priya.get(typing).text
    priya.post(typing, {"says": "yes", "how": "telephone"})
    assert not FollowUp.objects.in_force().exists(), "it was not read back"
    with pytest.raises(Refused):
        follow_up.answer(wording=words, says=Answer.YES, by=clinic.noor, said=RUNG)
    priya.post(typing, {"says": "yes", **BACK})
    assert FollowUp.objects.in_force().get().agreed == words
    assert not Event.objects.filter(kind="follow-up.answered").exists(), "nobody wrote that she pressed yes"
    assert Event.objects.filter(kind="partnership.typed", by=clinic.priya, visibility="both").exists()
    assert kept_true(clinic)
    joan = as_("joan")
    page = joan.get(at(clinic, "support:typed")).text
    assert "You answered: Yes." in page
    assert "Priya Shah, physiotherapist typed it and read it back to you." in page
    assert "You said this on the telephone." in joan.get(at(clinic, "access:follow-up")).text
    assert typing not in priya.get(at(clinic, "support:typed")).text


def test_what_was_typed_wrongly_she_puts_right_with_her_own_answer(clinic, as_, thursday):
    row = matter.propose(
        partnership=clinic.partnership, kind=Kind.GOAL, words=Words("Run.", reason="So."), by=clinic.priya
    )
    matter.answer(matter=row, number=1, says=Answer.YES, by=clinic.priya, said=RUNG)
    assert matter.answer(matter=row, number=1, says=Answer.DIFFERENT, by=clinic.joan) is Standing.DIFFERENT
    assert not Typed.objects.unseen().exists()
    assert kept_true(clinic)


def test_nobody_else_says_for_her_that_it_is_right(clinic, as_, thursday):
    row = matter.propose(
        partnership=clinic.partnership, kind=Kind.GOAL, words=GARDEN, by=clinic.priya, said=RUNG
    )
    mark = Typed.objects.get(about=row.wording.pk)
    with pytest.raises(Refused):
        typings.that_is_right(partnership=clinic.partnership, rows=[mark.pk], by=clinic.priya)
    typings.that_is_right(partnership=clinic.sams, rows=[mark.pk], by=clinic.sam)
    assert Typed.objects.unseen().filter(pk=mark.pk).exists()


def test_the_number_she_says_is_hers_and_a_number_off_the_scale_is_not_kept(clinic, as_, thursday):
    row = matter.propose(partnership=clinic.partnership, kind=Kind.PROBLEM, words=GARDEN, by=clinic.joan)
    typed = at(clinic, "involvement:matter-type-rating", row.pk)
    as_("priya").post(typed, {"rating": "9", **BACK})
    as_("priya").post(typed, {"rating": "6", **BACK})
    [rating] = row.ratings.all()
    assert (rating.value, rating.rated_by) == (6, clinic.joan)
    with pytest.raises(Refused):
        matter.rate(matter=row, value=3, by=clinic.priya)


def test_a_step_is_agreed_on_the_telephone_and_says_so(clinic, as_, thursday):
    wording = steps.propose(partnership=clinic.partnership, words=StepWords(what="Stretch"), by=clinic.priya)
    hub = as_("priya").get(at(clinic, "support:typed")).content.decode()
    assert at(clinic, "plan:type-answer", wording.pk) in hub
    sent = {"says": "yes", "seen": "1", **BACK}
    as_("priya").post(at(clinic, "plan:type-answer", wording.pk), sent)
    page = as_("joan").get(at(clinic, "plan:step", wording.step_id)).content.decode()
    assert "You said this on the telephone." in page
    assert kept_true(clinic)


def test_words_she_wrote_herself_are_not_answered_for_her(clinic, as_, thursday):
    hers = steps.propose(partnership=clinic.partnership, words=StepWords(what="Swim"), by=clinic.joan)
    assert as_("priya").get(at(clinic, "plan:type-answer", hers.pk)).status_code == 404


def test_a_check_in_by_telephone_counts_on_its_day_and_its_words_are_read(clinic, as_, thursday):
    step = agreed(clinic)
    page = as_("okafor").get(at(clinic, "plan:check-in-type"))
    form = page.context["page"].form if page.context else None
    key = form.initial["key"] if form else ""
    sent = {
        "key": key,
        "shown": str(step.pk),
        "about": "yesterday",
        f"did-{step.pk}": "a-bit",
        f"hard-{step.pk}": "too-hard",
        "pain": "6",
        "words": "The hill was ice.",
        **BACK,
    }
    as_("okafor").post(at(clinic, "plan:check-in-type"), sent)
    row = CheckIn.objects.get(partnership=clinic.partnership)
    said = row.day().steps[str(step.pk)]
    assert (said.did, said.hard, row.pain) == (Did.A_BIT, Hard.TOO_HARD, 6)
    assert "check-in-words" in " ".join(open_kinds(clinic))
    assert "You said this on the telephone." in as_("joan").get(at(clinic, "plan:going")).content.decode()
    shown = as_("joan").get(at(clinic, "support:typed")).content.decode()
    assert "A bit, Too hard" in shown
    assert "The hill was ice." in shown
    assert kept_true(clinic)


def test_worse_said_on_the_telephone_stops_the_step_as_it_would_on_her_own_phone(clinic, thursday):
    step = agreed(clinic)
    said = sending(step, Did.YES, worse=True)
    check_in.send(partnership=clinic.partnership, sending=said, about=About.TODAY, by=clinic.priya, said=RUNG)
    step.refresh_from_db()
    assert step.paused_at is not None
    with pytest.raises(Refused):
        check_in.send(partnership=clinic.partnership, sending=said, about=About.TODAY, by=clinic.priya)


def test_a_whole_looking_back_by_telephone_and_what_she_stops_stops(clinic, as_, thursday):
    walk = agreed(clinic)
    review = reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    hub = as_("priya").get(at(clinic, "support:typed")).content.decode()
    assert at(clinic, "support:review-type-told") in hub
    first = at(clinic, "support:review-type-told")
    assert as_("priya").get(at(clinic, "support:review-type-rest")).url == first, (
        "the first question is first"
    )
    as_("priya").post(first, {"made_difference": "some", "words": "I dance again.", **BACK})
    review.refresh_from_db()
    assert (review.made_difference, review.words) == (MadeDifference.SOME, "I dance again.")

    asked = reviews.propose(review=review, how=GoOn.ROUND_AGAIN, by=clinic.priya)
    page = as_("priya").get(at(clinic, "support:review-type-rest")).content.decode()
    assert "Go on, and look back again in three months" in page
    sent = {f"says-{walk.pk}": "stop", "proposal": str(asked.pk), "says": "yes", **BACK}
    as_("priya").post(at(clinic, "support:review-type-rest"), sent)
    review.refresh_from_db()
    walk.refresh_from_db()
    assert (review.how, walk.stopped_at is not None) == (GoOn.ROUND_AGAIN, True)
    assert ReviewHow.objects.get().professional == clinic.priya
    assert not Event.objects.filter(kind__in=("review.told", "review.how-answered"), by=clinic.joan).exists()

    shown = as_("joan").get(at(clinic, "support:typed")).content.decode()
    for said in ("Yes, some", "I dance again.", "Stop it", "You said yes to how we go on"):
        assert said in shown
    assert kept_true(clinic)


def test_how_she_would_go_on_waits_for_a_professional_and_is_hers_to_say_anew(clinic, as_, thursday):
    review = reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    reviews.tell(review=review, made_difference=MadeDifference.LITTLE, by=clinic.priya, said=RUNG)
    rest = at(clinic, "support:review-type-rest")
    page = as_("priya").post(rest, {"words": "Let me think.", **BACK}).content.decode()
    assert "Leave empty what they did not speak of." in page
    assert "Let me think." in page
    as_("priya").post(rest, {"go_on": "end-well", "words": "I can do it alone.", **BACK})
    proposal = ReviewHow.objects.get()
    assert (proposal.author, proposal.note) == (clinic.joan, "I can do it alone.")
    assert Review.objects.get().closed_at is None, "nothing ends by one side"
    assert "You said this on the telephone." in as_("joan").get(at(clinic, "support:review")).content.decode()
    reviews.tell(review=review, made_difference=MadeDifference.A_LOT, by=clinic.joan)
    assert not Typed.objects.unseen().filter(about=review.pk).exists()


def test_looking_back_is_typed_by_those_named_read_back_and_by_nobody_else(clinic, as_, thursday):
    review = reviews.begin(partnership=clinic.partnership, by=clinic.priya)
    with pytest.raises(NotReadBack):
        reviews.tell(
            review=review, made_difference=MadeDifference.SOME, by=clinic.priya, said=Said(How.PAPER)
        )
    with pytest.raises(Refused):
        reviews.tell(review=review, made_difference=MadeDifference.SOME, by=clinic.noor, said=RUNG)
    with pytest.raises(reviews.TellFirst):
        reviews.propose(review=review, how=GoOn.END_WELL, by=clinic.priya, said=RUNG)
    assert as_("joan").get(at(clinic, "support:review-type-told")).status_code == 404
    step = agreed(clinic)
    with pytest.raises(reviews.TellFirst):
        reviews.say_the_rest(
            review=review, of_steps={step: Says.STOP}, how=GoOn.END_WELL, by=clinic.priya, said=RUNG
        )
    assert not review.steps.exists(), "all of it, or nothing"
