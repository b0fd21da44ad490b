"""Reading a file of records: which format it is, in which encoding, and one record after the other."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Final

from alongside.evidence.importing import bibtex, cleaning, looks, ours, tables, tagged, tags, xml
from alongside.evidence.importing.encoding import LONGEST_FIELD, Encoding, Line, encoding_of, lines, opened
from alongside.evidence.importing.faults import NotReadable
from alongside.evidence.importing.raw import RawRecord
from alongside.evidence.importing.records import Kind, Notice, SourceRecord
from alongside.evidence.importing.understanding import Format, understood


class FileFormat(StrEnum):
    RIS = "RIS"
    NBIB = "PubMed (NBIB)"
    ENW = "EndNote (ENW)"
    WOS = "Web of Science"
    COCHRANE = "Cochrane Library"
    OVID = "Ovid"
    REFWORKS = "RefWorks"
    BIBTEX = "BibTeX"
    XML = "EndNote or PubMed XML"
    TABLE = "table (CSV, TSV)"
    XLSX = "table (XLSX)"
    JSON = "JSON"


DIALECTS: Final = {
    FileFormat.NBIB: tagged.NBIB,
    FileFormat.ENW: tagged.ENW,
    FileFormat.WOS: tagged.WOS,
    FileFormat.COCHRANE: tagged.COCHRANE,
    FileFormat.OVID: tagged.OVID,
    FileFormat.REFWORKS: tagged.REFWORKS,
}
TABLE_FORM: Final = Format(tags.TABLE, columns=True)
FORMS: Final = {
    FileFormat.RIS: Format(tags.RIS),
    FileFormat.NBIB: Format(tags.NBIB),
    FileFormat.ENW: Format(tags.ENW),
    FileFormat.WOS: Format(tags.WOS),
    FileFormat.COCHRANE: Format(tags.COCHRANE),
    FileFormat.OVID: Format(tags.OVID),
    FileFormat.REFWORKS: Format(tags.REFWORKS),
    FileFormat.BIBTEX: Format(tags.BIBTEX, clean=lambda text: cleaning.plain(bibtex.from_latex(text))),
    FileFormat.XML: Format(tags.XML),
    FileFormat.TABLE: TABLE_FORM,
    FileFormat.XLSX: TABLE_FORM,
}
HEAD: Final = 60
LINES_A_LOOK: Final = 500
#: What begins a line in one format and hardly in another, in the order in which it is looked for.
SIGNS: Final = (
    (FileFormat.RIS, re.compile(r"^\s{0,16}TY\s{0,4}[-–—]")),
    (FileFormat.NBIB, re.compile(r"^PMID ?- ?\d")),
    (FileFormat.COCHRANE, re.compile(r"^Record #\d+ of \d+")),
    (FileFormat.WOS, re.compile(r"^(?:FN (?:Clarivate|Thomson|ISI)|PT (?:[A-Z]|Journal|Book)\s*$|VR 1)")),
    (FileFormat.REFWORKS, re.compile(r"^RT [A-Z][a-z]")),
    (FileFormat.BIBTEX, re.compile(r"^\s*@\s*(?!comment)[A-Za-z]+\s*[{(]", re.IGNORECASE)),
    (FileFormat.ENW, re.compile(r"^%[0AT] ")),
    (FileFormat.OVID, re.compile(r"^(?:UI|VN|AN) {1,3}- ")),
    (FileFormat.RIS, re.compile(r"^(?:T1|TI|A1|AU)  - ")),
)
NOT_EXPORTS: Final = (
    (b"%PDF", "The file is a PDF, not an export of records."),
    (b"\xd0\xcf\x11\xe0", "The file is an old Excel or Word file (XLS, DOC)."),
    (b"{\\rtf", "The file is a text document (RTF)."),
    (b"\x1f\x8b", "The file is compressed (gzip)."),
    (b"Rar!", "The file is compressed (RAR)."),
    (b"7z\xbc\xaf", "The file is compressed (7z)."),
    (b"BZh", "The file is compressed (bzip2)."),
    (b"\xfd7zXZ", "The file is compressed (xz)."),
    (b"\x89PNG", "The file is a picture."),
    (b"\xff\xd8\xff", "The file is a picture."),
    (b"SQLite format 3", "The file is a database, not an export of records."),
)
WEB_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.{0,500}?-->)*<(?:!doctype html|html)", re.IGNORECASE | re.DOTALL
)
MENDS: Final = {
    "XLS": "Open it and save it as XLSX or CSV.",
    "compressed": "Unpack it first.",
    "PDF": "Export the records from the database as RIS, NBIB, CSV or XML.",
    "RTF": "Export the records again as plain text, RIS or CSV.",
}


class Reading:
    """The records of one file, to be gone through once; nothing of it is kept in memory.

    ``notices`` tells about the file: its encoding, and what stands in no record and why. It grows while
    reading.
    """

    def __init__(self, path: Path, called: str, file_format: FileFormat | None) -> None:
        self.path = path
        self.called = called
        self.notices: list[Notice] = []
        self.read = 0
        self._bytes = path.stat().st_size
        self._at = 0
        refuse(path, self._bytes)
        self.encoding_found = Encoding("", "as the file itself says")
        self.format = file_format or self._format_of()

    @property
    def encoding(self) -> str:
        return self.encoding_found.said

    @property
    def done(self) -> float:
        """Which part of the file has been read, 0 to 1."""
        return min(1.0, self._at / self._bytes) if self._bytes else 1.0

    def __iter__(self) -> Iterator[SourceRecord]:
        self.tell(Notice(Kind.TOLD, "format", f"Read as {self.format}, {self.encoding}."))
        if self.encoding_found.broken:
            said = f"{self.encoding_found.broken} bytes are not UTF-8; they are read as Windows-1252."
            self.tell(Notice(Kind.CHANGED, "encoding-mixed", said))
        seen: dict[str, int] = {}
        for record in self._understood():
            self.read += 1
            again = (
                seen.setdefault(record.id, record.position.number) if record.id else record.position.number
            )
            if again != record.position.number:
                said = f"Record {again} has the same id, “{record.id[:60]}”; both are kept."
                self.tell(Notice(Kind.TOLD, "id-twice", said, record.position.number, record.position.line))
            yield record
        self._at = self._bytes
        if not self.read:
            raise NotReadable(
                f"No record was found in the file, read as {self.format}.",
                "Is it the export, and is it complete?",
            )

    def tell(self, notice: Notice) -> None:
        self.notices.append(notice)

    def _format_of(self) -> FileFormat:
        with self.path.open("rb") as file:
            head = file.read(4096)
        if head.startswith(b"PK"):
            if known := looks.packed_as(head):
                raise NotReadable(*known)
            if self.path.suffix.lower() == ".zip" or (b"xl/" not in head and b"[Content_Types]" not in head):
                raise NotReadable("The file is compressed (ZIP).", MENDS["compressed"])
            return FileFormat.XLSX
        self.encoding_found = encoding_of(self.path)
        with self.path.open("rb") as file, opened(file, self.encoding_found) as text:
            first = [line.text.lstrip("\ufeff") for line in islice(lines(text), HEAD)]
        found = format_of(first)
        if found is FileFormat.TABLE and (known := looks.known_as(first)):
            raise NotReadable(*known)
        return found

    def _understood(self) -> Iterator[SourceRecord]:
        if self.format is FileFormat.XLSX:
            yield from self._as(tables.records(self._xlsx_rows(), known_column, self.tell))
        elif self.format is FileFormat.XML:
            yield from self._as(xml.read(self.path, self.tell))
        else:
            with ExitStack() as open_files:
                if not self.encoding_found.name:
                    self.encoding_found = encoding_of(self.path)
                file = open_files.enter_context(self.path.open("rb"))
                text = open_files.enter_context(opened(file, self.encoding_found))
                if self.format is FileFormat.JSON:
                    yield from ours.read_json(text, self.called, self.tell)
                else:
                    longest = tables.LONGEST_CELL if self.format is FileFormat.TABLE else LONGEST_FIELD
                    yield from self._as(self._raw(self._counted(lines(text, longest), file)))

    def _xlsx_rows(self) -> Iterator[tables.Row]:
        # Loading it takes longer than reading most files, so only who needs it does.
        rows: Iterator[tables.Row] = importlib.import_module("alongside.evidence.importing.xlsx").rows(
            self.path, self.tell
        )
        return rows

    def _counted(self, read: Iterator[Line], file: BinaryIO) -> Iterator[Line]:
        for line in read:
            if line.number % LINES_A_LOOK == 1:
                self._at = file.tell()
            yield line

    def _raw(self, read: Iterator[Line]) -> Iterator[RawRecord]:
        head = list(islice(read, HEAD))
        if head:
            head[0] = Line(1, head[0].text.lstrip("\ufeff"), head[0].cut)
        everything = chain(head, read)
        if self.format is FileFormat.TABLE:
            delimiter = tables.delimiter_of(header_first([line.text for line in head if line.text.strip()]))
            return tables.records(tables.csv_rows(everything, delimiter), known_column, self.tell)
        if self.format is FileFormat.BIBTEX:
            return bibtex.read(everything, self.tell)
        dialect = DIALECTS.get(self.format) or ris_dialect(head)
        return tagged.Tagged(dialect, self.tell).read(everything)

    def _as(self, records: Iterable[RawRecord]) -> Iterator[SourceRecord]:
        form = FORMS[self.format]
        for record in records:
            yield understood(record, self.called, form)


def read(path: Path, *, called: str = "", file_format: FileFormat | None = None) -> Reading:
    """The records of the file at ``path``, which people know as ``called``.

    The format is found from what the file holds, unless ``file_format`` says it. Raises NotReadable at
    once for
    what is no export at all, and while reading for what turns out to be broken beyond use.
    """
    return Reading(path, called or path.name, file_format)


def refuse(path: Path, size: int) -> None:
    if not size:
        raise NotReadable("The file is empty.", "Export the records again.")
    with path.open("rb") as file:
        head = file.read(2048)
    for sign, what in NOT_EXPORTS:
        if head.startswith(sign):
            mend = next(
                (mend for word, mend in MENDS.items() if word in what), "Export the records as RIS or CSV."
            )
            raise NotReadable(what, mend)
    if WEB_PAGE.match(head):
        raise NotReadable(
            "The file is a web page, not an export of records.",
            "Databases send one when you are no longer signed in: sign in and export again.",
        )
    if head.count(0) > len(head) * 0.7:
        raise NotReadable("The file holds no text.", "Export the records again.")


def format_of(head: list[str]) -> FileFormat:
    """The format of a text file, from its first lines."""
    begin = next((line.strip() for line in head if line.strip()), "")
    if begin.startswith("<?xml") or re.match(r"<(?:xml|records|PubmedArticleSet|!DOCTYPE Pubmed)", begin):
        return FileFormat.XML
    if begin.startswith(("[{", "{")) or begin == "[":
        return FileFormat.JSON
    for found, sign in SIGNS:
        if any(sign.match(line) for line in head):
            return found
    return FileFormat.TABLE


def ris_dialect(head: list[Line]) -> tagged.Dialect:
    strict = any(tagged.RIS.tag.match(line.text) for line in head)
    return tagged.RIS if strict else tagged.LOOSE_RIS


def header_first(head: list[str]) -> list[str]:
    """``head`` from the line on that names most columns."""
    best = max(range(len(head)), key=lambda at: (named_columns(head[at]), -at), default=0)
    return head[best:]


def named_columns(line: str) -> int:
    return max(
        sum(known_column(cell.strip(' "')) for cell in line[: tables.LONGEST_HEADER].split(delimiter))
        for delimiter in tables.DELIMITERS
    )


def known_column(name: str) -> bool:
    return tables.plain_name(name[: tables.LONGEST_NAME].replace("\ufeff", "")) in tags.KNOWN_COLUMNS
