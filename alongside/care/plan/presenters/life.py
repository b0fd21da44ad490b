"""The words of *what fits my life*: its questions, their answers, and both for each side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from alongside.care.partnership.definitions_said import said
from alongside.care.plan import catalogue
from alongside.care.plan.models import LifeFacts
from alongside.care.plan.rules.circumstances import (
    ONE_OF,
    SOME_OF,
    TRIABLE,
    Ability,
    Area,
    Equipment,
    Fear,
    Health,
    Minutes,
    Money,
    Place,
    Tried,
    Want,
    Work,
)
from alongside.care.plan.rules.library import health_asked

Text = str | Promise
TRIED = "tried"

ORDER = (
    *("wants", "fears", "minutes", "money", "places", "equipment", "standing", "walking", "floor"),
    *("work", "health", TRIED, "never"),
)
"""The questions, what matters most first; each can be left out."""


@dataclass(frozen=True, slots=True)
class Question:
    """One page: what is asked, a line of help, and what the professional reads beside the answer."""

    text: Text
    help: Text
    label: Text


QUESTIONS: Mapping[str, Question] = {
    "wants": Question(
        lazy("What do you want most?"),
        lazy("Tick what matters to you now. Two or three are plenty."),
        lazy("What they want most"),
    ),
    "fears": Question(
        lazy("Is there something you are afraid of?"),
        lazy("Many people are. Tick what sounds like you."),
        lazy("What they are afraid of"),
    ),
    "minutes": Question(
        lazy("How much time do you have for this on most days?"),
        lazy("Little is fine. We only show what fits in."),
        lazy("Time on most days"),
    ),
    "money": Question(
        lazy("Can you spend money on it?"),
        lazy("Most ideas cost nothing. We ask so that we do not show you what you cannot pay for."),
        lazy("Money for it"),
    ),
    "places": Question(
        lazy("Where could you do things?"), lazy("Tick all that would be all right."), lazy("Places")
    ),
    "equipment": Question(
        lazy("What do you have?"),
        lazy("Tick what you have. You need not buy anything."),
        lazy("What they have"),
    ),
    "standing": Question(
        lazy("How long can you stand on a usual day?"),
        lazy("With something to hold is fine."),
        lazy("Standing"),
    ),
    "walking": Question(
        lazy("How long can you walk on a usual day?"),
        lazy("With a stick or a frame is fine."),
        lazy("Walking"),
    ),
    "floor": Question(
        lazy("Can you get down on the floor and up again?"),
        lazy("There is no need to try it now."),
        lazy("Floor"),
    ),
    "work": Question(lazy("What is your work like?"), lazy("Work can be paid or not."), lazy("Work")),
    "health": Question(
        lazy("Is one of these true for you?"),
        lazy("Then some ideas need a word with someone first. We tell you which, and whom to ask."),
        lazy("Should ask first because"),
    ),
    TRIED: Question(
        lazy("What have you tried, and how did it go?"),
        lazy("Leave out what you have not tried."),
        lazy("What they tried"),
    ),
    "never": Question(
        lazy("Is there something you never want?"),
        lazy("Tick it, and we do not bring it up. You can change this at any time."),
        lazy("What they never want"),
    ),
}

AREAS: Mapping[Area, Text] = {
    Area.WALKING: lazy("Walking and moving about"),
    Area.STRENGTH: lazy("Getting stronger"),
    Area.STRETCHING: lazy("Stretching, water and breathing"),
    Area.PACING: lazy("Planning and breaks"),
    Area.SLEEP: lazy("Sleep"),
    Area.FLARE_UP: lazy("Flare-ups"),
    Area.FEELINGS: lazy("Worry and mood"),
    Area.RELAXATION: lazy("Relaxing"),
    Area.WORK: lazy("Work, sitting and lifting"),
    Area.PEOPLE: lazy("Family and talking"),
    Area.JOY: lazy("Things that give joy"),
    Area.MEDICINES: lazy("Talking about medicines"),
    Area.LOCAL_HELP: lazy("Free help near you"),
    Area.MONEY: lazy("Money and travel"),
}
WANTS: Mapping[Want, Text] = {
    Want.MOVE: lazy("Move more easily"),
    Want.LESS_PAIN: lazy("Have less trouble from the pain"),
    Want.SLEEP: lazy("Sleep better"),
    Want.CALM: lazy("Worry less"),
    Want.MOOD: lazy("Feel brighter"),
    Want.FLARES: lazy("Get through flare-ups"),
    Want.HOME: lazy("Do more at home by myself"),
    Want.WORK: lazy("Keep my work, or get back to it"),
    Want.PEOPLE: lazy("Be with people more"),
    Want.JOY: lazy("Do things that I like"),
    Want.KNOW: lazy("Know what is going on in my back"),
    Want.MEDICINES: lazy("Sort out my medicines"),
    Want.MONEY: lazy("Sort out money or travel"),
}
FEARS: Mapping[Fear, Text] = {
    Fear.HARM: lazy("That I harm my back when I move"),
    Fear.MORE_PAIN: lazy("That it will hurt more"),
    Fear.FALLING: lazy("That I fall"),
    Fear.FAILING: lazy("That I start and cannot keep it up"),
    Fear.NOT_BELIEVED: lazy("That people do not believe me"),
    Fear.JOB: lazy("That I lose my work"),
    Fear.FUTURE: lazy("What will become of me"),
    Fear.MEDICINES: lazy("That I take too many medicines"),
}
_MINUTES: Mapping[Minutes, Text] = {
    Minutes.FIVE: lazy("About 5 minutes"),
    Minutes.TEN: lazy("About 10 minutes"),
    Minutes.TWENTY: lazy("About 20 minutes"),
    Minutes.THIRTY: lazy("About half an hour"),
    Minutes.SIXTY: lazy("An hour or more"),
}
_MONEY: Mapping[Money, Text] = {
    Money.NONE: lazy("No, it has to be free"),
    Money.LITTLE: lazy("A little now and then"),
    Money.MORE: lazy("Yes, some every month"),
}
PLACES: Mapping[Place, Text] = {
    Place.HOME: lazy("At home"),
    Place.OUTDOORS: lazy("Outside near home"),
    Place.WORK: lazy("At work"),
    Place.HALL: lazy("In a hall or a clinic"),
    Place.POOL: lazy("In a pool"),
    Place.GYM: lazy("In a gym"),
}
EQUIPMENT: Mapping[Equipment, Text] = {
    Equipment.CHAIR: lazy("A strong chair"),
    Equipment.WALL: lazy("A bit of free wall"),
    Equipment.PEN: lazy("Pen and paper"),
    Equipment.MAT: lazy("A mat or a soft rug"),
    Equipment.STAIRS: lazy("Stairs with a rail"),
    Equipment.HEAT: lazy("A heat pack or hot water bottle"),
    Equipment.PHONE: lazy("A phone or radio that plays sound"),
    Equipment.BAND: lazy("An exercise band"),
    Equipment.BIKE: lazy("A bike that stands still"),
}
_STANDING: Mapping[Ability, Text] = {
    Ability.NONE: lazy("Not at all"),
    Ability.LITTLE: lazy("A few minutes"),
    Ability.SOME: lazy("About 10 minutes"),
    Ability.PLENTY: lazy("20 minutes or more"),
}
_FLOOR: Mapping[Ability, Text] = {
    Ability.NONE: lazy("No"),
    Ability.LITTLE: lazy("Only with help"),
    Ability.SOME: lazy("Yes, with something to hold"),
    Ability.PLENTY: lazy("Yes"),
}
_WORK: Mapping[Work, Text] = {
    Work.SITTING: lazy("I sit for most of it"),
    Work.STANDING: lazy("I stand or walk for most of it"),
    Work.LIFTING: lazy("I lift and carry"),
    Work.OFF_SICK: lazy("I am off sick"),
    Work.CARING: lazy("I look after others at home"),
    Work.NO_JOB: lazy("I have no job, or I am retired"),
}
TRIED_HOW: Mapping[Tried, Text] = {
    Tried.HELPED: lazy("It helped"),
    Tried.NO_DIFFERENCE: lazy("It made no difference"),
    Tried.TOO_HARD: lazy("It was too hard"),
    Tried.TOO_DEAR: lazy("It cost too much"),
    Tried.WORSE: lazy("It made things worse"),
}


_WORDS: Mapping[str, Mapping[Any, Text]] = {
    "wants": WANTS,
    "fears": FEARS,
    "minutes": _MINUTES,
    "money": _MONEY,
    "places": PLACES,
    "equipment": EQUIPMENT,
    "standing": _STANDING,
    "walking": _STANDING,
    "floor": _FLOOR,
    "work": _WORK,
    "never": AREAS,
}


def options(question: str) -> list[tuple[str, Text]]:
    """The answers to a question of ``ONE_OF`` or ``SOME_OF``, in order: code and words."""
    if question == "health":
        safety = said(catalogue.rulebook()).library.safety
        ticks: list[tuple[str, Text]] = [
            (code.value, safety.asks[code].tick) for code in health_asked(safety)
        ]
        return [*ticks, (Health.NOTHING.value, _("None of these"))]
    return [(code.value, text) for code, text in _WORDS[question].items()]


def small(text: Text) -> str:
    """The words of a list inside a sentence."""
    words = str(text)
    return words if words.startswith(("I ", "I’")) else words[:1].lower() + words[1:]


def either(texts: Iterable[Text]) -> str:
    """*At home, in a hall or outside*: one line of its own out of the words of a list."""
    words = [str(text) if at == 0 else small(text) for at, text in enumerate(texts)]
    if len(words) < 2:
        return "".join(words)
    return _("%(these)s or %(last)s") % {"these": ", ".join(words[:-1]), "last": words[-1]}


def listed(texts: Iterable[Text]) -> str:
    """*a, b and c*, for a sentence."""
    words = [str(text) for text in texts]
    if len(words) < 2:
        return "".join(words)
    return _("%(these)s and %(last)s") % {"these": ", ".join(words[:-1]), "last": words[-1]}


@dataclass(frozen=True, slots=True)
class Row:
    """One question with what stands, for the list; ``said`` says whether it was answered."""

    id: str
    label: str
    value: str
    said: bool


def rows(life: LifeFacts | None, *, for_person: bool) -> list[Row]:
    """Every question with its answer in words."""
    said = life.said if life else {}
    found = []
    for name in ORDER:
        question = QUESTIONS[name]
        label = str(question.text if for_person else question.label)
        value = in_words(name, said[name]) if name in said else _("Not said")
        found.append(Row(name, label, value, name in said))
    return found


def in_words(question: str, answer: Any) -> str:
    """What was answered, as the options say it."""
    if question == TRIED:
        pairs = [(AREAS[Area(area)], TRIED_HOW[Tried(how)]) for area, how in answer.items()]
        return "; ".join(_("%(what)s: %(how)s") % {"what": what, "how": how} for what, how in pairs) or _(
            "Nothing"
        )
    words = dict(options(question))
    if question in ONE_OF:
        return str(words[answer])
    return ", ".join(str(words[code]) for code in words if code in answer) or _("None of them")


def next_question(after: str, said: Mapping[str, Any]) -> str:
    """The next question that was not answered yet; empty where there is none after this one."""
    rest = ORDER[ORDER.index(after) + 1 :]
    return next((name for name in rest if name not in said), "")


def how_many(life: LifeFacts | None) -> str:
    """*You have answered 3 of 13.*"""
    done = len(life.said) if life else 0
    return ngettext(
        "You have answered %(done)s of %(all)s. All of them are up to you.",
        "You have answered %(done)s of %(all)s. All of them are up to you.",
        done,
    ) % {"done": done, "all": len(ORDER)}


def triable() -> list[tuple[str, Text]]:
    return [(area.value, AREAS[area]) for area in TRIABLE]


def is_list(question: str) -> bool:
    return question in SOME_OF
