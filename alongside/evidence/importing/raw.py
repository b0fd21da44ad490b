"""One record as a reader of one format hands it on: its fields in order, not yet understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from alongside.evidence.importing.encoding import LONGEST_FIELD
from alongside.evidence.importing.records import Kind, Notice

#: Of a record's own text so much is kept beside its fields.
LONGEST_RAW: Final = 2_000_000


@dataclass(slots=True)
class RawField:
    """A tag (or a column) with its value as written, from a line."""

    tag: str
    pieces: list[str]
    line: int
    size: int = 0

    @property
    def value(self) -> str:
        return "\n".join(self.pieces).strip()


@dataclass(slots=True)
class RawRecord:
    """``number`` counts the records of the file from 1, ``line`` is where it begins."""

    number: int
    line: int
    fields: list[RawField] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    text_size: int = 0
    notices: list[Notice] = field(default_factory=list)

    def add(self, tag: str, value: str, line: int, cut: int = 0) -> None:
        """A new field. ``cut`` letters of its value were left out already."""
        self.fields.append(RawField(tag, [], line))
        self.more(value, cut)

    def more(self, value: str, cut: int = 0) -> None:
        """A further line of the last field. What is too much of it is left out, and that is said."""
        last = self.fields[-1]
        room = max(0, LONGEST_FIELD - last.size)
        left_out = max(0, len(value) - room) + cut
        last.pieces.append(value[:room])
        last.size += len(value) + cut
        if left_out:
            self.notices = [one for one in self.notices if (one.code, one.line) != ("too-long", last.line)]
            said = f"{last.tag} has {last.size:,} letters; the first {LONGEST_FIELD:,} are kept."
            self.notices.append(Notice(Kind.TRUNCATED, "too-long", said, self.number, last.line, last.tag))

    def keep(self, text: str) -> None:
        """Keep a line of the file as it is written."""
        if self.text_size < LONGEST_RAW:
            self.text.append(text[: LONGEST_RAW - self.text_size])
            self.text_size += len(text)

    def notice(self, kind: Kind, code: str, what: str, *, line: int = 0, tag: str = "") -> None:
        self.notices.append(Notice(kind, code, what, self.number, line or self.line, tag))
