"""What a check-in says, and how several sendings about one day become one: pure.

A check-in belongs to a day. The same day may be sent twice, late, and in any order: each field keeps what was
said in the newest form, by the form's key (UUIDv7: made when the form was shown, so that keys sort by time).
Merging is therefore the same in every order and with every repeat, which a property test holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

TOP = 10  # of both rulers, 0 to 10
MOST_WORDS = 2_000  # characters
MOST_STEPS = 60  # on one day


class Did(StrEnum):
    """Did I? All four are ordinary answers."""

    YES = "yes"
    A_BIT = "a-bit"
    NO = "no"
    CHOSE_NOT = "chose-not"


class Hard(StrEnum):
    """How hard was it?"""

    TOO_EASY = "too-easy"
    ABOUT_RIGHT = "about-right"
    TOO_HARD = "too-hard"
    COULD_NOT_HERE = "could-not-here"


class About(StrEnum):
    """Which day the person says it is about, seen from the day on which the form was shown."""

    TODAY = "today"
    YESTERDAY = "yesterday"


class NotSaid(ValueError):
    """Nothing was said, or something that cannot be an answer."""


class TooLate(ValueError):
    """The form was shown longer ago than a check-in is taken for; nobody remembers a day that well."""


@dataclass(frozen=True, slots=True)
class StepSaid:
    """What was said about one step; None: not said. ``worse``: *it got worse after this*."""

    did: Did | None = None
    hard: Hard | None = None
    worse: bool | None = None

    @property
    def done(self) -> bool:
        """Something of it was done."""
        return self.did in (Did.YES, Did.A_BIT)


@dataclass(frozen=True, slots=True)
class Sending:
    """One form as it was sent. ``no_difference``: *it makes no difference*; None: left as it was."""

    key: UUID
    pain: int | None = None
    confidence: int | None = None
    no_difference: bool | None = None
    steps: Mapping[str, StepSaid] = field(default_factory=dict)
    words: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.words and not _said(self)


@dataclass(frozen=True, slots=True)
class Day:
    """What is known of one day."""

    on: date
    pain: int | None = None
    confidence: int | None = None
    no_difference: bool = False
    steps: Mapping[str, StepSaid] = field(default_factory=dict)


Register = dict[str, list[Any]]
"""What a day's row keeps: by the path of a field, its value and the key of the form that said it."""


def checked(sending: Sending) -> Sending:
    """The same; raises ``NotSaid`` where there is nothing in it, or a number off its ruler."""
    if sending.is_empty:
        raise NotSaid("nothing was said")
    for value in (sending.pain, sending.confidence):
        if value is not None and not 0 <= value <= TOP:
            raise NotSaid(f"{value} is not between 0 and {TOP}")
    if len(sending.words) > MOST_WORDS or len(sending.steps) > MOST_STEPS:
        raise NotSaid("more than fits")
    return sending


def merged(register: Mapping[str, list[Any]], sending: Sending) -> Register:
    """``register`` with what ``sending`` says; where both say something, the newer form's key counts.

    Two different values under one key (a form taken back and changed) settle on the same one in any order.
    """
    kept: Register = {path: list(pair) for path, pair in register.items()}
    stamp = sending.key.hex
    for path, value in _said(sending).items():
        before = kept.get(path)
        if before is None or (before[1], _rank(before[0])) < (stamp, _rank(value)):
            kept[path] = [value, stamp]
    return kept


def day(on: date, register: Mapping[str, list[Any]]) -> Day:
    """The day as ``register`` keeps it."""
    steps: dict[str, dict[str, Any]] = {}
    for path, (value, _stamp) in register.items():
        if path.startswith("step."):
            _, step, name = path.split(".")
            steps.setdefault(step, {})[name] = value
    return Day(
        on=on,
        pain=_value(register, "pain"),
        confidence=_value(register, "confidence"),
        no_difference=_value(register, "no_difference") is True,
        steps={step: _step_said(each) for step, each in sorted(steps.items())},
    )


def shown_at(key: UUID, now: datetime) -> datetime:
    """When the form of ``key`` was shown (UTC); ``now`` where its key does not tell, or tells of later."""
    if key.version != 7:
        return now
    at = datetime.fromtimestamp((key.int >> 80) / 1000, tz=UTC)
    return min(at, now)


def day_of(shown: datetime, about: About, zone: str, now: datetime, *, late_days: int) -> date:
    """The calendar day, in IANA time zone ``zone``, that a form shown at ``shown`` is about.

    Days are counted on the calendar, never in hours, so that a day of 23 or 25 hours is one day. Raises
    ``TooLate`` where it would be more than ``late_days`` before ``now``'s day.
    """
    here = ZoneInfo(zone)
    on = shown.astimezone(here).date()
    if about is About.YESTERDAY:
        on -= timedelta(days=1)
    if (now.astimezone(here).date() - on).days > late_days:
        raise TooLate(on.isoformat())
    return on


def all_alike(steps: Iterable[str], did: Did) -> dict[str, StepSaid]:
    """One tap for everything: the same answer for each of ``steps``."""
    return {step: StepSaid(did=did) for step in steps}


def _said(sending: Sending) -> dict[str, Any]:
    """The fields that were said, by their paths."""
    found: dict[str, Any] = {
        "pain": sending.pain,
        "confidence": sending.confidence,
        "no_difference": sending.no_difference,
    }
    for step, said in sending.steps.items():
        found[f"step.{step}.did"] = said.did.value if said.did else None
        found[f"step.{step}.hard"] = said.hard.value if said.hard else None
        found[f"step.{step}.worse"] = said.worse
    return {path: value for path, value in found.items() if value is not None}


def _step_said(values: Mapping[str, Any]) -> StepSaid:
    return StepSaid(
        did=Did(values["did"]) if "did" in values else None,
        hard=Hard(values["hard"]) if "hard" in values else None,
        worse=values.get("worse"),
    )


def _value(register: Mapping[str, list[Any]], path: str) -> Any:
    return register[path][0] if path in register else None


def _rank(value: Any) -> str:
    """An order of values, any order, only the same everywhere."""
    return f"{type(value).__name__}:{value!s:>8}"
