"""Looking back together: what each side can say, and what follows when both have said it. Pure.

settled(Says.KEEP, Says.KEEP)  ->  Becomes.KEEP
settled(Says.STOP, Says.KEEP)  ->  Becomes.STOP     the person's own word: nobody is talked into going on
settled(Says.KEEP, Says.STOP)  ->  Becomes.TALK     the team's word alone stops nothing
"""

from __future__ import annotations

from enum import StrEnum


class MadeDifference(StrEnum):
    """*Has this made a difference to you?* Asked before any number is shown."""

    A_LOT = "a-lot"
    SOME = "some"
    LITTLE = "little"
    NONE = "none"
    WORSE = "worse"


class Says(StrEnum):
    """What one side would do with a step from now on."""

    KEEP = "keep"
    CHANGE = "change"
    STOP = "stop"


class Becomes(StrEnum):
    """What becomes of a step by what both said."""

    KEEP = "keep"
    CHANGE = "change"
    STOP = "stop"
    TALK = "talk"
    OPEN = "open"  # the person has not said anything


class How(StrEnum):
    """How the two go on, agreed by both."""

    ROUND_AGAIN = "round-again"
    WHEN_NEEDED = "when-needed"  # the door stays open; nothing is asked
    END_WELL = "end-well"


NOT_WHAT_WAS_HOPED = frozenset({MadeDifference.NONE, MadeDifference.WORSE})
"""Answers that a professional reads before the next thing is planned."""


def settled(person: Says | None, professional: Says | None) -> Becomes:
    """What becomes of a step. The person can stop anything; a change is worked out by both."""
    if person is None:
        return Becomes.OPEN
    if person is Says.STOP:
        return Becomes.STOP
    if professional is Says.STOP:
        return Becomes.TALK
    if Says.CHANGE in (person, professional):
        return Becomes.CHANGE
    return Becomes.KEEP
