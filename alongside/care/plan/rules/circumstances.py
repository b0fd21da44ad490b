"""What fits a person's life: the facts that only they can say, and everything a rule may look at.

Pure data. Every fact may be missing: *not said* is a value of its own (``UNKNOWN``), and rules are careful
with it. ``Situation.codes`` turns one person into sets of codes by field; both ways of applying the rules
(one person at a time, and a million in one pass) read nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

UNKNOWN = "unknown"


class Area(StrEnum):
    """What a step of the library is about."""

    WALKING = "walking"
    STRENGTH = "strength"
    STRETCHING = "stretching"
    PACING = "pacing"
    SLEEP = "sleep"
    FLARE_UP = "flare-up"
    FEELINGS = "feelings"
    RELAXATION = "relaxation"
    WORK = "work"
    PEOPLE = "people"
    JOY = "joy"
    MEDICINES = "medicines"
    LOCAL_HELP = "local-help"
    MONEY = "money"


class Minutes(StrEnum):
    """How long somebody has on most days."""

    FIVE = "5"
    TEN = "10"
    TWENTY = "20"
    THIRTY = "30"
    SIXTY = "60"


class Money(StrEnum):
    """What a person can spend on it, and what a step costs: the same words, in order."""

    NONE = "none"
    LITTLE = "little"
    MORE = "more"


class Ability(StrEnum):
    """How much of something somebody can do, and how much a step needs, in order."""

    NONE = "none"
    LITTLE = "little"
    SOME = "some"
    PLENTY = "plenty"

    @property
    def rank(self) -> int:
        return list(Ability).index(self)


class Equipment(StrEnum):
    CHAIR = "chair"
    WALL = "wall"
    PEN = "pen"
    MAT = "mat"
    STAIRS = "stairs"
    HEAT = "heat"
    PHONE = "phone"
    BAND = "band"
    BIKE = "bike"


class Place(StrEnum):
    HOME = "home"
    OUTDOORS = "outdoors"
    WORK = "work"
    HALL = "hall"
    POOL = "pool"
    GYM = "gym"


class Health(StrEnum):
    """What asks for a word with somebody before a step. ``NOTHING`` is said, not assumed."""

    SURGERY = "surgery"
    BONES = "bones"
    HEART = "heart"
    BREATH = "breath"
    PREGNANT = "pregnant"
    FALLS = "falls"
    FITS = "fits"
    SKIN = "skin"
    NOTHING = "nothing"


class Work(StrEnum):
    SITTING = "sitting"
    STANDING = "standing"
    LIFTING = "lifting"
    OFF_SICK = "off-sick"
    CARING = "caring"
    NO_JOB = "no-job"


class Tried(StrEnum):
    """How it went when somebody tried things of one area."""

    HELPED = "helped"
    NO_DIFFERENCE = "no-difference"
    TOO_HARD = "too-hard"
    TOO_DEAR = "too-dear"
    WORSE = "worse"


class Fear(StrEnum):
    HARM = "harm"
    MORE_PAIN = "more-pain"
    FALLING = "falling"
    FAILING = "failing"
    NOT_BELIEVED = "not-believed"
    JOB = "job"
    FUTURE = "future"
    MEDICINES = "medicines"


class Want(StrEnum):
    MOVE = "move"
    LESS_PAIN = "less-pain"
    SLEEP = "sleep"
    CALM = "calm"
    MOOD = "mood"
    FLARES = "flares"
    HOME = "home"
    WORK = "work"
    PEOPLE = "people"
    JOY = "joy"
    KNOW = "know"
    MEDICINES = "medicines"
    MONEY = "money"


class Stage(StrEnum):
    """Where somebody stands with change. For wording and for what is offered; never a label they read."""

    PRECONTEMPLATION = "precontemplation"
    CONTEMPLATION = "contemplation"
    PREPARATION = "preparation"
    ACTION = "action"
    MAINTENANCE = "maintenance"
    RELAPSE = "relapse"


class Alarm(StrEnum):
    """Whether something new or worse was said, or waits for a professional."""

    NONE = "none"
    RECENT = "recent"  # said within the days that safety.toml names
    OPEN = "open"  # somebody still has to look


class Rating(StrEnum):
    """Answers from the person's own checks that a rule may look at, with their highest number."""

    PAIN = "pain"
    CONFIDENCE = "confidence"
    SLEEPING = "sleeping"
    FEELINGS = "feelings"
    FLARES = "flares"
    MATTERS = "matters"
    MEDICINES = "medicines"

    @property
    def top(self) -> int:
        return 10 if self in (Rating.PAIN, Rating.CONFIDENCE) else 8


ONE_OF: Mapping[str, type[StrEnum]] = {
    "minutes": Minutes,
    "money": Money,
    "standing": Ability,
    "walking": Ability,
    "floor": Ability,
    "work": Work,
}
"""What a person says with one answer."""

SOME_OF: Mapping[str, type[StrEnum]] = {
    "wants": Want,
    "fears": Fear,
    "equipment": Equipment,
    "places": Place,
    "health": Health,
    "never": Area,
}
"""What a person says by ticking; ticking nothing and not answering are different things."""

TRIABLE = (
    Area.WALKING,
    Area.STRENGTH,
    Area.STRETCHING,
    Area.PACING,
    Area.SLEEP,
    Area.RELAXATION,
    Area.FEELINGS,
    Area.LOCAL_HELP,
)
"""What the page asks about having tried. A rule may look at any area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a person has said about their life; None and missing keys are *not said*."""

    minutes: Minutes | None = None
    money: Money | None = None
    standing: Ability | None = None
    walking: Ability | None = None
    floor: Ability | None = None
    work: Work | None = None
    wants: frozenset[Want] | None = None
    fears: frozenset[Fear] | None = None
    equipment: frozenset[Equipment] | None = None
    places: frozenset[Place] | None = None
    health: frozenset[Health] | None = None
    never: frozenset[Area] | None = None
    tried: Mapping[Area, Tried] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything about one person that a rule may look at.

    ``may_advise``: they asked for ideas, or never asked us not to offer any. ``refused`` and ``on_plan`` are
    ids of steps of the library. ``ratings`` holds what they answered in their own checks, newest first.
    ``alarm`` None is *not known*, and is treated like an alarm.
    """

    life: Circumstances = field(default_factory=Circumstances)
    may_advise: bool = True
    refused: frozenset[str] = frozenset()
    on_plan: frozenset[str] = frozenset()
    ratings: Mapping[Rating, int] = field(default_factory=dict)
    stage: Stage | None = None
    alarm: Alarm | None = None


USUAL_EQUIPMENT = frozenset({Equipment.CHAIR, Equipment.WALL, Equipment.PEN})
"""Taken to be there as long as nobody has said what they have."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    **{name: (*kind, UNKNOWN) for name, kind in ONE_OF.items()},
    **{name: (*kind, UNKNOWN) for name, kind in SOME_OF.items()},
    "equipment-lacking": tuple(Equipment),
    "equipment-unsure": tuple(Equipment),
    "places-lacking": tuple(Place),
    **{f"tried-{area}": (*Tried, UNKNOWN) for area in Area},
    **{str(rating): (*map(str, range(rating.top + 1)), UNKNOWN) for rating in Rating},
    "stage": (*Stage, UNKNOWN),
    "alarm": (*Alarm, UNKNOWN),
}
"""Every field that a rule may look at, with the codes it can hold. ``refused`` and ``on-plan`` hold ids."""


def codes(situation: Situation) -> dict[str, frozenset[str]]:
    """One person as sets of codes by field: what every rule is read against."""
    life = situation.life
    found: dict[str, frozenset[str]] = {
        "refused": situation.refused,
        "on-plan": situation.on_plan,
        "stage": frozenset({situation.stage or UNKNOWN}),
        "alarm": frozenset({situation.alarm or UNKNOWN}),
    }
    for name in ONE_OF:
        found[name] = frozenset({getattr(life, name) or UNKNOWN})
    for name in SOME_OF:
        said = getattr(life, name)
        found[name] = frozenset({UNKNOWN}) if said is None else said
    have, where = life.equipment, life.places
    everything, everywhere = frozenset(Equipment), frozenset(Place)
    found["equipment-lacking"] = frozenset() if have is None else everything - have
    found["equipment-unsure"] = everything - USUAL_EQUIPMENT if have is None else frozenset()
    found["places-lacking"] = frozenset() if where is None else everywhere - where
    for area in Area:
        found[f"tried-{area}"] = frozenset({life.tried.get(area, UNKNOWN)})
    for rating in Rating:
        given = situation.ratings.get(rating)
        found[str(rating)] = frozenset({UNKNOWN if given is None else str(given)})
    return found
