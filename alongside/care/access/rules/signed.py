"""What the definitions of this room share beyond what every signed definition has: where they lie, a page of
words, and the one blank that words may have.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from alongside.care.partnership.rules.signed import (
    ALL_CLEAR,
    DefinitionInvalid,
    Problem,
    Signed,
    Source,
    Table,
    all_clear_phrases,
    definition,
    fingerprint,
    note_repeats,
    parse,
    read_signed,
)

__all__ = [
    "ALL_CLEAR",
    "DEFINITIONS",
    "DefinitionInvalid",
    "Problem",
    "Signed",
    "Source",
    "Table",
    "Words",
    "all_clear_phrases",
    "definition",
    "fingerprint",
    "note_blanks",
    "note_repeats",
    "parse",
    "read_signed",
    "read_words",
]

DEFINITIONS = Path(__file__).resolve().parent.parent / "definitions"


@dataclass(frozen=True)
class Words:
    """A page of words: its title and its paragraphs."""

    title: str
    text: tuple[str, ...]


def read_words(table: Table) -> Words:
    """A title and its paragraphs."""
    words = Words(table.text("title"), table.texts("text"))
    note_blanks(table, (words.title, *words.text))
    table.close()
    return words


def note_blanks(table: Table, texts: Iterable[str]) -> None:
    """Only `{hospital}` can be filled in; any other placeholder would be read by a frightened person as it
    stands.
    """
    for text in texts:
        try:
            blanks = {blank for _, blank, _, _ in string.Formatter().parse(text) if blank is not None}
        except ValueError:
            table.note("", f"has a brace that is not closed in “{text}”")
            continue
        for blank in sorted(blanks - {"hospital"}):
            table.note("", f"has {{{blank}}}, which nothing fills in")
