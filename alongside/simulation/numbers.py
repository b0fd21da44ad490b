"""The numbers of invented people, and the association that is put into them.

For person i at occasion t (baseline, three months), with the scores of our own checks,

    managing(i, t) = INTERCEPT + PARTNERSHIP_SLOPE * partnership(i, t) + PAIN_SLOPE * pain(i, t) + e(i, t)

where ``partnership`` and ``managing`` are sums from 0 to 56, ``pain`` is *the last 7 days* from 0 to 10, and
e is normal with mean 0 and standard deviation NOISE, correlated by PERSISTENCE between both occasions. The
sum is then shared out among the items, so that the scores that the software computes from the answers follow
the equation but for rounding and the ends of the scale. In standard deviations the slope of partnership is
about 0.5.

Who does not come back depends on the baseline scores alone (missing at random, given them):

    stays(i) = STAYS_PARTNERSHIP * (partnership - 30) / 10 + STAYS_PAIN * (pain - 6) / 2 + logistic noise

and of each 147 exactly the 103 who are highest come back. Nothing else in a life goes with anything: not
age, not name, not work. It is an invention, made so that the pages and the analysis have something to show;
it says nothing about any real person.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

INTERCEPT = 21.0
PARTNERSHIP_SLOPE = 0.47
PAIN_SLOPE = -1.3
NOISE = 7.5
PERSISTENCE = 0.6
STAYS_PARTNERSHIP = 0.35
STAYS_PAIN = -0.30
BLOCK, COME_BACK = 147, 103  # as in the study: of 147 people, 103 came back

MANAGING = ("helps", "active", "medicines", "noticing", "matters", "feelings", "sleeping")
PARTNERSHIP = ("listened", "understood", "beside", "explained", "involved", "fits", "reach")
AMOUNTS = ("too-little", "about-right", "too-much")
READINESS = ("precontemplation", "contemplation", "preparation", "action", "maintenance", "relapse")
# What is harder for most, and what is easier: added before a sum is shared out.
_TILT = {"sleeping": -1.2, "feelings": -0.4, "helps": 0.5, "medicines": 0.8, "reach": -0.5, "listened": 0.6}
_MOST = 8


@dataclass(frozen=True, slots=True)
class Person:
    """One person's answers on one occasion, by instrument and item."""

    pain: Mapping[str, int]
    managing: Mapping[str, int]
    partnership: Mapping[str, int]
    amount: str
    importance: int
    confidence: int
    readiness: str


@dataclass(frozen=True, slots=True)
class Professional:
    """What a professional thought on one occasion: guesses of what is felt, views of what is judged."""

    managing: Mapping[str, int]
    partnership: Mapping[str, int]
    amount: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """All the numbers of one life. ``stays`` decides, within a block, who comes back."""

    baseline: Person
    three_months: Person
    saw_baseline: Professional
    saw_three_months: Professional
    stays: float


def draw(chance: random.Random, amount: str | None = None) -> Numbers:
    """The numbers of one life. ``amount``: what they say of their medicines, where that is decided."""
    together = chance.gauss(0, 1)
    hurts = -0.15 * together + 0.99 * chance.gauss(0, 1)
    noise = chance.gauss(0, 1)
    said = amount or chance.choices(AMOUNTS, (0.2, 0.55, 0.25))[0]
    baseline = _person(chance, 29 + 10 * together, 6.3 + 1.7 * hurts, NOISE * noise, said)
    together = 0.7 * together + 0.71 * chance.gauss(0, 1)
    hurts = 0.75 * hurts + 0.66 * chance.gauss(0, 1)
    noise = PERSISTENCE * noise + math.sqrt(1 - PERSISTENCE**2) * chance.gauss(0, 1)
    later = "about-right" if chance.random() < 0.5 else said
    three_months = _person(chance, 35 + 10 * together, 5.8 + 1.7 * hurts, NOISE * noise, later)
    misses = chance.random() < 0.25
    saw = _professional(chance, baseline, misses=misses)
    return Numbers(
        baseline,
        three_months,
        saw,
        _professional(chance, three_months, misses=misses and chance.random() < 0.3),
        _stays(chance, baseline),
    )


def partnership_score(person: Person) -> int:
    return sum(person.partnership.values())


def managing_score(person: Person) -> int:
    return sum(person.managing.values())


def _person(chance: random.Random, together: float, hurts: float, noise: float, amount: str) -> Person:
    week = _within(hurts, 10)
    partnership = share_out(chance, together, PARTNERSHIP)
    mean = INTERCEPT + PARTNERSHIP_SLOPE * sum(partnership.values()) + PAIN_SLOPE * week
    return Person(
        pain={
            "now": _within(week + chance.gauss(-0.4, 1.4), 10),
            "week": week,
            "doing": _within(week + chance.gauss(0.2, 1.5), 10),
            "sleep": _within(week + chance.gauss(-0.3, 2.0), 10),
        },
        managing=share_out(chance, mean + noise, MANAGING),
        partnership=partnership,
        amount=amount,
        importance=_within(chance.gauss(7, 2), 10),
        confidence=_within(chance.gauss(5.5, 2.2), 10),
        readiness=chance.choices(READINESS, (5, 22, 28, 30, 10, 5))[0],
    )


def _professional(chance: random.Random, person: Person, *, misses: bool) -> Professional:
    missed = set(chance.sample((*MANAGING, *PARTNERSHIP), 3)) if misses else set()

    def guess(answers: Mapping[str, int]) -> dict[str, int]:
        return {
            item: _within(
                value + (chance.choice((4, 5)) if item in missed else chance.gauss(0.3, 1.1)), _MOST
            )
            for item, value in answers.items()
        }

    same = chance.random() < 0.65
    return Professional(
        guess(person.managing), guess(person.partnership), person.amount if same else "about-right"
    )


def _stays(chance: random.Random, baseline: Person) -> float:
    luck = min(max(chance.random(), 1e-9), 1 - 1e-9)
    return (
        STAYS_PARTNERSHIP * (partnership_score(baseline) - 30) / 10
        + STAYS_PAIN * (baseline.pain["week"] - 6) / 2
        + math.log(luck / (1 - luck))
    )


def share_out(chance: random.Random, total: float, items: Sequence[str]) -> dict[str, int]:
    """Answers from 0 to 8 to ``items`` whose sum is ``total``, rounded and kept within the scale."""
    goal = _within(total, _MOST * len(items))
    values = {
        item: _within(goal / len(items) + _TILT.get(item, 0.0) + chance.gauss(0, 1.3), _MOST)
        for item in items
    }
    while (left := goal - sum(values.values())) != 0:
        step = 1 if left > 0 else -1
        item = chance.choice(items)
        values[item] = min(max(values[item] + step, 0), _MOST)
    return values


def _within(value: float, most: int) -> int:
    return min(max(round(value), 0), most)
