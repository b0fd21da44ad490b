"""Steps of what both agree on, how it goes, and looking back."""

from __future__ import annotations

from datetime import timedelta

from alongside.base import clock, ids
from alongside.care.access.actions import explained, follow_up
from alongside.care.access.models import FollowUpWording
from alongside.care.access.rules.follow_up import AtEnd
from alongside.care.involvement.actions import matter
from alongside.care.involvement.models import Matter
from alongside.care.involvement.rules.matters import Kind, Words
from alongside.care.partnership.actions import promise
from alongside.care.partnership.models import Promise
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.plan.actions import bad_day, check_in, ease
from alongside.care.plan.actions import step as steps
from alongside.care.plan.catalogue import rulebook
from alongside.care.plan.going_figures import asked_about
from alongside.care.plan.models import EaseAnswer, EaseOffer, StepWording
from alongside.care.plan.models import Step as PlanStep
from alongside.care.plan.rules.checking_in import About, Did, Hard, Sending, StepSaid
from alongside.care.plan.rules.library import words_of
from alongside.care.plan.rules.step import Part, State
from alongside.care.support.actions import review
from alongside.care.support.models import Review, ReviewHow
from alongside.care.support.rules.reviewing import How, MadeDifference, Says
from alongside.simulation.steps import Do, Step
from alongside.simulation.writes.living import Living, Take


def propose_goal(living: Living, step: Step) -> None:
    words = Words(text=step.said["goal"], looks_like=step.said["looks_like"])
    matter.propose(
        partnership=living.partnership,
        kind=Kind.GOAL,
        words=words,
        by=living.who(step),
        rating=step.facts["rating"],
    )


def agree_goal(living: Living, step: Step) -> None:
    waiting = Matter.objects.filter(partnership=living.partnership).with_words().order_by("-moved_at").first()
    if waiting is not None and waiting.newest is not None:
        number = waiting.newest.number
        matter.answer(matter=waiting, number=number, says=Answer.YES, by=living.who(step))


def propose_step(living: Living, step: Step) -> None:
    library = rulebook().library
    words = words_of(library.step(step.facts["library"]), library, reason=step.facts["reason"])
    part = Part.FLARE_UP if step.facts["part"] == "flare" else Part.EVERYDAY
    steps.propose(partnership=living.partnership, words=words, by=living.who(step), part=part)


def answer_steps(living: Living, step: Step) -> None:
    """Every step that waits for the person, in one visit."""
    rows = StepWording.objects.filter(partnership=living.partnership, person_answer="").open()
    for row in rows.select_related("step", "partnership__service", "partnership__team"):
        if row.hidden:
            steps.show_me(wording=row, by=living.who(step))
        steps.answer(wording=row, says=Answer(step.facts["says"]), by=living.who(step), seen=row.number)


def check(living: Living, step: Step) -> None:
    facts = step.facts
    hard = Hard(facts["hard"]) if facts["hard"] and facts["did"] in ("yes", "a-bit") else None
    said = {str(row.pk): StepSaid(Did(facts["did"]), hard, None) for row in asked_about(living.partnership)}
    if not said:
        return
    sending = Sending(key=ids.uuid7(), pain=facts["pain"], confidence=facts["confidence"], steps=said)
    check_in.send(
        partnership=living.partnership, sending=sending, about=About.TODAY, by=living.partnership.person
    )


def answer_offer(living: Living, step: Step) -> None:
    rows = EaseOffer.objects.filter(partnership=living.partnership).open()
    offer = rows.select_related("partnership__service", "step").order_by("made_at").first()
    if offer is not None and offer.offers != "elsewhere":
        ease.answer(offer=offer, says=EaseAnswer(step.facts["says"]), by=living.who(step))


def have_bad_day(living: Living, step: Step) -> None:
    bad_day.say(partnership=living.partnership, by=living.who(step))


def make_promise(living: Living, step: Step) -> None:
    due_on = clock.today(living.partnership.service.time_zone) + timedelta(days=step.facts["within"])
    promise.make(partnership=living.partnership, text=step.facts["text"], due_on=due_on, by=living.who(step))


def keep_promise(living: Living, step: Step) -> None:
    row = Promise.objects.filter(partnership=living.partnership).open().first()
    if row is not None:
        promise.keep(promise=row, by=living.who(step))


def look_back(living: Living, step: Step) -> None:
    begun = review.begin(partnership=living.partnership, by=living.who(step))
    said = MadeDifference(step.facts["difference"])
    review.tell(review=begun, made_difference=said, words=step.facts["words"], by=living.who(step))


def begin_review(living: Living, step: Step) -> None:
    review.begin(partnership=living.partnership, by=living.who(step))


def say_back(living: Living, step: Step) -> None:
    review.say(review=_open(living), words=step.facts["words"], by=living.who(step))


def say_how(living: Living, step: Step) -> None:
    review.propose(review=_open(living), how=How(step.facts["how"]), by=living.who(step))


def agree_how(living: Living, step: Step) -> None:
    how = ReviewHow.objects.filter(partnership=living.partnership).order_by("-written_at")
    newest = how.select_related("review", "partnership").first()
    if newest is not None:
        review.answer(how=newest, says=Answer.YES, by=living.who(step))


def say_of_steps(living: Living, step: Step) -> None:
    """One word for each step that is on the plan, in the order in which they came onto it."""
    rows = PlanStep.objects.filter(partnership=living.partnership, state=State.IN_FORCE)
    for row, says in zip(rows.order_by("made_at"), step.facts["says"], strict=False):
        review.say_of_step(review=_open(living), step=row, says=Says(says), by=living.who(step))


def propose_door(living: Living, step: Step) -> None:
    terms = follow_up.Terms(
        until_on=living.until + timedelta(days=step.facts["until"]),
        conditions=["worse", "flare", "plan"],
        at_end=AtEnd.RING,
        watch_for=step.facts["watch_for"],
    )
    follow_up.propose(partnership=living.partnership, terms=terms, by=living.who(step))


def agree_door(living: Living, step: Step) -> None:
    words = FollowUpWording.objects.filter(partnership=living.partnership).order_by("-number")
    newest = words.select_related("partnership__service", "follow_up").first()
    if newest is not None:
        follow_up.answer(wording=newest, says=Answer.YES, by=living.who(step))


def explain(living: Living, step: Step) -> None:
    explained.explain(
        partnership=living.partnership,
        words=step.facts["words"],
        look_again_on=living.until + timedelta(days=step.facts["look_again"]),
        by=living.who(step),
    )


def _open(living: Living) -> Review:
    return Review.objects.open().select_related("partnership__service").get(partnership=living.partnership)


STEPS: dict[Do, Take] = {
    Do.PROPOSES_GOAL: propose_goal,
    Do.AGREES_GOAL: agree_goal,
    Do.PROPOSES_STEP: propose_step,
    Do.ANSWERS_STEPS: answer_steps,
    Do.CHECKS_IN: check,
    Do.ANSWERS_OFFER: answer_offer,
    Do.HAS_BAD_DAY: have_bad_day,
    Do.PROMISES: make_promise,
    Do.KEEPS_PROMISE: keep_promise,
    Do.BEGINS_REVIEW: begin_review,
    Do.LOOKS_BACK: look_back,
    Do.SAYS_OF_STEPS: say_of_steps,
    Do.SAYS_BACK: say_back,
    Do.SAYS_HOW: say_how,
    Do.AGREES_HOW: agree_how,
    Do.PROPOSES_DOOR: propose_door,
    Do.AGREES_DOOR: agree_door,
    Do.EXPLAINS: explain,
}
