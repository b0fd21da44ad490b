"""Whether what somebody says in check-ins has become worse for weeks: pure.

Pain rises and falls from day to day, and a rule that looks at a few days calls people by noise. So weeks are
laid beside the weeks before them, and nearly all of the newer ones must be worse by a change that matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median_low
from typing import Annotated

from pydantic import Field

from alongside.care.measures.rules.scoring_definition import Part


class WorseningRule(Part):
    """``[worsening]`` of the easing file; see there."""

    points: Annotated[int, Field(ge=1, le=10)]
    recent_days: Annotated[int, Field(ge=7, le=90)]
    usual_days: Annotated[int, Field(ge=7, le=180)]
    check_ins: Annotated[int, Field(ge=3, le=90)]
    of_ten: Annotated[int, Field(ge=6, le=10)]
    again_days: Annotated[int, Field(ge=7, le=366)]


class Worse(StrEnum):
    """What became worse: the numbers from 0 to 10 that a check-in asks for."""

    PAIN = "pain"  # higher
    CONFIDENCE = "confidence"  # lower


@dataclass(frozen=True, slots=True)
class Said:
    """What one day's check-in says; None: not said."""

    on: date
    pain: int | None = None
    confidence: int | None = None


def worsened(said: Iterable[Said], about: date, rule: WorseningRule) -> tuple[Worse, ...]:
    """What has been worse in the weeks up to ``about`` than in the weeks before; in any order of ``said``."""
    days = [each for each in said if each.on <= about]
    pain = [(each.on, each.pain) for each in days if each.pain is not None]
    sure = [(each.on, -each.confidence) for each in days if each.confidence is not None]
    found = ((Worse.PAIN, pain), (Worse.CONFIDENCE, sure))
    return tuple(what for what, numbers in found if _has_risen(numbers, about, rule))


def _has_risen(numbers: Sequence[tuple[date, int]], about: date, rule: WorseningRule) -> bool:
    began = about - timedelta(days=rule.recent_days - 1)
    before = began - timedelta(days=rule.usual_days)
    recent = [number for on, number in numbers if on >= began]
    usual = [number for on, number in numbers if before <= on < began]
    if min(len(recent), len(usual)) < rule.check_ins:
        return False
    line = median_low(usual) + rule.points
    return 10 * sum(number >= line for number in recent) >= rule.of_ten * len(recent)
