"""The safety screen: which question comes next, and what the answers so far mean.

The questions, the combinations and the advice are data (`definitions/safety-screen.toml`); this module only
reads and applies them.

What holds by the shape of the data, and is tested:

- Conditions are only ever *raised*, never lowered: each question raises its own flag, a combination asks
  for flags that are there, and the speed is the greatest of them. So a further *yes* can never make the
  advice slower.
- *I am not sure* raises the flag exactly as *yes* does.
- The assessment depends on the set of answers, not on their order.
- `assess` takes nothing but the definition and the answers. What is usual for a person (*my normal*) is
  shown beside a question (`with_my_normal`) so that they can see what is new; it cannot reach the assessment.
- There is no outcome that says that someone is well.

No flag has high diagnostic accuracy. Use this to send people to help in time, never to keep anyone from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from alongside.care.access.rules.help_numbers import Country, Line, LineKind, in_country
from alongside.care.access.rules.signed import Signed, Words


class Answer(StrEnum):
    """What a person can answer to each question."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"

    @property
    def raises(self) -> bool:
        """Whether the answer raises the question's flag. *Not sure* does."""
        return self is not Answer.NO


class Speed(StrEnum):
    """How soon a person should be seen."""

    THIS_WEEK = "this_week"
    TODAY = "today"
    NOW = "now"

    @property
    def rank(self) -> int:
        """1 (this week) to 3 (now)."""
        return list(Speed).index(self) + 1


class FlagGroup(StrEnum):
    """What a flag is a sign of; the advice is written per group."""

    CAUDA_EQUINA = "cauda_equina"
    DESPAIR = "despair"
    INFECTION = "infection"
    BONES = "bones"
    CANCER = "cancer"
    CHANGE = "change"


class Window(StrEnum):
    """From when a symptom counts. It is always the symptom's time, never the back pain's."""

    NEW_OR_WORSE = "new_or_worse"  # new in the last two weeks, or getting worse
    WHENEVER = "whenever"  # whenever it began
    LATELY = "lately"  # days to weeks, as the question says


@dataclass(frozen=True)
class Question:
    """One page of the screen. `say` is the answer in the person's voice, to be shown to whoever sees them."""

    id: str
    text: str
    help: tuple[str, ...]
    flag: str
    group: FlagGroup
    speed: Speed
    window: Window
    say: str
    my_normal: bool


@dataclass(frozen=True)
class Combination:
    """Flags that count more together: at least `at_least` of `flags` must be raised."""

    id: str
    flags: tuple[str, ...]
    at_least: int
    group: FlagGroup
    speed: Speed
    why: str

    def holds(self, raised: Iterable[str]) -> bool:
        """Whether enough of the flags are raised."""
        return len(set(self.flags).intersection(raised)) >= self.at_least


@dataclass(frozen=True)
class Advice:
    """What to do. Texts may hold `{hospital}`, the country's word for where emergencies are seen."""

    id: str
    groups: tuple[FlagGroup, ...]
    speed: Speed
    title: str
    do: tuple[str, ...]
    where: str
    ring: tuple[LineKind, ...]
    say: str
    show: str
    told: str


@dataclass(frozen=True)
class Screen:
    """The whole definition. `version` names its edition and what it says; `digest` is the SHA-256 of its
    content.
    """

    signed: Signed
    version: str
    digest: str
    intro: Words
    labels: Mapping[Answer, str]
    questions: tuple[Question, ...]
    combinations: tuple[Combination, ...]
    advice: tuple[Advice, ...]
    ending: Words
    pause: Words

    def question(self, question_id: str) -> Question:
        """The question with this id; `KeyError` when there is none."""
        return {question.id: question for question in self.questions}[question_id]

    def advice_by_id(self, advice_id: str) -> Advice:
        """The advice with this id; `KeyError` when there is none."""
        return {advice.id: advice for advice in self.advice}[advice_id]


@dataclass(frozen=True)
class RaisedFlag:
    """A flag that was raised, with the answer that raised it."""

    flag: str
    question: str
    group: FlagGroup
    speed: Speed
    answer: Answer


@dataclass(frozen=True)
class Assessment:
    """What a set of answers means.

    `speed` is None when no flag is raised: that is *nothing was named*, never *nothing is there*. `advice`
    holds ids, soonest first. `complete` says whether every question was answered; the ending may be shown
    only when it is True and `speed` is None.
    """

    flags: tuple[RaisedFlag, ...]
    combinations: tuple[str, ...]
    speed: Speed | None
    advice: tuple[str, ...]
    complete: bool
    version: str

    @property
    def flag_ids(self) -> tuple[str, ...]:
        """The names of the raised flags, in the order of the screen."""
        return tuple(raised.flag for raised in self.flags)

    @property
    def pauses_referral(self) -> bool:
        """Whether a referral waits until the person comes back to it."""
        return self.speed is not None


@dataclass(frozen=True)
class MyNormal:
    """What is usual for one person about one question, as they and a professional agreed it."""

    question: str
    text: str
    agreed_on: dt.date
    agreed_with: str


@dataclass(frozen=True)
class QuestionPage:
    """A question with what is usual for the person beside it, so that they can see what is new."""

    question: Question
    my_normal: MyNormal | None


@dataclass(frozen=True)
class Said:
    """Something the person told us, in their voice. `not_sure` when they were not sure of it."""

    text: str
    not_sure: bool


@dataclass(frozen=True)
class AdvicePart:
    """One piece of advice with a country's words and numbers in it: ready to be shown, read out or
    printed.
    """

    id: str
    speed: Speed
    title: str
    do: tuple[str, ...]
    where: str
    lines: tuple[Line, ...]
    say: str
    said: tuple[Said, ...]
    show: str
    told: str


def assess(screen: Screen, answers: Mapping[str, Answer]) -> Assessment:
    """What these answers mean. `answers` maps question ids to answers and may be incomplete; an unknown id
    raises `KeyError`.
    """
    for question_id in answers:
        screen.question(question_id)
    flags = tuple(
        RaisedFlag(question.flag, question.id, question.group, question.speed, answers[question.id])
        for question in screen.questions
        if question.id in answers and answers[question.id].raises
    )
    raised = {flag.flag for flag in flags}
    together = tuple(combination for combination in screen.combinations if combination.holds(raised))
    speeds: dict[FlagGroup, Speed] = {}
    for group, speed in [(flag.group, flag.speed) for flag in flags] + [
        (item.group, item.speed) for item in together
    ]:
        speeds[group] = max(speed, speeds.get(group, speed), key=lambda each: each.rank)
    return Assessment(
        flags=flags,
        combinations=tuple(combination.id for combination in together),
        speed=max(speeds.values(), key=lambda each: each.rank, default=None),
        advice=_advice_ids(screen, speeds),
        complete=all(question.id in answers for question in screen.questions),
        version=screen.version,
    )


def next_question(screen: Screen, answers: Mapping[str, Answer]) -> Question | None:
    """The first question not yet answered; None when the asking is over.

    The asking is over when every question is answered, and as soon as the answers mean *now*: nobody who
    must leave for hospital is kept on a form.
    """
    if assess(screen, answers).speed is Speed.NOW:
        return None
    return next((question for question in screen.questions if question.id not in answers), None)


def progress(screen: Screen, question: Question) -> tuple[int, int]:
    """Which page this is, and of how many: (3, 14)."""
    return screen.questions.index(question) + 1, len(screen.questions)


def with_my_normal(screen: Screen, question_id: str, normals: Iterable[MyNormal]) -> QuestionPage:
    """The question with this person's usual beside it. For showing only: see `assess`, which does not take
    it.
    """
    question = screen.question(question_id)
    beside = next((normal for normal in normals if normal.question == question_id), None)
    return QuestionPage(question, beside if question.my_normal else None)


def advice_for(screen: Screen, assessment: Assessment, country: Country) -> tuple[AdvicePart, ...]:
    """The advice of an assessment in one country's words and numbers, soonest first. Empty when no flag is
    raised.
    """
    return tuple(
        _part(screen.advice_by_id(advice_id), screen, assessment, country) for advice_id in assessment.advice
    )


def ending_for(screen: Screen, country: Country) -> Words:
    """What someone reads who answered every question and named nothing: what is known, and when to come
    back.
    """
    return Words(
        screen.ending.title, tuple(in_country(paragraph, country) for paragraph in screen.ending.text)
    )


def _advice_ids(screen: Screen, speeds: Mapping[FlagGroup, Speed]) -> tuple[str, ...]:
    chosen = [item for item in screen.advice if any(speeds.get(group) is item.speed for group in item.groups)]
    return tuple(item.id for item in sorted(chosen, key=lambda item: -item.speed.rank))


def _part(advice: Advice, screen: Screen, assessment: Assessment, country: Country) -> AdvicePart:
    """Every flag of the body is told with every advice of the body: whoever sees the person must hear all
    of it. Despair is told only with its own advice, because the page for the body may be shown to a
    receptionist or a driver.
    """
    own = FlagGroup.DESPAIR in advice.groups
    said = tuple(
        Said(screen.question(flag.question).say, flag.answer is Answer.NOT_SURE)
        for flag in assessment.flags
        if (flag.group is FlagGroup.DESPAIR) is own
    )
    return AdvicePart(
        id=advice.id,
        speed=advice.speed,
        title=in_country(advice.title, country),
        do=tuple(in_country(paragraph, country) for paragraph in advice.do),
        where=in_country(advice.where, country),
        lines=country.lines_for(advice.ring),
        say=in_country(advice.say, country),
        said=said,
        show=in_country(advice.show, country),
        told=in_country(advice.told, country),
    )
