"""The library of steps: what a plan can be made of. Pure data; ``library_reading`` reads and checks it.

A step of the library is a suggestion to talk about, in our own words. It becomes a step on somebody's plan
only when both agree on it. Nothing here says who will benefit: nobody knows that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from alongside.care.partnership.rules.signed import Signed
from alongside.care.plan.rules.circumstances import (
    Ability,
    Area,
    Equipment,
    Fear,
    Health,
    Money,
    Place,
    Want,
    Work,
)
from alongside.care.plan.rules.step import Cost as PlanCost
from alongside.care.plan.rules.step import Part, StepWords, Unit


class Grade(StrEnum):
    GENTLE = "gentle"
    STEADY = "steady"
    FURTHER = "further"

    @property
    def rank(self) -> int:
        return list(Grade).index(self)


class Kind(StrEnum):
    """What is asked of a person: to do something, to talk with somebody, or to find something out."""

    DO = "do"
    TALK = "talk"
    LEARN = "learn"


class Theme(StrEnum):
    """The seven themes of the review behind Alongside."""

    COMMUNICATION = "communication"
    UNDERSTANDING = "understanding"
    ROLES = "roles"
    INFORMATION = "information"
    INVOLVEMENT = "involvement"
    INDIVIDUAL = "individual"
    SERVICE = "service"


PARTS: Mapping[Area, Part] = {
    Area.FEELINGS: Part.FEELINGS,
    Area.RELAXATION: Part.FEELINGS,
    Area.FLARE_UP: Part.FLARE_UP,
}
"""Where on the plan a step of an area stands; everything else is everyday."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known, in words that anybody can read, and who published it."""

    id: str
    source: str
    says: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Who should ask before a step: the tick in their own voice (empty: not asked), why, and whom."""

    code: str
    tick: str
    why: str
    whom: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A warning during a step, and what to do then."""

    code: str
    sign: str
    do: str


@dataclass(frozen=True, slots=True)
class Safety:
    """Who asks first, what is a warning, and how long movement is held back after something new or worse."""

    signed: Signed
    hold_days: int
    held_title: str
    held_text: tuple[str, ...]
    asks: Mapping[str, Ask]
    stops: Mapping[str, Stop]


@dataclass(frozen=True, slots=True)
class Dose:
    """How much, in ``unit``, and the range for it; or ``words`` where a number would say nothing."""

    amount: int | None
    unit: Unit | None
    least: int | None
    most: int | None
    times_a_week: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStep:
    """One step of the library. ``moves``: it asks something of the body, so that safety holds it back first.

    ``ask_first``, ``stop_for`` and ``facts`` are codes into ``Library``; ``easier`` and ``harder`` are ids.
    ``findings`` are ids of the findings bundle, on which it rests; no rule looks at them.
    ``origin`` is the file it came from, ``hash`` pins what it says.
    """

    id: str
    area: Area
    grade: Grade
    kind: Kind
    theme: Theme
    moves: bool
    title: str
    what: str
    how: tuple[str, ...]
    dose: Dose
    minutes: int
    cost: Money
    cost_words: str
    equipment: frozenset[Equipment]
    places: tuple[Place, ...]
    standing: Ability
    walking: Ability
    floor: Ability
    for_work: frozenset[Work]
    helps_with: frozenset[Want]
    eases: frozenset[Fear]
    facts: tuple[str, ...]
    findings: tuple[str, ...]
    ask_first: tuple[str, ...]
    stop_for: tuple[str, ...]
    not_for: str
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    origin: str
    hash: str

    @property
    def part(self) -> Part:
        return PARTS.get(self.area, Part.EVERYDAY)

    def codes(self) -> dict[str, frozenset[str]]:
        """What a rule's ``step = {…}`` may look at."""
        return {
            "area": frozenset({self.area}),
            "grade": frozenset({self.grade}),
            "kind": frozenset({self.kind}),
            "moves": frozenset({"yes" if self.moves else "no"}),
            "often": frozenset({"yes" if (self.dose.times_a_week or 0) > 1 else "no"}),
            "cost": frozenset({self.cost}),
            "places": frozenset(self.places),
            "standing": frozenset({self.standing}),
            "walking": frozenset({self.walking}),
            "floor": frozenset({self.floor}),
        }


STEP_FIELDS: Mapping[str, tuple[str, ...]] = {
    "area": tuple(Area),
    "grade": tuple(Grade),
    "kind": tuple(Kind),
    "moves": ("yes", "no"),
    "often": ("yes", "no"),
    "cost": tuple(Money),
    "places": tuple(Place),
    "standing": tuple(Ability),
    "walking": tuple(Ability),
    "floor": tuple(Ability),
}


@dataclass(frozen=True, slots=True)
class Library:
    """Every step by id, in the order of the files, with the facts and the safety words that they name."""

    steps: Mapping[str, LibraryStep]
    facts: Mapping[str, Fact]
    safety: Safety
    signed: Mapping[str, Signed]  # by file

    def step(self, step_id: str) -> LibraryStep:
        """The step with this id; ``KeyError`` where there is none."""
        return self.steps[step_id]


def words_of(
    step: LibraryStep, library: Library, *, reason: str, place: str = "", ask_whom: str = ""
) -> StepWords:
    """The step as words for a plan, which both may change and agree. ``reason``: why this, for them."""
    stops = library.safety.stops
    return StepWords(
        what=step.title,
        how="\n".join((step.what, *step.how)),
        amount=step.dose.amount,
        unit=step.dose.unit,
        amount_words=step.dose.words,
        times_a_week=step.dose.times_a_week,
        least=step.dose.least,
        most=step.dose.most,
        reason=reason,
        cost=PlanCost.FREE if step.cost is Money.NONE else PlanCost.COSTS,
        cost_words=step.cost_words,
        minutes=step.minutes,
        place=place,
        stop_if="\n".join(f"{stops[code].sign} {stops[code].do}" for code in step.stop_for),
        ask_whom=ask_whom,
        library_id=step.id,
        library_hash=step.hash,
    )


def health_asked(safety: Safety) -> list[Health]:
    """The ticks of the page *my health*, in the order of the file."""
    return [Health(code) for code, ask in safety.asks.items() if ask.tick]
