"""How a plan eases: rules as signed data, read and applied without Django, so that *why?* has one answer.

    rules = easing_rules()
    for found in rules.look(days, steps, about=today): print(why(found))

A rule may ease; more than what both agreed is a professional's (``Offers.ASK``). Only worsening acts by
itself: it pauses a step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from statistics import median_low
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from alongside.care.measures.rules.documents import read_toml
from alongside.care.measures.rules.hashes import content_hash
from alongside.care.measures.rules.refusals import Problems
from alongside.care.measures.rules.scoring_definition import Name, Part, Signed, Words
from alongside.care.measures.rules.scoring_reading import note_faults
from alongside.care.plan.rules.checking_in import Day, Hard, StepSaid
from alongside.care.plan.rules.step import Part as PlanPart
from alongside.care.plan.rules.step import StepWords, range_of
from alongside.care.plan.rules.worsening import WorseningRule

DEFINITIONS = "alongside.care.plan.definitions"
WORSE_SAID = "worse-said"
WORSE_PAIN = "worse-pain"
NO_DIFFERENCE = "no-difference"
RUNNING_DAYS = 7  # check-ins further apart than this, each, do not run on from each other

Times = Annotated[int, Field(ge=1, le=20)]
Days = Annotated[int, Field(ge=1, le=366)]


class Offers(StrEnum):
    """What becomes of a rule that holds. The first four are offered; the others ask or tell somebody."""

    LESS = "less"
    ELSEWHERE = "elsewhere"
    MORE = "more"
    TALK = "talk"  # there is no number to make smaller: let us find something easier together
    ASK = "ask"  # the top of what was agreed: only a professional goes on from here
    STOP = "stop"  # it got worse: the step pauses
    THINK_AGAIN = "think-again"  # it makes no difference


class EasingRule(Part):
    """One rule of the file; see there."""

    id: Name
    said: Literal["too-hard", "could-not-here", "too-easy"]
    times: Times
    in_a_row: bool
    within_days: Days
    offers: Literal["less", "elsewhere", "more"]
    by_percent: Annotated[int, Field(ge=1, le=90)] | None = None

    @model_validator(mode="after")
    def _fits(self) -> EasingRule:
        if (self.offers == "elsewhere") == (self.by_percent is not None):
            raise ValueError("less and more need by_percent, elsewhere has none")
        if self.offers == "more" and (self.said != "too-easy" or not self.in_a_row):
            raise ValueError("more is offered only for too-easy, said in a row")
        if self.offers == "less" and self.said == "too-easy":
            raise ValueError("less is not offered for too-easy")
        return self


class _Worse(Part):
    points: Annotated[int, Field(ge=1, le=10)]
    check_ins: Times
    usual_days: Days


class _NoDifference(Part):
    times: Times
    within_days: Days


class _BadDay(Part):
    quiet_days: Annotated[int, Field(ge=1, le=31)]


class _Quiet(Part):
    after_days: Days


class _CheckIn(Part):
    late_days: Annotated[int, Field(ge=1, le=14)]


class EasingDefinition(Part):
    """The whole file."""

    id: Name
    version: Words
    signed: Signed
    rule: Annotated[tuple[EasingRule, ...], Field(strict=False, min_length=1)]
    worse: _Worse
    no_difference: _NoDifference
    bad_day: _BadDay
    quiet: _Quiet
    worsening: WorseningRule
    check_in: _CheckIn


@dataclass(frozen=True, slots=True)
class StepNow:
    """A step in force, as the rules need it. ``amount`` is where the person is.

    ``since``: an offer was answered on that day, and only what was said about later days asks for another.
    That it got worse counts whatever was answered. Only a day in ``stopped``, on which it was stopped
    already, stops it no second time, unless ``again``: it was taken up, and the person says so once more.
    """

    id: str
    words: StepWords
    amount: int | None
    part: PlanPart = PlanPart.EVERYDAY
    since: date | None = None
    stopped: frozenset[date] = frozenset()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds: what it offers, and the days on which the person said what it rests on.

    ``step`` is empty for what is about the whole plan. ``within``: both have agreed to ``amount`` already.
    """

    rule: str
    step: str
    offers: Offers
    on: tuple[date, ...]
    amount: int | None = None
    within: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """What a finding rests on, to be said in words: the rule, what was said, how often, on which days."""

    rule: str
    said: str
    times: int
    days: tuple[date, ...]


def why(found: Finding) -> Why:
    """Why a rule holds. The same facts that it looked at, and nothing else."""
    said = {WORSE_SAID: "worse", WORSE_PAIN: "pain", NO_DIFFERENCE: "no-difference"}
    return Why(found.rule, said.get(found.rule, found.rule), len(found.on), found.on)


@dataclass(frozen=True, slots=True)
class EasingRules:
    """The definition with the hash of its file's content."""

    definition: EasingDefinition
    hash: str

    def look(
        self, days: Sequence[Day], steps: Sequence[StepNow], *, about: date, since: date | None = None
    ) -> list[Finding]:
        """Every rule that holds after the check-in ``about`` a day, at most one a step, worsening first.

        ``days`` may come in any order. ``since``: for *it makes no difference*, only later days count.
        """
        known = sorted(days, key=lambda each: each.on)
        found = [self._step(known, step, about) for step in steps]
        later = [each for each in known if since is None or each.on > since]
        return [*(each for each in found if each is not None), *self._no_difference(later, about)]

    def _step(self, days: Sequence[Day], step: StepNow, about: date) -> Finding | None:
        since = [each for each in days if step.since is None or each.on > step.since]
        return self._worse(days, step, about) or next(self._eased(since, step, about), None)

    def _worse(self, days: Sequence[Day], step: StepNow, about: date) -> Finding | None:
        said = any(each.on == about and _of(each, step).worse for each in days)
        if said and (step.again or about not in step.stopped):
            return Finding(WORSE_SAID, step.id, Offers.STOP, (about,))
        last_stop = max(step.stopped, default=date.min)
        since = [each for each in days if each.on > last_stop]
        risen = pain_risen(days, since, step.id, self.definition.worse)
        if about in risen and step.part is PlanPart.EVERYDAY:
            return Finding(WORSE_PAIN, step.id, Offers.STOP, risen)
        return None

    def _eased(self, days: Sequence[Day], step: StepNow, about: date) -> Iterator[Finding]:
        for rule in self.definition.rule:
            on = _held(rule, days, step)
            if about in on:
                yield _offer(rule, step, on)

    def _no_difference(self, days: Sequence[Day], about: date) -> list[Finding]:
        rule = self.definition.no_difference
        from_ = about - timedelta(days=rule.within_days - 1)
        on = tuple(each.on for each in days if each.no_difference and each.on >= from_)
        if len(on) < rule.times or about not in on:
            return []
        return [Finding(NO_DIFFERENCE, "", Offers.THINK_AGAIN, on)]

    @property
    def looks_back(self) -> int:
        """How many days the rules about steps read, the last included."""
        longest = max(each.within_days for each in self.definition.rule)
        return max(longest, self.definition.worse.usual_days + self.looks_back_for_pain)

    @property
    def looks_back_for_pain(self) -> int:
        """How far apart check-ins with pain may lie and still run on from each other."""
        return RUNNING_DAYS * self.definition.worse.check_ins

    @property
    def looks_back_for_no_difference(self) -> int:
        return self.definition.no_difference.within_days


def pain_risen(days: Sequence[Day], since: Sequence[Day], step: str, rule: _Worse) -> tuple[date, ...]:
    """The days of the last ``rule.check_ins`` with pain, if all lie ``rule.points`` or more above the usual.

    The step must have been done on each of them; usual is the middle of the pain said before.
    """
    rated = [each for each in since if each.pain is not None]
    last = rated[-rule.check_ins :]
    if len(last) < rule.check_ins:
        return ()
    if (last[-1].on - last[0].on).days > RUNNING_DAYS * rule.check_ins:
        return ()
    from_ = last[0].on - timedelta(days=rule.usual_days)
    before = [each.pain for each in days if each.pain is not None and from_ <= each.on < last[0].on]
    if not before:
        return ()
    usual = median_low(before)
    if all((each.pain or 0) - usual >= rule.points and _by_id(each, step).done for each in last):
        return tuple(each.on for each in last)
    return ()


def _held(rule: EasingRule, days: Sequence[Day], step: StepNow) -> tuple[date, ...]:
    """The days on which it was said, if ``rule`` holds; the last of them is the newest that says how hard."""
    said = [(each.on, _of(each, step).hard) for each in days if _of(each, step).hard is not None]
    wanted = Hard(rule.said)
    if not said or said[-1][1] is not wanted:
        return ()
    from_ = days[-1].on - timedelta(days=rule.within_days - 1)
    recent = [(on, hard) for on, hard in said if on >= from_]
    if rule.in_a_row:
        recent = recent[-rule.times :]
        if any(hard is not wanted for _, hard in recent):
            return ()
    on = tuple(on for on, hard in recent if hard is wanted)
    return on if len(on) >= rule.times else ()


def _offer(rule: EasingRule, step: StepNow, on: tuple[date, ...]) -> Finding:
    if rule.offers == "elsewhere":
        return Finding(rule.id, step.id, Offers.ELSEWHERE, on)
    if rule.offers == "more":
        more = larger(step, rule.by_percent or 0)
        offers = Offers.ASK if more is None else Offers.MORE
        return Finding(rule.id, step.id, offers, on, amount=more, within=more is not None)
    less = smaller(step, rule.by_percent or 0)
    if less is None:
        return Finding(rule.id, step.id, Offers.TALK, on)
    agreed = range_of(step.words)
    return Finding(rule.id, step.id, Offers.LESS, on, amount=less, within=bool(agreed and agreed.holds(less)))


def smaller(step: StepNow, percent: int) -> int | None:
    """A smaller amount, rounded down to what one can count by; None where there is nothing to make smaller.

    Where the agreed range still has room below, the offer stays inside it.
    """
    if step.amount is None or step.amount <= 1:
        return None
    less = _round_down(step.amount * (100 - percent) // 100)
    agreed = range_of(step.words)
    if agreed is not None and agreed.least is not None and agreed.least < step.amount:
        less = max(less, agreed.least)
    return max(1, min(less, step.amount - 1))


def larger(step: StepNow, percent: int) -> int | None:
    """A larger amount that both have agreed to already; None at the top, and where no number was agreed."""
    agreed = range_of(step.words)
    if step.amount is None or agreed is None or agreed.most is None or step.amount >= agreed.most:
        return None
    return min(max(step.amount + 1, _round_up(step.amount * (100 + percent) // 100)), agreed.most)


def _counts_by(amount: int) -> int:
    """Whole fives from 10 on, whole fifties from 200 on: what one can keep in mind."""
    return 50 if amount >= 200 else 5 if amount >= 10 else 1


def _round_down(amount: int) -> int:
    return amount - amount % _counts_by(amount)


def _round_up(amount: int) -> int:
    return amount + -amount % _counts_by(amount)


def _of(each: Day, step: StepNow) -> StepSaid:
    return _by_id(each, step.id)


def _by_id(each: Day, step: str) -> StepSaid:
    return each.steps.get(step, StepSaid())


def read_easing(raw: bytes, *, name: str = "easing") -> EasingRules:
    """Read the file. Raises ``Refusals`` with everything that is wrong with it, each with its place."""
    problems = Problems()
    document: Mapping[str, Any] = read_toml(raw, name=name)
    try:
        definition = EasingDefinition.model_validate(dict(document))
    except ValidationError as error:
        note_faults(problems, error, raw)
        problems.refuse_if_any()
        raise AssertionError("a faulty file has been refused above") from error
    names = [each.id for each in definition.rule]
    for twice in sorted({one for one in names if names.count(one) > 1}):
        problems.add("rule", f"{twice} is named twice.", "Give each rule a name of its own.")
    for taken in sorted({WORSE_SAID, WORSE_PAIN, NO_DIFFERENCE} & set(names)):
        problems.add("rule", f"{taken} is the name of a rule that is always there.", "Choose another name.")
    problems.refuse_if_any()
    return EasingRules(definition, content_hash(document))


@cache
def easing_rules() -> EasingRules:
    """The definition that is shipped."""
    return read_easing((resources.files(DEFINITIONS) / "easing.toml").read_bytes())
