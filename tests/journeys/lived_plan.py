"""The second half of the small world: a plan gone on with, looked back at, and partly typed for Joan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from alongside.base import clock, ids
from alongside.care.involvement.actions import matter
from alongside.care.involvement.models import Matter
from alongside.care.involvement.rules.matters import Kind
from alongside.care.involvement.rules.matters import Words as MatterWords
from alongside.care.partnership.actions import promise
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.typed import How, Said
from alongside.care.plan.actions import check_in, circumstances, idea
from alongside.care.plan.actions import step as steps
from alongside.care.plan.models import CheckIn, Step, StepWording
from alongside.care.plan.rules.checking_in import About, Did, Hard, Sending, StepSaid
from alongside.care.plan.rules.step import Cost, Part, StepWords, Unit, Whose
from alongside.care.support.actions import encouragement, review, statement
from alongside.care.support.models import Statement
from alongside.care.support.rules.reviewing import How as GoOn
from alongside.care.support.rules.reviewing import MadeDifference
from tests.conftest import Clinic

WALK = StepWords(
    what="Walk to the bus stop and back.",
    how="Sit on the wall half way.",
    amount=20,
    unit=Unit.MINUTES,
    times_a_week=5,
    least=5,
    most=30,
    reason="You wait for your grandson there.",
    cost=Cost.FREE,
    minutes=25,
    place="From your door",
    stop_if="Your foot goes numb.",
    ask_whom="Priya",
)
SWIM = StepWords(what="Swim with your sister.", reason="You asked what is kind to a back.", cost=Cost.COSTS)
FLARE = StepWords(what="Heat, and two short rests.", how="Then walk to the gate again.", whose=Whose.PERSON)
TYPED = "Sleep through till five."
TOLD = ("The hill was ice.", "I wait at the bus stop now.", "You kept going on two hard days.")
PROMISED = "Ask the clinic for the scan."
WORDS = (
    *(words for each in (WALK, SWIM, FLARE) for words in (each.what, each.how, each.reason) if words),
    *(WALK.place, WALK.stop_if, WALK.ask_whom),
    *TOLD,
    TYPED,
    PROMISED,
)


@dataclass(frozen=True)
class Planned:
    """The rows that addresses name."""

    walk: Step
    swim: StepWording
    said: CheckIn
    typed: Matter
    shown: Statement


def lived(clinic: Clinic) -> Planned:
    joans, joan, priya = clinic.partnership, clinic.joan, clinic.priya
    walk = _agreed(clinic, WALK, Part.EVERYDAY)
    _agreed(clinic, FLARE, Part.FLARE_UP)
    swim = steps.propose(partnership=joans, words=SWIM, by=priya, asked_for=True)
    said = _checked_in(clinic, walk)
    circumstances.say(partnership=joans, question="money", answer="none", by=joan)
    idea.talk_first(partnership=joans, idea="walk-indoors", by=joan)
    promise.make(partnership=joans, text=PROMISED, due_on=clock.now().date() + timedelta(days=7), by=priya)
    encouragement.write(partnership=joans, text=TOLD[2], by=priya)
    _looked_back(clinic)
    typed = matter.propose(
        partnership=joans,
        kind=Kind.GOAL,
        words=MatterWords(TYPED),
        by=priya,
        said=Said(How.TELEPHONE, read_back=True),
    )
    shown = _understood(clinic)
    return Planned(walk, swim, said, typed, shown)


def _agreed(clinic: Clinic, words: StepWords, part: Part) -> Step:
    """Joan's own words, to which Priya says yes: she wants no advice unless she asks."""
    wording = steps.propose(partnership=clinic.partnership, words=words, by=clinic.joan, part=part)
    steps.answer(wording=wording, says=Answer.YES, by=clinic.priya, seen=wording.number, widens_meant=True)
    return Step.objects.select_related("agreed").get(pk=wording.step_id)


def _checked_in(clinic: Clinic, walk: Step) -> CheckIn:
    """Too hard on two days: a rule offers less, and says why."""
    for about, words in ((About.YESTERDAY, TOLD[0]), (About.TODAY, "")):
        said = Sending(
            ids.uuid7(),
            pain=6,
            confidence=4,
            steps={str(walk.pk): StepSaid(Did.A_BIT, Hard.TOO_HARD)},
            words=words,
        )
        taken = check_in.send(partnership=clinic.partnership, sending=said, about=about, by=clinic.joan)
    return taken.check_in


def _looked_back(clinic: Clinic) -> None:
    joans = clinic.partnership
    begun = review.begin(partnership=joans, by=clinic.joan)
    review.tell(review=begun, made_difference=MadeDifference.SOME, words=TOLD[1], by=clinic.joan)
    review.say(review=begun, words=TOLD[2], by=clinic.priya)
    review.propose(review=begun, how=GoOn.ROUND_AGAIN, by=clinic.priya)


def _understood(clinic: Clinic) -> Statement:
    return statement.make(
        partnership=clinic.partnership,
        audience=Statement.Audience.EMPLOYER,
        keys=["story:matters.1"],
        confirm=True,
        by=clinic.joan,
    )


def _both_see(clinic: Clinic, made: Planned) -> dict[str, str]:
    def at(name: str, *more: object) -> str:
        return reverse(name, args=[clinic.partnership.pk, *more])

    return {
        "our plan": at("plan:plan"),
        "a step": at("plan:step", made.walk.pk),
        "a new step": at("plan:propose"),
        "other words for a step": at("plan:change", made.walk.pk),
        "an end to a step": at("plan:stop", made.walk.pk),
        "how it goes": at("plan:going"),
        "in a flare-up": at("plan:flare-up"),
        "a sheet for the fridge": at("plan:print"),
        "older plans": at("plan:versions"),
        "an older plan": at("plan:version", 1),
        "ideas": at("plan:ideas"),
        "an idea": at("plan:idea", "walk-indoors"),
        "what fits a life": at("plan:fits"),
        "looking back": at("support:review"),
        "what we have understood": at("support:understood"),
        "what one may read": at("support:understood-one", made.shown.pk),
        "what was promised": at("partnership:promises"),
        "what was typed": at("support:typed"),
    }


def persons_pages(clinic: Clinic, made: Planned) -> dict[str, str]:
    def at(name: str, *more: object) -> str:
        return reverse(name, args=[clinic.partnership.pk, *more])

    return {
        **_both_see(clinic, made),
        "an answer to a step": at("plan:answer", made.swim.pk),
        "a check-in": at("plan:check-in"),
        "a check-in kept": at("plan:checked-in", made.said.pk),
        "a bad day": at("plan:bad-day"),
        "a question of what fits": at("plan:fits-part", "money"),
        "lines to choose": at("support:understood-choose"),
    }


def professionals_pages(clinic: Clinic, made: Planned) -> dict[str, str]:
    def at(name: str, *more: object) -> str:
        return reverse(name, args=[clinic.partnership.pk, *more])

    return {
        **_both_see(clinic, made),
        "words for the talk": at("plan:prompts"),
        "a word to them": at("support:word"),
        "a goal typed for her": at("involvement:goal-type"),
        "an answer typed for her": at("plan:type-answer", made.swim.pk),
        "a rating typed for her": at("involvement:matter-type-rating", made.typed.pk),
        "a check-in typed for her": at("plan:check-in-type"),
    }
