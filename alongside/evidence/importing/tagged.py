"""Files of tagged lines: RIS, PubMed (NBIB), EndNote's ENW, Web of Science, the Cochrane Library.

One reader for all of them: a dialect says how a tag looks, what begins a record and what ends it. What
stands in
no record is not lost: it is told with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from alongside.evidence.importing.encoding import Line
from alongside.evidence.importing.raw import RawRecord
from alongside.evidence.importing.records import Kind, Notice

Tell = Callable[[Notice], None]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one kind of file is tagged."""

    name: str
    tag: re.Pattern[str]
    begins: frozenset[str]  # tags that begin a record
    ends: frozenset[str] = frozenset()  # tags that end one
    blank_ends: bool = False  # an empty line ends a record
    indented: bool = False  # a continued line begins with a space
    header: re.Pattern[str] | None = None  # lines that belong to the file and say nothing


RIS: Final = Dialect(
    "RIS",
    # The Cochrane Library writes *DOI -*, with three letters and one space. Word makes the hyphen longer.
    re.compile(r"^\s{0,16}([A-Z][A-Z0-9](?=\s\s[-–—])|DOI(?= -))\s\s?[-–—](?:\s(.*)|\s*)$"),
    frozenset({"TY"}),
    frozenset({"ER"}),
)
#: Some programs write one space, or none: only where a file begins so, for *IL -6* is no tag.
LOOSE_RIS: Final = Dialect(
    "RIS", re.compile(r"^\s{0,3}([A-Z][A-Z0-9])\s{0,4}-(?:\s(.*)|\s*)$"), frozenset({"TY"}), frozenset({"ER"})
)
NBIB: Final = Dialect(
    "PubMed",
    re.compile(r"^([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)$"),
    frozenset({"PMID"}),
    blank_ends=True,
    indented=True,
)
ENW: Final = Dialect(
    "EndNote", re.compile(r"^%([0-9A-Z@!#$&\]\[(+^>=~?|])(?:\s(.*)|)$"), frozenset({"0"}), blank_ends=True
)
WOS: Final = Dialect(
    "Web of Science",
    re.compile(r"^([A-Z][A-Z0-9])(?: (.*)|)$"),
    frozenset({"PT"}),
    frozenset({"ER"}),
    indented=True,
    header=re.compile(r"^(?:FN|VR|EF)(?: |$)"),
)
COCHRANE: Final = Dialect(
    "Cochrane Library",
    re.compile(r"^([A-Z]{2,4}): ?(.*)$"),
    frozenset({"ID"}),
    blank_ends=True,
    header=re.compile(r"^Record #\d+ of \d+"),
)
OVID: Final = Dialect(
    "Ovid", re.compile(r"^([A-Z][A-Z0-9]) {1,3}- (.*)$"), frozenset({"UI", "VN", "DB"}), indented=True,
    header=re.compile(r"^<\d+>\s*$"), blank_ends=True,
)  # fmt: skip
#: The abstract goes on in lines of its own: only what RefWorks has is a tag.
REFWORKS: Final = Dialect(
    "RefWorks",
    re.compile(
        r"^(RT|SR|ID|A[1-6BDNV]|T[1-3]|J[FO]|YR|FD|VO|IS|SP|OP|K1|NO|PB|PP|ED|SN|L[AK]|CL|SF|OT|DO|CN|DB|DS|IP|RD|RP|"
        r"ST|U[1-5L]|W[PTV]|OL|PM)(?: (.*)|)$"
    ),
    frozenset({"RT"}),
    blank_ends=True,
)

#: *12.* before a record, in some exports.
NUMBERING: Final = re.compile(r"^\s*(?:\d+\.|<\d+>)\s*$")


class Tagged:
    """Reads the lines of one file in one dialect, one record at a time."""

    def __init__(self, dialect: Dialect, tell: Tell) -> None:
        self.dialect = dialect
        self.tell = tell
        self.number = 0
        self.open: RawRecord | None = None
        self.closed: RawRecord | None = None
        self.seen: set[str] = set()
        self.stray: list[
            tuple[str, str, Line]
        ] = []  # tags after the end of a record: its own, or the next one's
        self.gap = False  # an empty line, after which a title that was there already begins another record
        self.numberings: list[int] = []

    def read(self, lines: Iterator[Line]) -> Iterator[RawRecord]:
        """The records. One is handed on when the next begins: what stands after its end may still be its
        own."""
        for line in lines:
            yield from self.one(line)
        if self.open is not None and self.dialect.ends:
            self.open.notice(Kind.DOUBTFUL, "no-end", "The record has no end: the file may be cut short.")
        self.give_stray()
        for record in (self.closed, self.open):
            if record is not None:
                yield record
        if self.numberings:
            said = f"{len(self.numberings)} lines that only number the records are left out."
            self.tell(Notice(Kind.DROPPED, "numbering", said, line=self.numberings[0]))

    def one(self, line: Line) -> Iterator[RawRecord]:
        if self.dialect.header and self.dialect.header.match(line.text):
            return
        if not line.text.strip():
            self.blank()
            return
        found = self.dialect.tag.match(line.text)
        if found is None or (self.dialect.indented and line.text[0].isspace()):
            self.untagged(line)
            return
        tag, value = found[1], found[2] or ""
        if tag in self.dialect.ends:
            yield from self.end(line)
        elif self.is_new(tag):
            yield from self.begin(tag, value, line)
        else:
            yield from self.tagged(tag, value, line)

    def is_new(self, tag: str) -> bool:
        """Whether a tag begins a record: always, or not before it was seen in this one, or after an empty
        line."""
        if tag in self.dialect.begins:
            return self.open is None or tag in self.seen or len(self.dialect.begins) == 1
        return self.gap and tag in TITLES and tag in self.seen

    def begin(self, tag: str, value: str, line: Line) -> Iterator[RawRecord]:
        self.give_stray()
        if self.open is not None:
            if self.dialect.ends:
                said = f"The record has no end (ER): the next one begins at line {line.number}."
                self.open.notice(Kind.CHANGED, "no-end", said, line=line.number)
            yield self.open
        if self.closed is not None:
            yield self.closed
            self.closed = None
        self.number += 1
        self.open = RawRecord(self.number, line.number)
        self.seen = {tag}
        self.gap = False
        self.open.keep(line.text)
        self.open.add(tag, value, line.number, line.cut)

    def tagged(self, tag: str, value: str, line: Line) -> Iterator[RawRecord]:
        if self.open is None:
            if self.dialect.ends and tag not in STARTERS:
                self.stray.append((tag, value, line))
                return
            stray, self.stray = self.stray, []
            first = (*stray, (tag, value, line))[0]
            yield from self.begin(*first)
            said = f"The record does not begin with {' or '.join(sorted(self.dialect.begins))}."
            self.open_one.notice(Kind.CHANGED, "no-beginning", said, line=first[2].number, tag=first[0])
            for other in (*stray[1:], *([(tag, value, line)] if stray else [])):
                self.add(*other)
            return
        self.add(tag, value, line)

    @property
    def open_one(self) -> RawRecord:
        if self.open is None:
            raise LookupError("no record is open")
        return self.open

    def add(self, tag: str, value: str, line: Line) -> None:
        record = self.open_one
        self.seen.add(tag)
        self.gap = False
        record.keep(line.text)
        record.add(tag, value, line.number, line.cut)

    def give_stray(self) -> None:
        """Tags between the end of a record and the next beginning belong to the one that has ended."""
        for tag, value, line in self.stray:
            if self.closed is None:
                self.tell(
                    Notice(
                        Kind.DROPPED,
                        "outside",
                        f"{tag} stands in no record; it is left out.",
                        line=line.number,
                        tag=tag,
                    )
                )
                continue
            said = f"{tag} stands after the end of the record; it is taken as its own."
            self.closed.notice(Kind.CHANGED, "after-end", said, line=line.number, tag=tag)
            self.closed.keep(line.text)
            self.closed.add(tag, value, line.number, line.cut)
        self.stray = []

    def untagged(self, line: Line) -> None:
        if self.open is not None:
            self.open.keep(line.text)
            if self.open.fields:
                self.open.more(line.text.strip(), line.cut)
            return
        if NUMBERING.match(line.text):
            self.numberings.append(line.number)
            return
        said = f"A line that belongs to no record is left out: “{line.text.strip()[:80]}”."
        self.tell(Notice(Kind.DROPPED, "outside", said, line=line.number))

    def blank(self) -> None:
        if self.open is None:
            return
        self.gap = self.dialect.blank_ends
        self.open.keep("")

    def end(self, line: Line) -> Iterator[RawRecord]:
        if self.open is None and self.stray:
            stray, self.stray = self.stray, []
            yield from self.begin(*stray[0])
            for other in stray[1:]:
                self.add(*other)
        if self.open is None:
            said = "An end (ER) without a record is left out."
            self.tell(Notice(Kind.DROPPED, "end-alone", said, line=line.number))
            return
        if line.text.strip():
            self.open.keep(line.text)
        self.closed, self.open = self.open, None


TITLES: Final = frozenset({"TI", "T"})
#: A tag that begins a record whose own beginning is missing.
STARTERS: Final = frozenset({"TI", "T1", "AU", "A1", "AB", "N2", "ID", "JF", "T2", "PY", "Y1"})
