"""Who decides, when it is decided, and for whom a decision waits: pure.

The person says for each decision how much say they want. Until they have, both decide together:

    decided_by(None, Answer.YES, None)                   ->  nobody yet
    decided_by(Say.I_DECIDE, Answer.YES, None)           ->  the person
    decided_by(Say.YOU_DECIDE, None, Answer.YES)         ->  the professional, who tells why
    decided_by(Say.YOU_DECIDE, Answer.TALK, Answer.YES)  ->  nobody: the person wants to talk
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from alongside.care.partnership.rules.agreement import Answer, Standing, standing, waits_for
from alongside.care.partnership.rules.preferences import Say
from alongside.care.partnership.rules.side import Side

MOST_QUESTION = 20_000  # characters: as long as what it can grow from
MOST_WORDS = 5_000
SAYS = (Say.I_DECIDE, Say.WE_DECIDE, Say.YOU_DECIDE)
"""What can be said of one decision; *it varies* is an answer about decisions in general."""


class State(StrEnum):
    OPEN = "open"
    DECIDED = "decided"


class Ready(StrEnum):
    """Options that every decision has, ready made: they cannot be taken away."""

    NONE = "none"
    WAIT = "wait"


class Response(StrEnum):
    """What the person says to a recommendation. None of them needs a reason."""

    UNDERSTAND = "understand"
    TALK = "talk"
    DIFFERENT = "different"


NOBODY: frozenset[Side] = frozenset()
BOTH = frozenset(Side)


def decided_by(say: Say | None, person: Answer | None, professional: Answer | None) -> frozenset[Side]:
    """Who has decided for an option, from what each said to it; empty where it is not decided."""
    if person is Answer.YES and professional is Answer.YES:
        return BOTH
    if say is Say.I_DECIDE and person is Answer.YES:
        return frozenset({Side.PERSON})
    if say is Say.YOU_DECIDE and professional is Answer.YES and person is None:
        return frozenset({Side.PROFESSIONAL})
    return NOBODY


@dataclass(frozen=True, slots=True)
class Chosen:
    """The newest option that somebody put forward, and what each said to it."""

    person: Answer | None
    professional: Answer | None


@dataclass(frozen=True, slots=True)
class Facts:
    """One decision, as far as it matters for whom it waits."""

    say: Say | None
    opened_by: Side
    recommended: bool = False
    response: Response | None = None
    chosen: Chosen | None = None
    decided: bool = False


def waits(facts: Facts) -> frozenset[Side]:
    """For whom the decision waits. What somebody wants to talk about waits for the talk, not for a click."""
    if facts.chosen is not None and (facts.decided or standing(*_said(facts.chosen)) is not Standing.WAITS):
        return _unread(facts)
    if facts.chosen is not None:
        return waits_for(*_said(facts.chosen))
    if facts.say in _BY_SAY:
        return _BY_SAY[facts.say]
    asked = frozenset({Side.PERSON}) if facts.say is None and facts.opened_by is Side.PROFESSIONAL else NOBODY
    return asked | _before_a_choice(facts)


_BY_SAY: Mapping[Say | None, frozenset[Side]] = {
    Say.I_DECIDE: frozenset({Side.PERSON}),
    Say.YOU_DECIDE: frozenset({Side.PROFESSIONAL}),
}


def _said(chosen: Chosen) -> tuple[Answer | None, Answer | None]:
    return chosen.person, chosen.professional


def _unread(facts: Facts) -> frozenset[Side]:
    """A professional decided because the person asked for it: the person has not said that they read why."""
    alone = facts.decided and facts.chosen is not None and facts.chosen.person is None
    return frozenset({Side.PERSON}) if alone else NOBODY


def _before_a_choice(facts: Facts) -> frozenset[Side]:
    if not facts.recommended:
        return frozenset({Side.PROFESSIONAL})
    if facts.response in (Response.TALK, Response.DIFFERENT):
        return NOBODY
    return frozenset({Side.PERSON})


def wants_talk(facts: Facts) -> bool:
    """Whether the person asked to talk, or sees it differently, and nothing was decided since."""
    apart = (Answer.TALK, Answer.DIFFERENT)
    if facts.decided:
        return False
    if facts.chosen is not None:
        return facts.chosen.person in apart
    return facts.response in (Response.TALK, Response.DIFFERENT)
