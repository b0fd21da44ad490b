"""How it goes, week by week, in numbers and in the sentence that they make: pure.

Nothing is counted against anybody: a week without a check-in is a week we know nothing about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from alongside.care.plan.rules.checking_in import Day, Did, Hard

WEEKS_SHOWN = 8
HARD_WEEK_PAIN = 7  # of 10: from here on a week's middle pain is called hard, unless *usual* is known
HARD_WEEK_ABOVE = 2  # points above the person's own usual


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday. ``did`` counts days on which something of the plan was done; means are of what was
    said, None where nothing was."""

    monday: date
    check_ins: int = 0
    did: int = 0
    chose_not: int = 0
    too_hard: int = 0
    worse: bool = False
    pain: float | None = None
    confidence: float | None = None
    kept: tuple[str, ...] = ()  # the steps of which something was done

    @property
    def known(self) -> bool:
        return self.check_ins > 0


class Told(StrEnum):
    """Which sentence the weeks make."""

    NOTHING = "nothing"  # no check-in yet
    HARD_AND_KEPT = "hard-and-kept"  # two hard weeks, and you kept the walk
    HARD = "hard"
    WORSE = "worse"  # the newest week says that it got worse after a step
    HARDER = "harder"  # pain is higher, or they feel less sure, than when these weeks began
    EASIER = "easier"  # pain is lower than when these weeks began
    STEADY = "steady"
    BACK = "back"  # the newest week has something in it again, after weeks without


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of the weeks: which sentence, how many weeks it is about, and the step it names."""

    told: Told
    weeks: int = 0
    step: str = ""


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


def weeks(days: Iterable[Day], *, last: date, many: int = WEEKS_SHOWN) -> list[Week]:
    """The ``many`` weeks up to the one of ``last``, oldest first, also those in which nothing was said."""
    newest = monday_of(last)
    by_week: dict[date, list[Day]] = {newest - timedelta(weeks=back): [] for back in range(many)}
    for each in days:
        if monday_of(each.on) in by_week:
            by_week[monday_of(each.on)].append(each)
    return [_week(monday, by_week[monday]) for monday in sorted(by_week)]


def sentence(shown: Sequence[Week]) -> Sentence:
    """The one thing worth saying, kindly and true; only of weeks we know something about."""
    known = [each for each in shown if each.known]
    if not known:
        return Sentence(Told.NOTHING)
    if known[-1].worse:
        return Sentence(Told.WORSE)
    hard = hard_weeks(shown)
    if hard:
        kept = set.intersection(*(set(each.kept) for each in hard))
        if kept:
            return Sentence(Told.HARD_AND_KEPT, len(hard), min(kept))
        return Sentence(Told.HARD, len(hard))
    if len(shown) > 2 and shown[-1].known and not shown[-2].known and len(known) > 1:
        return Sentence(Told.BACK)
    pain = _change([each.pain for each in known])
    if max(pain, -_change([each.confidence for each in known])) >= HARD_WEEK_ABOVE:
        return Sentence(Told.HARDER, len(known))
    if pain <= -HARD_WEEK_ABOVE:
        return Sentence(Told.EASIER, len(known))
    return Sentence(Told.STEADY, len(known), min(known[-1].kept, default=""))


def hard_weeks(shown: Sequence[Week]) -> list[Week]:
    """The hard weeks running, up to the newest that we know of; empty where the newest was not hard."""
    known = [each for each in shown if each.known]
    rest = [each.pain for each in known if each.pain is not None]
    low = min(rest, default=None)
    found: list[Week] = []
    for each in reversed(known):
        if not _is_hard(each, low):
            break
        found.insert(0, each)
    return found


def _is_hard(week: Week, low: float | None) -> bool:
    if week.pain is not None and (
        week.pain >= HARD_WEEK_PAIN or (low is not None and week.pain - low >= HARD_WEEK_ABOVE)
    ):
        return True
    return week.too_hard > 0 and week.too_hard * 2 >= week.check_ins


def _week(monday: date, days: Sequence[Day]) -> Week:
    said = [said for each in days for said in each.steps.values()]
    kept = {step for each in days for step, about in each.steps.items() if about.done}
    return Week(
        monday=monday,
        check_ins=len(days),
        did=sum(any(about.done for about in each.steps.values()) for each in days),
        chose_not=sum(about.did is Did.CHOSE_NOT for about in said),
        too_hard=sum(any(about.hard is Hard.TOO_HARD for about in each.steps.values()) for each in days),
        worse=any(about.worse for about in said),
        pain=_mean([each.pain for each in days]),
        confidence=_mean([each.confidence for each in days]),
        kept=tuple(sorted(kept)),
    )


def _change(values: Sequence[float | None]) -> float:
    """From the first that was said to the last; 0 where there are not two."""
    said = [value for value in values if value is not None]
    return said[-1] - said[0] if said else 0


def _mean(values: Sequence[int | None]) -> float | None:
    said = [value for value in values if value is not None]
    return round(sum(said) / len(said), 1) if said else None
