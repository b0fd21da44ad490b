"""From what reviewers said of one record to what becomes of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Stage(StrEnum):
    TITLE = "title"  # title and abstract
    TEXT = "text"  # the full text


class Verdict(StrEnum):
    IN = "in"
    OUT = "out"
    UNDECIDED = "undecided"


class State(StrEnum):
    OPEN = "open"
    IN = "in"
    OUT = "out"
    CONFLICT = "conflict"


def state_of(said: Sequence[Verdict], needed: int, settled: Verdict | None = None) -> State:
    """What stands of a record.

    ``said``: one verdict a reviewer. Fewer than ``needed`` leave it open; all the same decide; anything else,
    *undecided* too, is a conflict. ``settled``: what a third, or a talk, decided; it stands above.
    """
    if settled is not None:
        return State(settled.value) if settled is not Verdict.UNDECIDED else State.CONFLICT
    if len(said) < max(needed, 1):
        return State.OPEN
    if set(said) == {Verdict.IN}:
        return State.IN
    if set(said) == {Verdict.OUT}:
        return State.OUT
    return State.CONFLICT
