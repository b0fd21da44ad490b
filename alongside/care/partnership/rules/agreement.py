"""When two have agreed: pure, so that nothing is ever agreed by one side.

Problems, goals, decisions and steps are proposed by either side and changed by either. Each new wording asks
both again: whoever wrote it has said yes by writing it, and the other has not said anything yet.

    standing(Answer.YES, None)            ->  Standing.WAITS
    standing(Answer.YES, Answer.YES)      ->  Standing.AGREED
    standing(Answer.NOT_NOW, Answer.YES)  ->  Standing.NOT_NOW
"""

from __future__ import annotations

from enum import StrEnum

from alongside.care.partnership.rules.side import Side


class Answer(StrEnum):
    """What one side says to a wording. All four are ordinary; none needs a reason."""

    YES = "yes"
    NOT_NOW = "not-now"
    DIFFERENT = "different"  # I see it differently
    TALK = "talk"  # I'd like to talk about this


class Standing(StrEnum):
    """Where both stand with one wording."""

    WAITS = "waits"  # somebody has not said anything yet, and nobody has said no
    AGREED = "agreed"
    NOT_NOW = "not-now"
    DIFFERENT = "different"
    TALK = "talk"


_BEFORE_YES = (
    (Answer.DIFFERENT, Standing.DIFFERENT),
    (Answer.TALK, Standing.TALK),
    (Answer.NOT_NOW, Standing.NOT_NOW),
)


def standing(person: Answer | None, professional: Answer | None) -> Standing:
    """Where both stand. What keeps them apart counts before what one of them already said yes to."""
    for answer, stands in _BEFORE_YES:
        if answer in (person, professional):
            return stands
    if person is Answer.YES and professional is Answer.YES:
        return Standing.AGREED
    return Standing.WAITS


def waits_for(person: Answer | None, professional: Answer | None) -> frozenset[Side]:
    """Who has not said anything to these words yet."""
    said = {Side.PERSON: person, Side.PROFESSIONAL: professional}
    return frozenset(side for side, answer in said.items() if answer is None)
