"""Two records side by side: which fields differ, and where in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from alongside.evidence.dedupe.best import plainly
from alongside.evidence.importing.records import SourceRecord

#: A piece of text, and whether the other record has it not.
Mark = tuple[str, bool]

SHOWN: Final = (
    "title", "authors", "year", "journal", "volume", "issue", "pages", "doi", "pmid", "type", "language",
        "abstract", "keywords",
)  # fmt: skip
WORD: Final = re.compile(r"\s*\S+")
#: Longer texts are compared over so many words only: it is a page for the eye.
WORDS_MARKED: Final = 600


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field of two records: how each says it, and whether that is the same.

    ``same`` is None where one of them does not say it. ``first_marks`` and ``second_marks`` are the two
    texts in
    pieces; put together they are the texts.
    """

    field: str
    first: str
    second: str
    same: bool | None
    first_marks: tuple[Mark, ...]
    second_marks: tuple[Mark, ...]


def differences(first: SourceRecord, second: SourceRecord) -> tuple[FieldDifference, ...]:
    """The fields that one of the two says at least, in the order in which they are shown."""
    return tuple(
        one_field(field, first, second) for field in SHOWN if text(first, field) or text(second, field)
    )


def one_field(field: str, first: SourceRecord, second: SourceRecord) -> FieldDifference:
    mine, theirs = text(first, field), text(second, field)
    plain = plainly(field)
    same = None if not mine or not theirs else plain(first) == plain(second)
    first_marks, second_marks = marked(mine, theirs)
    return FieldDifference(field, mine, theirs, same, first_marks, second_marks)


def text(record: SourceRecord, field: str) -> str:
    value = getattr(record, field)
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


def marked(mine: str, theirs: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Both texts in pieces, those marked that the other has not, word by word."""
    one, two = WORD.findall(mine)[:WORDS_MARKED], WORD.findall(theirs)[:WORDS_MARKED]
    matcher = SequenceMatcher(
        a=[word.strip().casefold() for word in one],
        b=[word.strip().casefold() for word in two],
        autojunk=False,
    )
    first: list[Mark] = []
    second: list[Mark] = []
    for what, begin, end, other_begin, other_end in matcher.get_opcodes():
        if begin < end:
            first.append(("".join(one[begin:end]), what != "equal"))
        if other_begin < other_end:
            second.append(("".join(two[other_begin:other_end]), what != "equal"))
    rest, other_rest = mine[sum(map(len, one)) :], theirs[sum(map(len, two)) :]
    first.extend([(rest, False)] if rest else [])
    second.extend([(other_rest, False)] if other_rest else [])
    return tuple(first), tuple(second)
