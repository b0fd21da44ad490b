"""Two appraise alone; what stands when both have: pure functions over their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Standing(StrEnum):
    OPEN = "open"  # fewer have appraised than the protocol asks for: nobody sees what another said
    SAME = "same"
    DIFFERS = "differs"
    SETTLED = "settled"  # after a talk, or by a third


def differing(answers: Sequence[Mapping[str, str]]) -> list[str]:
    """The items to which not all gave the same answer, in the order of the first."""
    if not answers:
        return []
    return [item for item in answers[0] if len({each.get(item) for each in answers}) > 1]


def standing(answers: Sequence[Mapping[str, str]], needed: int, *, settled: bool) -> Standing:
    """What stands of one study; ``answers`` are those of each reviewer."""
    if settled:
        return Standing.SETTLED
    if not answers or len(answers) < needed:
        return Standing.OPEN
    return Standing.DIFFERS if differing(answers) else Standing.SAME
