"""From the answers of a checklist to a rating: what its rule says, and what we say where it says nothing.

Pure data. The rule is data too (``definitions/*.toml``). A count is how many answers were yes, cannot tell
and no. Where the rule says nothing of a count, ``otherwise`` decides, and the rating is marked as not the
rule's own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

DEFINITIONS: Final = Path(__file__).resolve().parent.parent / "definitions"


class Rating(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


#: From best to worst, so that a test can say where a worse answer earns a better rating.
ORDER: Final = (Rating.HIGH, Rating.MEDIUM, Rating.LOW)


class Answer(StrEnum):
    YES = "yes"
    CANNOT_TELL = "cannot-tell"
    NO = "no"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    name: str = Field(min_length=1)
    fact: str = Field(min_length=1)


class Signed(_Strict):
    """Who stands behind a definition; ``checked_by`` is empty until somebody qualified has checked it."""

    author: str = Field(min_length=1)
    written_on: date
    checked_by: str
    review_by: date
    sources: tuple[Source, ...]


class Item(_Strict):
    id: str
    text: str


class Defined(_Strict):
    """One line of the rule: the rating of every count whose no and cannot tell lie in these spans."""

    rating: Rating
    no: tuple[int, int]
    cannot_tell: tuple[int, int]

    def covers(self, count: Count) -> bool:
        return (
            self.no[0] <= count.no <= self.no[1]
            and self.cannot_tell[0] <= count.cannot_tell <= self.cannot_tell[1]
        )


class Otherwise(_Strict):
    rating: Rating
    why: str


class Checklist(_Strict):
    """A checklist as data: what is asked, and how answers become a rating."""

    id: str
    title: str
    most: int
    signed: Signed
    item: tuple[Item, ...]
    defined: tuple[Defined, ...]
    otherwise: Otherwise


@dataclass(frozen=True, slots=True)
class Count:
    """How many answers were yes, cannot tell and no."""

    yes: int
    cannot_tell: int
    no: int


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating, and whether the rule itself gives it."""

    rating: Rating
    by_rule: bool


@cache
def checklists() -> Mapping[str, Checklist]:
    """Every checklist that is shipped, by its id."""
    found = {}
    for path in sorted(DEFINITIONS.glob("*.toml")):
        checklist = Checklist.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        found[checklist.id] = checklist
    return found


def every_count(items: int) -> Iterator[Count]:
    """Every way in which ``items`` answers can be counted: 66 of ten."""
    for no in range(items + 1):
        for cannot_tell in range(items + 1 - no):
            yield Count(items - no - cannot_tell, cannot_tell, no)


def counted(answers: Mapping[str, Answer]) -> Count:
    values = list(answers.values())
    return Count(values.count(Answer.YES), values.count(Answer.CANNOT_TELL), values.count(Answer.NO))


def rate(checklist: Checklist, count: Count) -> Rated:
    """The rating of ``count``; raises ``ValueError`` where it is not a count of this checklist's items."""
    if min(count.yes, count.cannot_tell, count.no) < 0 or (
        count.yes + count.cannot_tell + count.no != len(checklist.item)
    ):
        raise ValueError(f"{count} is not a count of {len(checklist.item)} answers")
    for line in checklist.defined:
        if line.covers(count):
            return Rated(line.rating, by_rule=True)
    return Rated(checklist.otherwise.rating, by_rule=False)
