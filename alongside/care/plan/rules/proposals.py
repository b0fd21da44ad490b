"""Which proposals still stand: pure, so that nobody's edit is ever lost and nothing is agreed unseen.

Every wording of a step *follows* the words its author had before them. What is changed in the open is set
aside by what follows it. Two who write at once both follow the same words: both proposals stand, one beside
the other, until both sides agree on one of them; that sets the others aside. The words in force stay in
force all the while.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.side import Side


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules need of one open wording: its number, and whose it is."""

    number: int
    author: UUID
    side: Side
    person: Answer | None
    professional: Answer | None


def set_aside_by_change(proposals: Iterable[Proposal], *, follows: int, author: UUID) -> frozenset[int]:
    """The open proposals that newer words take the place of: those they follow, and their author's own.

    Nobody's words are set aside by somebody who had not read them.
    """
    return frozenset(one.number for one in proposals if one.number == follows or one.author == author)


def set_aside_by_agreement(proposals: Iterable[Proposal], *, agreed: int) -> frozenset[int]:
    """All other open proposals: both had them before their eyes when they agreed on this one."""
    return frozenset(one.number for one in proposals if one.number != agreed)


def answers_a_wish(proposals: Iterable[Proposal]) -> bool:
    """Whether the person asked for something here: words of theirs stand open, or they want to talk.

    What a professional then proposes answers them, also for somebody who wants no advice unless they ask.
    """
    asked = (Answer.TALK, Answer.DIFFERENT)
    return any(one.side is Side.PERSON or one.person in asked for one in proposals)
