"""What one side sends in for one instrument: read, with the professional held to what they may rate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .answer_problems import AnswerProblem, ProblemCode
from .answers import Progress, Reading, read_answers
from .library import Instrument
from .questionnaire import ItemType
from .sides import TwoSided, TwoSidedItem
from .sight import Side
from .values import Coding

MOST_WORDS = 2_000
MOST_KEPT = 200_000
"""Characters of one draft, all answers together."""


@dataclass(frozen=True, slots=True)
class SideReading:
    """What became of it. `reasons_missing`: items whose answer needs its reason; `too_long`: whose words are
    too many."""

    reading: Reading
    reasons_missing: tuple[str, ...] = ()
    too_long: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.reading.is_sound and not self.reasons_missing and not self.too_long

    @property
    def is_empty(self) -> bool:
        """Whether not one question is answered."""
        return not self.reading.answers


def read_side(
    instrument: Instrument,
    two_sided: TwoSided,
    side: Side,
    sent: Mapping[str, Sequence[str]],
    words: Mapping[str, str],
    *,
    complete: bool,
) -> SideReading:
    """Read texts as a form posts them (see `answers.read_answers`) and the words beside them, by linkId.

    A professional's answer to anything that is not theirs to rate is a problem of its own.
    """
    if side is Side.PERSON:
        reading = read_answers(instrument.questionnaire, sent, complete=complete)
        missing: tuple[str, ...] = ()
    else:
        reading, missing = _professional(instrument, two_sided, sent, words, complete)
    too_long = tuple(key for key, text in words.items() if len(text) > MOST_WORDS)
    return SideReading(reading, missing, too_long)


def _professional(
    instrument: Instrument,
    two_sided: TwoSided,
    sent: Mapping[str, Sequence[str]],
    words: Mapping[str, str],
    complete: bool,
) -> tuple[Reading, tuple[str, ...]]:
    theirs = {item.item: item for item in two_sided.of(instrument.id)}
    reading = read_answers(
        instrument.questionnaire, {key: texts for key, texts in sent.items() if key in theirs}, complete=False
    )
    foreign = {
        key: AnswerProblem(key, ProblemCode.NOT_ASKED_HERE)
        for key, texts in sent.items()
        if key not in theirs and any(text.strip() for text in texts)
    }
    reading = replace(
        reading,
        problems={**reading.problems, **foreign},
        progress=Progress(answered=len(reading.answers), asked=len(theirs)),
    )
    missing = tuple(
        key
        for key, item in theirs.items()
        if complete and item.reason_required and reading.answers.get(key) and not words.get(key, "").strip()
    )
    return reading, missing


def has_free_text(instrument: Instrument, reading: Reading, words: Mapping[str, str]) -> bool:
    """Whether somebody wrote in their own words: a text, an answer that was not offered, words beside one."""
    if any(text.strip() for text in words.values()):
        return True
    for link_id, values in reading.answers.items():
        item = instrument.questionnaire.find(link_id)
        if item is None:
            continue
        if item.type in (ItemType.TEXT, ItemType.STRING) and not item.has_options:
            return True
        if item.type is ItemType.OPEN_CHOICE and any(
            isinstance(value, str) and not any(option.value == value for option in item.options)
            for value in values
        ):
            return True
    return False


def plain(value: object) -> int | str | None:
    """A two-sided answer as the tables know it: a rating, or the code of a choice."""
    if isinstance(value, Coding):
        return value.code
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def is_medicines(item: TwoSidedItem) -> bool:
    """Whether both answer *too little, about right, too much*."""
    return item.answers == "medicines"
