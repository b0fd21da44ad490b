"""What a professional types for a person who has no screen: pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How the person said it."""

    TELEPHONE = "telephone"
    PAPER = "paper"
    IN_PERSON = "in-person"


class What(StrEnum):
    """What was typed. An answer is kept as what was said and read back, never as the person's own tap."""

    MATTER = "matter"  # the words of a problem or a goal
    MATTER_ANSWER = "matter-answer"
    MATTER_RATING = "matter-rating"
    STEP_ANSWER = "step-answer"
    CHECK_IN = "check-in"
    FOLLOW_UP_ANSWER = "follow-up-answer"
    REVIEW_TOLD = "review-told"
    REVIEW_STEP = "review-step"
    REVIEW_HOW = "review-how"
    REVIEW_ANSWER = "review-answer"


class NotReadBack(ValueError):
    """It is kept only after it was read back, and the person said that it is right."""


@dataclass(frozen=True, slots=True)
class Said:
    """That somebody else types it: how the person said it, and whether it was read back to them."""

    how: How
    read_back: bool = False
