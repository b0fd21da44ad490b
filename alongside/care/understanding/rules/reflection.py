"""From *shared* to *that's right*: how a professional and a person come to one understanding.

A professional writes back what they heard. The person says *that's right* or *not quite*. After the
second *not quite* in a row it is time to talk; what was found in the talk is written back again, and
again the person says whether it is right. Nothing is agreed by one side alone, and nothing counts as
agreed once the person has told more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

MOST_ROUNDS = 2


class State(StrEnum):
    NOTHING = ""  # nothing was shared
    OWED = "owed"  # shared, and nobody has written back about the newest version
    SENT = "sent"  # written back; the person has not answered
    AGREED = "agreed"  # *that's right*, about the newest version
    NOT_QUITE = "not-quite"  # the professional tries once more
    TALK = "talk"  # written back twice, twice not quite: let us talk


class Answer(StrEnum):
    NONE = ""
    RIGHT = "right"
    NOT_QUITE = "not-quite"


class NotNow(ValueError):
    """The move does not fit the state: somebody else moved first, or nothing waits for it."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """Where both stand. ``latest`` is the newest version, ``about`` the one last written back about."""

    state: State = State.NOTHING
    latest: int = 0
    about: int = 0
    round: int = 0


@dataclass(frozen=True, slots=True)
class WrittenBack:
    """The facts of one reflection that the state follows from."""

    about: int
    round: int
    answer: Answer = Answer.NONE


def share(now: Understanding) -> Understanding:
    """The person shared a new version. What is under way goes on; an agreement was about the old."""
    owed = now.state in (State.NOTHING, State.OWED, State.AGREED)
    return replace(now, latest=now.latest + 1, state=State.OWED if owed else now.state)


def may_write(now: Understanding) -> bool:
    return now.state in (State.OWED, State.NOT_QUITE, State.TALK)


def write(now: Understanding) -> Understanding:
    """A professional writes back about the newest version. Raises ``NotNow`` while an answer is awaited."""
    if not may_write(now):
        raise NotNow(f"nothing to write back in state {now.state.value!r}")
    turn = now.round + 1 if now.state is State.NOT_QUITE else 1
    return replace(now, state=State.SENT, about=now.latest, round=turn)


def answer(now: Understanding, said: Answer) -> Understanding:
    """The person answers what was written back. Raises ``NotNow`` where nothing waits for an answer."""
    if now.state is not State.SENT or said is Answer.NONE:
        raise NotNow(f"nothing to answer in state {now.state.value!r}")
    return replace(now, state=_answered(said, now.about, now.latest, now.round))


def stands(latest: int, last: WrittenBack | None) -> Understanding:
    """Where both stand, from the number of the newest version and the last reflection alone."""
    if last is None:
        return Understanding(State.OWED if latest else State.NOTHING, latest)
    if last.answer is Answer.NONE:
        state = State.SENT
    else:
        state = _answered(last.answer, last.about, latest, last.round)
    return Understanding(state, latest, last.about, last.round)


def _answered(said: Answer, about: int, latest: int, turn: int) -> State:
    if said is Answer.RIGHT:
        return State.AGREED if about == latest else State.OWED
    return State.TALK if turn >= MOST_ROUNDS else State.NOT_QUITE
