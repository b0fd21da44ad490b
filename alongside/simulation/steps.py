"""What happens in an invented life, step by step: plain data, counted back from the day it is built for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(17)


class Do(StrEnum):
    """The kinds of step. Each is one visit to a page, done by the person or by a professional."""

    COMES_IN = "comes-in"
    IS_TAKEN_ON = "is-taken-on"
    BRINGS_IN = "brings-in"
    SETS_WAY = "sets-way"
    DRAFTS = "drafts"  # writes in sections without sharing them
    TELLS = "tells"
    READS = "reads"
    OFFERS = "offers"
    WRITES_BACK = "writes-back"
    ANSWERS = "answers"
    CHOOSES_RELEASE = "chooses-release"
    TELLS_AGAIN = "tells-again"
    AGREES_NORMAL = "agrees-normal"
    CHOOSES_AUDIENCE = "chooses-audience"
    RATES = "rates"
    IS_CALLED_UP = "is-called-up"
    TALKS = "talks"  # about what they see differently
    SAYS_NEW_OR_WORSE = "says-new-or-worse"
    FOLLOWS_UP = "follows-up"
    CLOSES = "closes"  # closes something that needed somebody
    LOOKS = "looks"
    PROPOSES_GOAL = "proposes-goal"
    AGREES_GOAL = "agrees-goal"
    PROPOSES_STEP = "proposes-step"
    ANSWERS_STEPS = "answers-steps"  # every step that waits for them
    CHECKS_IN = "checks-in"
    ANSWERS_OFFER = "answers-offer"  # of an easier step, if there is one
    HAS_BAD_DAY = "has-bad-day"
    PROMISES = "promises"
    KEEPS_PROMISE = "keeps-promise"
    BEGINS_REVIEW = "begins-review"
    LOOKS_BACK = "looks-back"  # says whether it made a difference
    SAYS_OF_STEPS = "says-of-steps"  # keep, change or stop, each step of the plan
    SAYS_BACK = "says-back"
    SAYS_HOW = "says-how"  # how to go on
    AGREES_HOW = "agrees-how"
    PROPOSES_DOOR = "proposes-door"  # until when they can come back by themselves, and for what
    AGREES_DOOR = "agrees-door"
    EXPLAINS = "explains"  # why nothing is planned, and when to look again
    WRITES_MESSAGE = "writes-message"
    SAYS_RIGHT = "says-right"  # to what was understood of a message
    ASKS_FOR_CALL = "asks-for-call"
    PLANS_VISIT = "plans-visit"
    NOTES_FOR_VISIT = "notes-for-visit"  # a line of what one wants to talk about


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``by`` is a professional's key, or empty for the person.

    ``days`` before the day it is built for, at ``minute`` of the day where the clinic is. What
    professionals do on a Saturday or Sunday moves back to the Friday. ``said`` is free words,
    ``facts`` everything else.
    """

    do: Do
    days: int
    minute: int
    by: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)

    def words(self) -> Iterator[str]:
        """Every free word of it, in a fixed order."""
        yield from self.said.values()

    def at(self, until: date, zone: ZoneInfo) -> datetime:
        """When it happens, if ``until`` is the day that the life is built for."""
        day = until - timedelta(days=self.days)
        if self.by:
            day -= timedelta(days=max(0, day.weekday() - 4))
        return datetime.combine(day, time(self.minute // 60, self.minute % 60), zone)


@dataclass(frozen=True, slots=True)
class Life:
    """One invented person. ``like`` is the number of the life whose numbers and steps this one shares.

    ``later_by`` moves all its steps by less than a quarter of an hour, so that no two lives fall on the
    same instant.
    """

    number: int
    like: int
    full_name: str
    known_as: str
    email: str
    phone: str
    age_days: int
    later_by: timedelta
    steps: tuple[Step, ...]
    line: str = ""  # what is notable about them, where they are of the cast

    @property
    def is_cast(self) -> bool:
        return bool(self.line)

    @property
    def comes_back(self) -> bool:
        return any(step.facts.get("occasion") == "three-months" for step in self.doing(Do.RATES))

    def born_on(self, until: date) -> date:
        return until - timedelta(days=self.age_days)

    def words(self) -> Iterator[str]:
        """Every word that is theirs alone, in an order that lives alike share."""
        yield self.full_name
        yield self.known_as
        yield self.email
        yield self.phone
        for step in self.steps:
            yield from step.words()

    def doing(self, *kinds: Do) -> Iterator[Step]:
        return (step for step in self.steps if step.do in kinds)
