"""Put one side's answer to a wording. The rooms' actions call it, holding the row that the wording words."""

from __future__ import annotations

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Wording
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.authority import Relation
from alongside.care.partnership.rules.side import Side

MOST_WHY = 2_000  # characters


class Changed(Exception):
    """Newer words were written since the page was shown: they are read before anything is agreed."""


class TooLong(ValueError):
    """A reason of more than ``MOST_WHY`` characters: kept in the form, refused, never cut."""


def side_of(relation: Relation) -> Side:
    return Side.PERSON if relation is Relation.PERSON else Side.PROFESSIONAL


def answer(
    wording: Wording, *, newest: int, side: Side, by: Account, says: Answer, why: str = ""
) -> Standing:
    """Write down what ``side`` says to ``wording``, and where both stand with it now.

    ``newest`` is the number of the newest wording, read while the thing it words is locked. Raises
    ``Changed`` where ``wording`` is an older one, ``TooLong`` for a ``why`` that does not fit.
    """
    if wording.number != newest:
        raise Changed(str(wording))
    if len(why) > MOST_WHY:
        raise TooLong(str(wording))
    now = clock.now()
    if side is Side.PERSON:
        wording.person_answer, wording.person_why, wording.person_answered_at = says.value, why, now
    else:
        wording.professional_answer, wording.professional_why = says.value, why
        wording.professional_answered_at, wording.professional = now, by
    stands = wording.standing
    if stands is not Standing.AGREED:
        wording.agreed_at = None
    elif wording.agreed_at is None:
        wording.agreed_at = now
    wording.save()
    return stands


def written(wording: Wording, *, side: Side, by: Account) -> Wording:
    """Fill in, before the first save, that its author says yes to their own words."""
    wording.author, wording.author_side = by, side.value
    if side is Side.PERSON:
        wording.person_answer, wording.person_answered_at = Answer.YES.value, wording.written_at
    else:
        wording.professional_answer, wording.professional_answered_at = Answer.YES.value, wording.written_at
        wording.professional = by
    return wording
