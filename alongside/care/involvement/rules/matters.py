"""What a problem and a goal are made of: pure, so that forms, actions and pages agree.

PARTS[Kind.GOAL]  ->  the parts of a goal, in the order they are asked
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from alongside.care.partnership.rules.agreement import Standing
from alongside.care.partnership.rules.side import Side

MOST_TEXT = 20_000  # characters: as long as a section of the story, so that what grew always fits
MOST_PART = 5_000
HIGHEST = 8  # a problem: 8 is a significant problem; a goal: 8 is achieved


class Kind(StrEnum):
    PROBLEM = "problem"
    GOAL = "goal"


class State(StrEnum):
    """Where it is in life. Behind us are *reached* and *let go*; both can be taken up again."""

    OPEN = "open"
    REACHED = "reached"  # of a problem: it is no longer one
    LET_GO = "let-go"


class Part(StrEnum):
    """The parts that are words, by the names of their columns."""

    TEXT = "text"
    IMPACT = "impact"
    FEELING = "feeling"
    LOOKS_LIKE = "looks_like"
    WHY_IT_MATTERS = "why_it_matters"


PARTS: Mapping[Kind, tuple[Part, ...]] = {
    Kind.PROBLEM: (Part.TEXT, Part.IMPACT, Part.FEELING),
    Kind.GOAL: (Part.TEXT, Part.LOOKS_LIKE, Part.WHY_IT_MATTERS),
}
ONLY_THE_PERSONS = frozenset({Part.FEELING, Part.WHY_IT_MATTERS})
"""What only the person can know: a professional neither writes nor changes it."""


class NoWords(ValueError):
    """What it is about must be said, and every part must fit."""


@dataclass(frozen=True, slots=True)
class Words:
    """All that one wording says. ``reason`` is the professional's: why they propose it."""

    text: str
    impact: str = ""
    feeling: str = ""
    looks_like: str = ""
    why_it_matters: str = ""
    by_when: date | None = None
    reason: str = ""

    def of(self, part: Part) -> str:
        return str(getattr(self, part.value))


COLUMNS = tuple(each.name for each in fields(Words))


def written_by(words: Words, *, kind: Kind, side: Side, before: Words | None) -> Words:
    """``words`` as ``side`` may write them: parts of the other kind are empty, and what only the person can
    know stays as ``before`` had it where a professional writes. Raises ``NoWords``."""
    kept: dict[str, Any] = {part.value: "" for part in Part if part not in PARTS[kind]}
    if side is Side.PROFESSIONAL:
        for part in ONLY_THE_PERSONS:
            kept[part.value] = before.of(part) if before else ""
    else:
        kept["reason"] = ""
    made = replace(words, **kept)
    if kind is Kind.PROBLEM:
        made = replace(made, by_when=None)
    if not made.text or len(made.text) > MOST_TEXT:
        raise NoWords("text")
    too_long = [part for part in Part if part is not Part.TEXT and len(made.of(part)) > MOST_PART]
    if too_long or len(made.reason) > MOST_PART:
        raise NoWords(too_long[0] if too_long else "reason")
    if side is Side.PROFESSIONAL and not made.reason:
        raise NoWords("reason")
    return made


class Group(StrEnum):
    """Where it stands on the list of the one who reads."""

    WAITS_FOR_ME = "waits-for-me"
    AGREED = "agreed"
    TALKED_ABOUT = "talked-about"
    NOT_NOW = "not-now"
    BEHIND = "behind"


def group_of(
    state: State, stands: Standing, waits_for: frozenset[Side], *, has_agreed: bool, me: Side | None
) -> Group:
    """The group of one problem or goal; ``me`` is None for who only reads.

    ``has_agreed``: some earlier words are agreed by both and still stand.
    """
    if state is not State.OPEN:
        return Group.BEHIND
    if me in waits_for:
        return Group.WAITS_FOR_ME
    if stands is Standing.AGREED:
        return Group.AGREED
    if stands is Standing.NOT_NOW:
        return Group.AGREED if has_agreed else Group.NOT_NOW
    return Group.TALKED_ABOUT
