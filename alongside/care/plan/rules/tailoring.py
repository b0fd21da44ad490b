"""Which steps fit one person, and why; and why not the others. Pure, explainable, in a stable order.

``fits`` takes what is known of a person and the rulebook, and says of every step of the library what it is
for them now, with the codes of every reason. Presenters turn codes into sentences. It never says, and
cannot know, who will get better by a step.

Where the person asked for no advice unless they ask, it says nothing at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alongside.care.plan.rules.circumstances import Area, Money, Place, Situation, codes
from alongside.care.plan.rules.library import LibraryStep
from alongside.care.plan.rules.rulebook import LaidOut, Rule, Rulebook, Verdict

_MONEY = list(Money)
_AREAS = list(Area)
# Near first: a step's nearest place counts.
_NEAR = {Place.HOME: 0, Place.WORK: 0, Place.OUTDOORS: 1, Place.HALL: 2, Place.POOL: 3, Place.GYM: 3}


@dataclass(frozen=True, slots=True)
class Fit:
    """What ``step`` is for one person now. ``why`` are reasons for it, ``why_not`` against, as codes."""

    step: LibraryStep
    verdict: Verdict
    why: tuple[str, ...]
    why_not: tuple[str, ...]
    points: int


def fits(situation: Situation, rulebook: Rulebook) -> tuple[Fit, ...]:
    """Every step for one person, what fits best first; empty where no advice is wanted."""
    if not situation.may_advise:
        return ()
    have = codes(situation)
    steps = rulebook.library.steps.values()
    found = [_fit(step, rulebook.on_step[step.id], have, rulebook.enough) for step in steps]
    return tuple(sorted(found, key=order))


def fit_of(step: LibraryStep, situation: Situation, rulebook: Rulebook) -> Fit:
    """The same for one step, and whether or not advice is wanted: for what somebody chose by themselves."""
    return _fit(step, rulebook.on_step[step.id], codes(situation), rulebook.enough)


def _fit(step: LibraryStep, laid: Iterable[LaidOut], have: Mapping[str, frozenset[str]], enough: int) -> Fit:
    fired = [
        one.rule for one in laid if all(not have[need.field].isdisjoint(need.codes) for need in one.needs)
    ]
    return _judged(step, fired, enough)


def _judged(step: LibraryStep, fired: list[Rule], enough: int) -> Fit:
    against = [(rule.then, rule.code) for rule in fired if rule.then is not None]
    points = sum(rule.points for rule in fired)
    usual = Verdict.SUGGESTED if points >= enough else Verdict.POSSIBLE
    verdict = min((usual, *(then for then, _ in against)), key=lambda each: each.rank)
    against.sort(key=lambda each: each[0].rank)
    why = dict.fromkeys(rule.code for rule in fired if rule.then is None)
    return Fit(step, verdict, tuple(why), tuple(dict.fromkeys(code for _, code in against)), points)


def order(fit: Fit) -> tuple[int, int, int, int, int, int, str]:
    """Suggested first; among these free first, then near, then what most speaks for, then gentle."""
    step = fit.step
    near = min(_NEAR[place] for place in step.places)
    return (
        -fit.verdict.rank,
        _MONEY.index(step.cost),
        near,
        -fit.points,
        step.grade.rank,
        _AREAS.index(step.area),
        step.id,
    )


def shown_first(found: Iterable[Fit], *, most: int, an_area: int) -> tuple[Fit, ...]:
    """The few suggestions that are shown at once: in order, and not all about the same thing."""
    areas: Counter[Area] = Counter()
    chosen: list[Fit] = []
    for fit in found:
        if fit.verdict is Verdict.SUGGESTED and len(chosen) < most and areas[fit.step.area] < an_area:
            chosen.append(fit)
            areas[fit.step.area] += 1
    return tuple(chosen)
