"""What a step is made of: pure data, without Django.

A step is one thing on the plan. What both agree on are its words (``StepWords``): what, how, how much, why,
whose it is, what it costs, and when to stop. ``within`` and ``widens`` are about the range both agreed on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from alongside.care.partnership.rules.side import Side

MOST_WHAT = 200  # characters
MOST_SHORT = 120  # characters: place, cost, who, how much in words
MOST_TEXT = 2_000  # characters: how, reason, what to stop for
MOST_AMOUNT = 10_000
MOST_TIMES_A_WEEK = 70  # ten times a day
MOST_MINUTES = 1_440  # a day
MOST_SOURCES = 5


class Part(StrEnum):
    """Where on the plan a step stands. Feelings have a place of their own."""

    EVERYDAY = "everyday"
    FEELINGS = "feelings"
    FLARE_UP = "flare-up"
    RING = "ring"


PART_ORDER = {part: place for place, part in enumerate(Part)}


class State(StrEnum):
    PROPOSED = "proposed"  # no words were agreed by both yet
    IN_FORCE = "in-force"
    STOPPED = "stopped"
    ENDED = "ended"  # it has done its work, or the proposal was taken back


class Unit(StrEnum):
    MINUTES = "minutes"
    SECONDS = "seconds"
    TIMES = "times"
    STEPS = "steps"
    METRES = "metres"


class Whose(StrEnum):
    """Who is responsible for a step."""

    PERSON = "person"
    PROFESSIONAL = "professional"
    BOTH = "both"
    SOMEONE_ELSE = "someone-else"


class Cost(StrEnum):
    """Asked, never guessed: nothing said is not the same as free."""

    NOT_SAID = ""
    FREE = "free"
    COSTS = "costs"


class PauseReason(StrEnum):
    WORSE = "worse"  # it got worse after the step: only a professional says that it may go on
    FLARE_UP = "flare-up"
    BAD_DAY = "bad-day"
    AWAY = "away"
    OTHER = "other"


class StopReason(StrEnum):
    """Why a step was stopped; saying none is as good."""

    NOT_SAID = ""
    TOO_HARD = "too-hard"
    WORSE = "worse"
    NO_DIFFERENCE = "no-difference"
    COST = "cost"
    TIME = "time"
    NOT_FOR_ME = "not-for-me"
    DONE = "done"  # it has done its work: the step has ended
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """What one wording of a step says. ``amount`` counts ``unit``; ``amount_words`` stands instead of both.

    ``minutes`` is the time needed each time, getting there included. ``least`` and ``most`` are the range
    inside which the person may move without asking again, in ``unit``.
    """

    what: str
    how: str = ""
    amount: int | None = None
    unit: Unit | None = None
    amount_words: str = ""
    times_a_week: int | None = None
    least: int | None = None
    most: int | None = None
    reason: str = ""
    whose: Whose = Whose.PERSON
    who: str = ""
    cost: Cost = Cost.NOT_SAID
    cost_words: str = ""
    minutes: int | None = None
    place: str = ""
    look_again_on: date | None = None
    stop_if: str = ""
    ask_whom: str = ""
    note: str = ""  # why the author wrote these words: to the other side, not a part of the plan
    grown_from: tuple[str, ...] = ()
    library_id: str = ""
    library_hash: str = ""


class NotWords(ValueError):
    """Words that cannot stand on a plan; ``fields`` names what is wrong with which, as codes."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {code}" for name, code in sorted(fields.items())))
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Range:
    """What both agreed an amount may lie between, both ends included; None: no end was agreed."""

    least: int | None
    most: int | None

    def holds(self, amount: int) -> bool:
        return (self.least is None or amount >= self.least) and (self.most is None or amount <= self.most)


def range_of(words: StepWords) -> Range | None:
    """The range these words allow: the one they name, or just their amount; None without numbers."""
    if words.amount is None:
        return None
    least = words.amount if words.least is None else words.least
    most = words.amount if words.most is None else words.most
    return Range(least, most)


def within(agreed: StepWords, amount: int) -> bool:
    """Whether the person may move to ``amount`` without asking again: both agreed to it already."""
    allowed = range_of(agreed)
    return allowed is not None and allowed.holds(amount)


def widens(agreed: StepWords | None, proposed: StepWords) -> bool:
    """Whether ``proposed`` allows more than what is in force: more each time, or more often.

    Only a professional may say yes to that, and says so expressly. Another unit, or a number where only
    words stood, cannot be compared and counts as wider.
    """
    if agreed is None:
        return False
    if (proposed.times_a_week or 0) > (agreed.times_a_week or MOST_TIMES_A_WEEK):
        return True
    before, after = range_of(agreed), range_of(proposed)
    if after is None or after.most is None:
        return False  # words instead of a number: read by both, nothing a machine may move in
    if before is None or proposed.unit is not agreed.unit:
        return True
    return before.most is not None and after.most > before.most


def by_person(words: StepWords, agreed: StepWords | None) -> StepWords:
    """The same words as a person may write them: the upper end of a range is a professional's to set.

    Asking for more than the range holds is a proposal like any other: the range stretches to that amount and
    no further, and ``widens`` makes a professional say so expressly.
    """
    if words.amount is None:
        return replace(words, least=None, most=None)
    same_unit = agreed is not None and agreed.unit is words.unit
    before = range_of(agreed) if agreed is not None and same_unit else None
    top = words.amount if before is None or before.most is None else before.most
    bottom = words.least if words.least is not None else (before.least if before else None)
    most = max(words.amount, top if words.most is None else min(words.most, top))
    least = min(words.amount, bottom) if bottom is not None else None
    return replace(words, least=least, most=most)


def problems(words: StepWords) -> dict[str, str]:
    """What is wrong with these words, by field; empty where they can stand."""
    found: dict[str, str] = {}
    if not words.what:
        found["what"] = "missing"
    lengths = {
        "what": MOST_WHAT,
        "amount_words": MOST_SHORT,
        "who": MOST_SHORT,
        "cost_words": MOST_SHORT,
        "place": MOST_SHORT,
        "ask_whom": MOST_SHORT,
        "how": MOST_TEXT,
        "reason": MOST_TEXT,
        "stop_if": MOST_TEXT,
        "note": MOST_TEXT,
    }
    for name, most in lengths.items():
        if len(getattr(words, name)) > most:
            found[name] = "too-long"
    numbers = {"amount": MOST_AMOUNT, "times_a_week": MOST_TIMES_A_WEEK, "minutes": MOST_MINUTES}
    for name, top in numbers.items():
        value = getattr(words, name)
        if value is not None and not 1 <= value <= top:
            found[name] = "out-of-range"
    if words.amount is not None and words.unit is None:
        found["unit"] = "missing"
    found |= _range_problems(words)
    if words.whose is Whose.SOMEONE_ELSE and not words.who:
        found["who"] = "missing"
    if len(words.grown_from) > MOST_SOURCES:
        found["grown_from"] = "too-many"
    return found


def _range_problems(words: StepWords) -> dict[str, str]:
    least, most, amount = words.least, words.most, words.amount
    if least is None and most is None:
        return {}
    if amount is None:
        return {"least": "without-amount"}
    found = {}
    if least is not None and not 0 <= least <= amount:
        found["least"] = "not-under-amount"
    if most is not None and not amount <= most <= MOST_AMOUNT:
        found["most"] = "not-over-amount"
    return found


def written_by(words: StepWords, *, side: Side, agreed: StepWords | None) -> StepWords:
    """The words as ``side`` may write them; raises ``NotWords`` for words that cannot stand."""
    kept = by_person(words, agreed) if side is Side.PERSON else words
    wrong = problems(kept)
    if wrong:
        raise NotWords(wrong)
    return kept
