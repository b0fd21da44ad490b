"""Writing records: RIS, CSV and JSON that come back as they were, through our reader and through others."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final, TextIO

from alongside.evidence.importing import tables
from alongside.evidence.importing.records import UNDERSTOOD, SourceRecord
from alongside.evidence.importing.tags import TYPES

LIST: Final = "; "
LABELS: Final = {True: "ASReview_relevant", False: "ASReview_irrelevant"}
YES_NO: Final = {True: "1", False: "0", None: ""}


def write_ris(records: Iterable[SourceRecord], to: TextIO) -> int:
    """Write ``records`` as RIS and say how many they were. A value is one line, as the format wants."""
    return _written(records, ris_pieces, to)


def ris_pieces(records: Iterable[SourceRecord]) -> Iterator[str]:
    """The text of a RIS file, a record at a time."""
    for record in records:
        lines = [f"{tag}  - {one_line(value)}\n" for tag, value in ris_lines(record) if value]
        yield "".join([*lines, "ER  - \n\n"])


def _written(
    records: Iterable[SourceRecord], pieces: Callable[[Iterable[SourceRecord]], Iterator[str]], to: TextIO
) -> int:
    many = 0

    def counted() -> Iterator[SourceRecord]:
        nonlocal many
        for record in records:
            many += 1
            yield record

    to.writelines(pieces(counted()))
    return many


def ris_lines(record: SourceRecord) -> list[tuple[str, str]]:
    first, dash, last = record.pages.partition("-")
    known = TYPES.get(record.type)
    return [
        ("TY", known or "GEN"),
        ("M3", "" if known else record.type),
        ("ID", record.id),
        ("TI", record.title),
        *(("AU", name) for name in record.authors),
        ("PY", "" if record.year is None else str(record.year)),
        ("T2", record.journal),
        ("VL", record.volume),
        ("IS", record.issue),
        ("SP", first if dash and last else record.pages),
        ("EP", last if dash else ""),
        ("DO", record.doi),
        ("SN", record.issn),
        ("AB", record.abstract),
        *(("KW", word) for word in record.keywords),
        ("LA", record.language),
        ("UR", record.url),
        ("AN", record.pmid),
        ("DB", "PubMed" if record.pmid else ""),
        ("N1", "" if record.label is None else LABELS[record.label]),
    ]


def write_csv(records: Iterable[SourceRecord], to: TextIO) -> int:
    """Write ``records`` as CSV, a column a field, lists parted by ``;``. Open ``to`` with ``newline=""``.

    What a spreadsheet would take for a formula has an apostrophe before it, as people write it there.
    """
    return _written(records, csv_pieces, to)


class _Said:
    """What csv writes into it, it gives back."""

    def write(self, text: str) -> str:
        return text


def csv_pieces(records: Iterable[SourceRecord]) -> Iterator[str]:
    """The text of a CSV file, a row at a time."""
    writer = csv.writer(_Said(), lineterminator="\r\n")
    yield str(writer.writerow(UNDERSTOOD))
    for record in records:
        yield str(writer.writerow([cell(getattr(record, field)) for field in UNDERSTOOD]))


def cell(value: object) -> str:
    if isinstance(value, tuple):
        return tables.guarded(LIST.join(value))
    if isinstance(value, bool) or value is None:
        return YES_NO[value]
    return tables.guarded(str(value))


def write_json(records: Iterable[SourceRecord], to: TextIO, *, raw: bool = True) -> int:
    """Write ``records`` as an array, one a line, with what each was read from unless ``raw`` is off."""
    return _written(records, partial(json_pieces, raw=raw), to)


def json_pieces(records: Iterable[SourceRecord], *, raw: bool = True) -> Iterator[str]:
    """The text of a JSON file, a record at a time."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(as_object(record, raw=raw), ensure_ascii=False)
        before = ",\n"
    yield "[\n]\n" if before == "[\n" else "\n]\n"


def as_object(record: SourceRecord, *, raw: bool = True) -> dict[str, Any]:
    """``record`` as plain data."""
    made: dict[str, Any] = {field: getattr(record, field) for field in UNDERSTOOD}
    made["source"] = {
        "file": record.position.file,
        "number": record.position.number,
        "line": record.position.line,
    }
    if raw:
        made["raw"] = dict(record.raw)
        made["raw_text"] = record.raw_text
    return made


def one_line(text: str) -> str:
    return " ".join(text.split())
