"""Both sides' answers to the same questions, side by side, and what each pair says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.care.measures import catalogue
from alongside.care.measures.models import Assessment, Occasion
from alongside.care.measures.rules.answer_storage import load_answers
from alongside.care.measures.rules.library import shipped
from alongside.care.measures.rules.side_answers import is_medicines, plain
from alongside.care.measures.rules.sides import Outcome, TwoSidedItem


@dataclass(frozen=True, slots=True)
class Pair:
    """One question with what each side said: a rating 0 to 8, a code of the medicines' three, or None where
    that side left it out. ``outcome`` is None unless both said something."""

    item: TwoSidedItem
    person: int | str | None
    professional: int | str | None
    outcome: Outcome | None
    note_wanted: bool


def pairs_of(occasion: Occasion, person: Assessment, professional: Assessment) -> list[Pair]:
    """The pairs of one occasion, in the order of the questions. Both assessments must be sent in."""
    mine, theirs = load_answers(person.answers), load_answers(professional.answers)
    return [
        pair_of(item, _value(mine.get(item.item, ())), _value(theirs.get(item.item, ())))
        for item in catalogue.two_sided().of(occasion.key)
    ]


def pair_of(item: TwoSidedItem, person: int | str | None, professional: int | str | None) -> Pair:
    """What two answers to one question say together."""
    tables = shipped().outcomes
    if is_medicines(item):
        both = isinstance(person, str) and isinstance(professional, str)
        outcome = tables.of_medicines(str(person), str(professional)) if both else None
        return Pair(item, person, professional, outcome, outcome is Outcome.SEE_DIFFERENTLY)
    if isinstance(person, int) and isinstance(professional, int):
        outcome = tables.of_ratings(person, professional)
        return Pair(item, person, professional, outcome, tables.note_wanted(person, professional))
    return Pair(item, person, professional, None, False)


def _value(values: Iterable[object]) -> int | str | None:
    return next((plain(value) for value in values), None)
