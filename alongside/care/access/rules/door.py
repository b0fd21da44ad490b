"""The way through the door: which step is due, and which may be opened.

Pure: what somebody has done so far is given as a `Door`; the answer is a `Step`. One thing holds whatever
is sent in whatever order, and is tested: nobody reaches a step after the safety screen while a question is
unanswered, or while advice was shown that they have not come back from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from alongside.care.access.rules.screen import Answer, Question, Screen, Speed, assess


class Step(StrEnum):
    """The steps of the door, in their order."""

    QUESTION = "question"
    ADVICE = "advice"
    BORN = "born"
    PLACE = "place"  # only where the clinic's own rules ask something
    ALONE = "alone"
    DETAILS = "details"
    CODE = "code"
    REACH = "reach"
    SUPPORT = "support"
    SAY = "say"
    NEEDS = "needs"
    CHECK = "check"
    SENT = "sent"

    @property
    def rank(self) -> int:
        """Which step this is, from 0."""
        return list(Step).index(self)


# The questions about how someone wants it, a few to a page. Each page can be left for later.
PAGES: Mapping[Step, tuple[str, ...]] = {
    Step.ALONE: ("seen_by_others",),
    Step.REACH: ("channels", "hours", "contact"),
    Step.SUPPORT: ("support", "from_whom", "gp"),
    Step.SAY: ("say",),
    Step.NEEDS: ("needs",),
}


@dataclass(frozen=True)
class Door:
    """What somebody has done at the door so far.

    `heeded` holds the ids of the advice from which they came back (*I rang*, *I was seen*); `passed` the
    pages about how they want it that they answered or left for later.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    heeded: frozenset[str] = frozenset()
    has_born_on: bool = False
    has_place: bool = True
    passed: frozenset[Step] = frozenset()
    has_details: bool = False
    needs_code: bool = False
    is_sent: bool = False


def outstanding(screen: Screen, door: Door) -> tuple[str, ...]:
    """The advice that the answers call for and that the person has not come back from, soonest first."""
    return tuple(each for each in assess(screen, door.answers).advice if each not in door.heeded)


def next_to_ask(screen: Screen, door: Door) -> Question | None:
    """The first question not answered; None when all are, and as soon as something means *now*.

    Someone who came back from that advice is asked the rest.
    """
    if any(screen.advice_by_id(each).speed is Speed.NOW for each in outstanding(screen, door)):
        return None
    return next((question for question in screen.questions if question.id not in door.answers), None)


def is_through(screen: Screen, door: Door) -> bool:
    """Whether the safety screen is behind them: every question answered, all advice come back from."""
    return next_to_ask(screen, door) is None and not outstanding(screen, door)


def due(screen: Screen, door: Door) -> Step:
    """The first step that is not done."""
    if door.is_sent:
        return Step.SENT
    if next_to_ask(screen, door) is not None:
        return Step.QUESTION
    if outstanding(screen, door):
        return Step.ADVICE
    undone = {
        Step.BORN: not door.has_born_on,
        Step.PLACE: not door.has_place,
        Step.ALONE: Step.ALONE not in door.passed,
        Step.DETAILS: not door.has_details,
        Step.CODE: door.needs_code,
        Step.REACH: Step.REACH not in door.passed,
        Step.SUPPORT: Step.SUPPORT not in door.passed,
        Step.SAY: Step.SAY not in door.passed,
        Step.NEEDS: Step.NEEDS not in door.passed,
    }
    return next((step for step, missing in undone.items() if missing), Step.CHECK)


def may_open(screen: Screen, door: Door, step: Step) -> bool:
    """Whether `step` may be opened now: what is due, or anything before it. Once sent, only *sent*."""
    reached = due(screen, door)
    if reached is Step.SENT or step is Step.SENT:
        return step is reached
    if step is Step.ADVICE and door.heeded:  # to be found again after coming back
        return True
    if step is Step.CODE:
        return reached is Step.CODE
    return step.rank <= reached.rank


def may_answer(screen: Screen, door: Door, question_id: str) -> bool:
    """Whether this question may be answered: one answered before, or the next."""
    upcoming = next_to_ask(screen, door)
    return question_id in door.answers or (upcoming is not None and upcoming.id == question_id)
