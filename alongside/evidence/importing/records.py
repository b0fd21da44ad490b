"""One source record, as it came and as it is understood. Plain data: no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

NO_TEXT: Final = ""


class Kind(StrEnum):
    """What sort of thing a notice tells."""

    DROPPED = "dropped"  # something in the file is in no record
    TRUNCATED = "truncated"  # a field was cut; the record says how long it was
    CHANGED = "changed"  # a value was understood other than as written; the raw value is kept
    DOUBTFUL = "doubtful"  # a value is kept, and may not mean what its field says
    TOLD = "told"  # worth knowing: which encoding, which format


@dataclass(frozen=True, slots=True)
class Notice:
    """A line that says what happened to a part of a file, and why.

    ``record`` counts the records of the file from 1, ``line`` its lines from 1; 0 is the file as a whole.
    ``what`` is one English sentence; ``code`` is the same as a stable word, for translation.
    """

    kind: Kind
    code: str
    what: str
    record: int = 0
    line: int = 0
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands: the name of its file, its number there and its first line, both from 1."""

    file: str
    number: int
    line: int


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A record as one database exported it. ``raw`` and ``raw_text`` are kept for ever; the rest is
    understood.

    ``id`` is what the file calls the record (empty where it has no name for it; not always unique).
    ``raw`` holds every field as written: tag or column to its values, in order. Empty text means *not there*.
    ``label`` is a decision that the file brought along (ASReview, Rayyan): included or not, or None.
    """

    position: Position
    id: str = NO_TEXT
    type: str = NO_TEXT
    title: str = NO_TEXT
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str = NO_TEXT
    volume: str = NO_TEXT
    issue: str = NO_TEXT
    pages: str = NO_TEXT
    doi: str = NO_TEXT
    pmid: str = NO_TEXT
    issn: str = NO_TEXT
    abstract: str = NO_TEXT
    keywords: tuple[str, ...] = ()
    language: str = NO_TEXT
    url: str = NO_TEXT
    label: bool | None = None
    raw: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    raw_text: str = NO_TEXT
    notices: tuple[Notice, ...] = ()


#: The fields that reading understands, in the order in which they are shown and written.
UNDERSTOOD: Final = (
    "id", "type", "title", "authors", "year", "journal", "volume", "issue", "pages", "doi", "pmid", "issn",
    "abstract", "keywords", "language", "url", "label",
)  # fmt: skip
