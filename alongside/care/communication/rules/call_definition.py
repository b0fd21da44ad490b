"""The rules of calls as signed data: what is promised, how often it is tried again, and what then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from functools import cache
from importlib import resources
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from alongside.care.communication.rules.call_times import Bands, PartOfDay
from alongside.care.measures.rules.documents import read_toml
from alongside.care.measures.rules.refusals import Problems
from alongside.care.measures.rules.scoring_definition import Name, Part, Signed, Words
from alongside.care.measures.rules.scoring_reading import note_faults

DEFINITIONS = "alongside.care.communication.definitions"

Days = Annotated[int, Field(ge=1, le=60)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Span = Annotated[tuple[Clock, Clock], Field(strict=False)]


class _Promise(Part):
    working_days: Annotated[int, Field(ge=1, le=10)]
    least_notice_minutes: Annotated[int, Field(ge=0, le=480)]
    look_ahead_days: Days


class _Window(Part):
    longest_minutes: Annotated[int, Field(ge=15, le=720)]
    furthest_days: Days


class _Parts(Part):
    morning: Span
    afternoon: Span
    evening: Span

    @model_validator(mode="after")
    def _in_order(self) -> _Parts:
        edges = [*self.morning, *self.afternoon, *self.evening]
        if edges != sorted(edges) or any(one[0] == one[1] for one in (self.morning, self.afternoon)):
            raise ValueError("the parts of a day follow each other, and none is empty")
        return self


class _Again(Part):
    after_minutes: Annotated[int, Field(ge=15, le=14 * 24 * 60)]


class _Unanswered(Part):
    write_within_working_days: Annotated[int, Field(ge=1, le=10)]
    answer_within_working_days: Annotated[int, Field(ge=1, le=30)]


class _Seen(Part):
    after_admitted_working_days: Annotated[int, Field(ge=1, le=30)]


class CallDefinition(Part):
    """The whole file; see there."""

    id: Name
    version: Words
    signed: Signed
    promise: _Promise
    window: _Window
    parts: _Parts
    again: Annotated[tuple[_Again, ...], Field(strict=False, min_length=1, max_length=10)]
    unanswered: _Unanswered
    seen: _Seen

    @property
    def tries(self) -> int:
        """How often it is rung before somebody writes instead."""
        return len(self.again) + 1

    def pause_after(self, tried: int) -> timedelta | None:
        """How long to leave somebody in peace after the ``tried``th try; None where it was the last."""
        return timedelta(minutes=self.again[tried - 1].after_minutes) if tried <= len(self.again) else None

    @property
    def bands(self) -> Bands:
        return {part: _span(getattr(self.parts, part.value)) for part in PartOfDay}


def _span(texts: tuple[str, str]) -> tuple[time, time]:
    return time.fromisoformat(texts[0]), time.fromisoformat(texts[1])


def read_calls(raw: bytes, *, name: str = "calls") -> CallDefinition:
    """Read the file. Raises ``Refusals`` with everything that is wrong with it, each with its place."""
    problems = Problems()
    document: Mapping[str, Any] = read_toml(raw, name=name)
    try:
        return CallDefinition.model_validate(dict(document))
    except ValidationError as error:
        note_faults(problems, error, raw)
        problems.refuse_if_any()
        raise AssertionError("a faulty file has been refused above") from error


@cache
def call_rules() -> CallDefinition:
    """The definition that is shipped."""
    return read_calls((resources.files(DEFINITIONS) / "calls.toml").read_bytes())
