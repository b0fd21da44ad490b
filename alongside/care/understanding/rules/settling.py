"""What can become of a difference: pure, so that nothing is ever settled by one side."""

from __future__ import annotations

from enum import StrEnum

from alongside.care.measures.rules.sight import Side


class State(StrEnum):
    """Where a difference stands."""

    OPEN = "open"
    TO_TALK = "to-talk"  # marked for the next visit
    FOUND = "found"  # one side said what was found; the other has not answered
    SETTLED = "settled"  # both say so
    LEFT_OPEN = "left-open"
    PAST = "past"  # both have rated it again since
    WITHDRAWN = "withdrawn"  # the person chose that this professional does not read it


class Move(StrEnum):
    """What somebody does with it."""

    TALK = "talk"
    SAY_FOUND = "say-found"
    AGREE = "agree"
    NOT_HOW = "not-how"  # that is not how I see it
    LEAVE_OPEN = "leave-open"
    REOPEN = "reopen"


class NotPossible(ValueError):
    """This cannot be done with a difference that stands like that, or not by this side."""


WAITING = frozenset({State.OPEN, State.TO_TALK, State.FOUND})
"""What still asks something of somebody."""

_FROM: dict[Move, tuple[frozenset[State], State]] = {
    Move.TALK: (frozenset({State.OPEN, State.LEFT_OPEN}), State.TO_TALK),
    Move.SAY_FOUND: (frozenset({State.OPEN, State.TO_TALK, State.LEFT_OPEN, State.FOUND}), State.FOUND),
    Move.AGREE: (frozenset({State.FOUND}), State.SETTLED),
    Move.NOT_HOW: (frozenset({State.FOUND}), State.TO_TALK),
    Move.LEAVE_OPEN: (frozenset({State.OPEN, State.TO_TALK, State.FOUND}), State.LEFT_OPEN),
    Move.REOPEN: (frozenset({State.LEFT_OPEN, State.SETTLED}), State.OPEN),
}


def possible(state: State, move: Move, *, by: Side, said_by: Side | None) -> bool:
    """Whether ``by`` can make ``move`` now; ``said_by`` is who said what was found."""
    if state not in _FROM[move][0]:
        return False
    if move in (Move.AGREE, Move.NOT_HOW):
        return said_by is not None and by is not said_by
    if move is Move.SAY_FOUND and state is State.FOUND:
        return by is said_by  # one may put one's own words better; the other's are answered
    return True


def after(state: State, move: Move, *, by: Side, said_by: Side | None) -> State:
    """Where it stands after ``move``. Raises ``NotPossible``."""
    if not possible(state, move, by=by, said_by=said_by):
        raise NotPossible(f"{move} by {by} while {state}")
    return _FROM[move][1]
