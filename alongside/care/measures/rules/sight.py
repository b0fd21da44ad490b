"""What of one side's answers somebody may read: the one place that decides it.

    sight(answered_by=..., done=..., mine=..., reader=..., ...)  ->  Sight

In order: a draft is its author's alone. What is my own I may read. The person reads the professional's
answers once both are in. A professional of the team reads what another professional answered at once; of the
person's answers, what only one side answers at once, and what both sides answer once both are in. A rating
of the partnership is read only by whom the person chose, whatever else holds.
"""

from enum import StrEnum

from alongside.care.partnership.rules.side import Side

from .sides import Audience, Reader, may_read

__all__ = ["Side", "Sight", "sight"]


class Sight(StrEnum):
    """How much may be read, or why nothing."""

    ALL = "all"
    ONE_SIDED = "one-sided"  # all but what both sides answer
    NOT_SENT = "not-sent"
    NOT_BOTH = "not-both"
    PERSONS_CHOICE = "persons-choice"


def sight(
    *,
    answered_by: Side,
    sent: bool,
    mine: bool,
    i_am: Side,
    both_in: bool,
    two_sided: bool,
    persons_choice: bool,
    audience: Audience,
    reader: Reader,
) -> Sight:
    """`mine`: I answered it, or it is a draft that I write.

    `two_sided`: the professional answers at least one of its questions too. `reader` is what I am to the
    person's choice; it counts for professionals only.
    """
    if mine:
        return Sight.ALL
    if not sent:
        return Sight.NOT_SENT
    if answered_by is Side.PROFESSIONAL:
        if i_am is Side.PROFESSIONAL or both_in:
            return Sight.ALL
        return Sight.NOT_BOTH
    if i_am is Side.PERSON:
        return Sight.ALL
    if persons_choice and not may_read(audience, reader):
        return Sight.PERSONS_CHOICE
    if not two_sided or both_in:
        return Sight.ALL
    return Sight.NOT_BOTH if persons_choice else Sight.ONE_SIDED
