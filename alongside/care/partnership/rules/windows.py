"""Two windows write the same words: when does a write replace the draft, and when is it set aside beside it?

A form carries the revision it was shown with and a key of its own, its *window*. A window follows its own
writes, also when an answer got lost on the way. Once it was saved by its button, a save that it had sent
by itself may still arrive late with older words: that one is set aside instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Verdict(StrEnum):
    WRITE = "write"
    SET_ASIDE = "set-aside"


@dataclass(frozen=True, slots=True)
class Held:
    """The draft as it is kept: how often written, by which window last, and whether by its Save button."""

    revision: int
    window: UUID | None
    by_button: bool


def decide(held: Held, *, revision: int, window: UUID, by_itself: bool) -> Verdict:
    """What becomes of a write that was shown ``revision`` and comes from ``window``."""
    if revision == held.revision:
        return Verdict.WRITE
    if window != held.window:
        return Verdict.SET_ASIDE
    return Verdict.SET_ASIDE if by_itself and held.by_button else Verdict.WRITE
