"""What can be wrong with an answer, and the one kind sentence the person reads about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


def N_(text: str) -> str:
    """Mark a sentence for translation where it stands; who shows it translates it."""
    return text


class ProblemCode(StrEnum):
    """What can be wrong with an answer."""

    REQUIRED = "required"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    TOO_FINE = "too_fine"
    NOT_A_DATE = "not_a_date"
    NOT_YES_OR_NO = "not_yes_or_no"
    TOO_SMALL = "too_small"
    TOO_BIG = "too_big"
    OUT_OF_RANGE = "out_of_range"
    NOT_OFFERED = "not_offered"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    ONE_ONLY = "one_only"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    BY_ITSELF = "by_itself"
    BAD_CHARACTER = "bad_character"
    NOT_ASKED_HERE = "not_asked_here"


SENTENCES: dict[ProblemCode, str] = {
    ProblemCode.REQUIRED: N_("Please answer this one."),
    ProblemCode.NOT_A_NUMBER: N_("Please write a number, like 3."),
    ProblemCode.NOT_WHOLE: N_("Please write a whole number, like 3."),
    ProblemCode.TOO_FINE: N_("Please write fewer digits after the point: %(most)s at most."),
    ProblemCode.NOT_A_DATE: N_("Please write a day that there is, like 31 3 2026."),
    ProblemCode.NOT_YES_OR_NO: N_("Please choose yes or no."),
    ProblemCode.TOO_SMALL: N_("Please give %(minimum)s or more."),
    ProblemCode.TOO_BIG: N_("Please give %(maximum)s or less."),
    ProblemCode.OUT_OF_RANGE: N_("Please give an answer from %(minimum)s to %(maximum)s."),
    ProblemCode.NOT_OFFERED: N_("Please choose one of the answers shown."),
    ProblemCode.TOO_LONG: N_("Please make this shorter. It has %(length)s letters, and %(most)s fit."),
    ProblemCode.TOO_SHORT: N_("Please write a little more: at least %(fewest)s letters."),
    ProblemCode.ONE_ONLY: N_("Please give one answer only."),
    ProblemCode.TOO_FEW: N_("Please give at least %(fewest)s answers."),
    ProblemCode.TOO_MANY: N_("Please give at most %(most)s answers."),
    ProblemCode.BY_ITSELF: N_("“%(option)s” goes by itself. Please choose it alone, or leave it out."),
    ProblemCode.BAD_CHARACTER: N_("This holds a sign that we cannot keep. Please write it again."),
    ProblemCode.NOT_ASKED_HERE: N_("This question is not part of these questions."),
}


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One thing wrong with one item. Show `gettext(problem.sentence) % problem.details`."""

    link_id: str
    code: ProblemCode
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The English sentence with its named placeholders: what is translated."""
        return SENTENCES[self.code]

    def __str__(self) -> str:
        return self.sentence % dict(self.details)
