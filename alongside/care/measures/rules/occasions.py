"""When something is rated: the plan of occasions as signed data, and the days that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Annotated, Any

from pydantic import Field, ValidationError

from .documents import read_toml
from .library import DEFINITIONS
from .refusals import Problems
from .scoring_definition import Name, Part, Signed, Words
from .scoring_reading import note_faults

Days = Annotated[int, Field(ge=1, le=3_660)]


class OccasionKind(StrEnum):
    """Why something is rated on a day."""

    BASELINE = "baseline"
    THREE_MONTHS = "three-months"
    OTHER = "other"


class _Baseline(Part):
    closes_after_days: Days


class _ThreeMonths(Part):
    due_after_days: Days
    window_days: Days


class PlannedCheck(Part):
    """What is special about one instrument; see the file."""

    instrument: Name
    planned: bool = False
    counts: bool = False
    persons_choice: bool = False


class OccasionPlan(Part):
    """The whole file."""

    id: Name
    version: Words
    signed: Signed
    baseline: _Baseline
    three_months: _ThreeMonths
    check: Annotated[tuple[PlannedCheck, ...], Field(strict=False, min_length=1)]

    @property
    def planned(self) -> tuple[str, ...]:
        """The instruments asked at baseline and three months, in order."""
        return tuple(check.instrument for check in self.check if check.planned)

    @property
    def counting(self) -> tuple[str, ...]:
        """The instruments by which lists say that both have rated."""
        return tuple(check.instrument for check in self.check if check.counts)

    @property
    def persons_choice(self) -> frozenset[str]:
        """The instruments whose readers the person chooses."""
        return frozenset(check.instrument for check in self.check if check.persons_choice)


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when an answer belongs to an occasion; `closes` None: it never closes."""

    opens: datetime
    due: datetime
    closes: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether an answer at `at` is neither early nor late."""
        return self.opens <= at and (self.closes is None or at <= self.closes)


def window_of(plan: OccasionPlan, kind: OccasionKind, start: datetime) -> Window:
    """The window of an occasion. `start`: when the partnership began (baseline), when the person's baseline
    was sent (three months), when it was asked for (other)."""
    match kind:
        case OccasionKind.BASELINE:
            return Window(start, start, start + timedelta(days=plan.baseline.closes_after_days))
        case OccasionKind.THREE_MONTHS:
            due = start + timedelta(days=plan.three_months.due_after_days)
            half = timedelta(days=plan.three_months.window_days)
            return Window(due - half, due, due + half)
        case OccasionKind.OTHER:
            return Window(start, start, None)


def read_plan(raw: bytes, *, name: str = "occasions") -> OccasionPlan:
    """Read the plan. Raises `Refusals` with every fault."""
    problems = Problems()
    document: Mapping[str, Any] = read_toml(raw, name=name)
    try:
        plan = OccasionPlan.model_validate(dict(document))
    except ValidationError as error:
        note_faults(problems, error, raw)
        problems.refuse_if_any()
        raise AssertionError("a faulty file has been refused above") from error
    names = [check.instrument for check in plan.check]
    for twice in sorted({one for one in names if names.count(one) > 1}):
        problems.add("check", f"{twice} is named twice.", "Name it once.")
    for check in plan.check:
        if check.counts and not check.planned:
            problems.add("check", f"{check.instrument} counts, but nobody is asked it.", "Let it be planned.")
    problems.refuse_if_any()
    return plan


@cache
def plan() -> OccasionPlan:
    """The plan that is shipped."""
    return read_plan((resources.files(DEFINITIONS) / "occasions.toml").read_bytes())
