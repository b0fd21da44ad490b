"""One page of a check as it is shown now: which lines, with which words, for which side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.care.measures import catalogue
from alongside.care.measures.forms import Ask, Sheet
from alongside.care.measures.models import Assessment
from alongside.care.measures.rules.answers import enabled, read_answers
from alongside.care.measures.rules.library import Instrument
from alongside.care.measures.rules.paging import Page, pages_of
from alongside.care.measures.rules.questionnaire import Item, ItemType
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership.definitions_said import in_words


@dataclass(frozen=True, slots=True)
class Layout:
    """A check for one side: its pages, and which items are asked for the answers so far."""

    instrument: Instrument
    side: Side
    name: str
    pages: tuple[Page, ...]
    asked: frozenset[str]

    def sheet(self, number: int) -> Sheet:
        """The lines of page ``number``, counted from 1."""
        numbers = {item.link_id: at for at, item in enumerate(self.instrument.questionnaire.walk())}
        shown = [
            item for item in self.pages[number - 1] if item.link_id in self.asked and not self._is_label(item)
        ]
        return Sheet([self._ask(item.link_id, numbers[item.link_id]) for item in shown])

    def _is_label(self, item: Item) -> bool:
        """Words inside a question (a scale's ends, a help): they are shown with it."""
        index = self.instrument.questionnaire.index
        return item.type is ItemType.DISPLAY and len(item.path) > 1 and index[item.path[-2]].is_question

    def _ask(self, link_id: str, number: int) -> Ask:
        item = self.instrument.questionnaire.index[link_id]
        two_sided = catalogue.two_sided().find(self.instrument.id, link_id)
        label = in_words(item.text)
        if self.side is Side.PROFESSIONAL and two_sided is not None:
            label = in_words(two_sided.professional) % {"name": self.name}
        return Ask(item, number, two_sided, f"{item.prefix} {label}".strip())

    def is_empty(self, number: int) -> bool:
        """Whether page ``number`` asks nothing for these answers."""
        return not any(item.is_question and item.link_id in self.asked for item in self.pages[number - 1])

    def following(self, number: int) -> int | None:
        """The next page that asks something; None at the end."""
        later = range(number + 1, len(self.pages) + 1)
        return next((page for page in later if not self.is_empty(page)), None)

    def preceding(self, number: int) -> int | None:
        """The page before that asks something; None at the start."""
        return next((page for page in range(number - 1, 0, -1) if not self.is_empty(page)), None)

    def page_of(self, link_id: str) -> int:
        """The page on which an item is asked."""
        return next(
            (number for number, page in enumerate(self.pages, 1) if any(i.link_id == link_id for i in page)),
            1,
        )

    def place(self, number: int) -> tuple[int, int]:
        """Which page this is of how many, as the answers so far have it."""
        asked = [page for page in range(1, len(self.pages) + 1) if not self.is_empty(page)]
        return (asked.index(number) + 1 if number in asked else 1, max(len(asked), 1))


def layout(instrument: Instrument, side: Side, draft: Assessment | None, name: str) -> Layout:
    """How ``instrument`` is laid out for ``side``, given what ``draft`` holds. ``name``: the person's."""
    pages = pages_of(instrument.questionnaire)
    if side is Side.PROFESSIONAL:
        theirs = frozenset(item.item for item in catalogue.two_sided().of(instrument.id))
        only = tuple(tuple(item for item in page if item.link_id in theirs) for page in pages)
        return Layout(instrument, side, name, tuple(page for page in only if page), theirs)
    typed: Mapping[str, Sequence[str]] = draft.typed if draft is not None else {}
    reading = read_answers(instrument.questionnaire, typed, complete=False)
    answers = {**reading.set_aside, **reading.answers}
    return Layout(instrument, side, name, pages, enabled(instrument.questionnaire, answers))
