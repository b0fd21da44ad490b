"""The rows of an XLSX file. Apart, because what reads it takes longer to load than all the rest."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import openpyxl

from alongside.evidence.importing.faults import NotReadable
from alongside.evidence.importing.records import Kind, Notice
from alongside.evidence.importing.tables import Row, Tell

#: Unpacked, a hundred thousand records with their abstracts take half of this.
MOST_UNPACKED: Final = 600_000_000


def rows(path: Path, tell: Tell) -> Iterator[Row]:
    """The rows of the first sheet that has any; the other sheets are told."""
    try:
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MOST_UNPACKED:
            raise NotReadable(
                f"Unpacked, the file would be {unpacked // 1_000_000} MB, more than any table of records.",
                "Save it as CSV, or in parts.",
            )
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as wrong:
        raise NotReadable(
            "The file is called XLSX and is none, or it is damaged.", "Save it again as XLSX or CSV."
        ) from wrong
    try:
        for at, sheet in enumerate(book.worksheets):
            some = False
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                written = [cell_text(cell) for cell in cells]
                if any(written):
                    some = True
                    yield number, written, ""
            if some:
                for other in book.worksheets[at + 1 :]:
                    said = f"The sheet “{other.title[:60]}” is not read: records are taken from one sheet."
                    tell(Notice(Kind.DROPPED, "other-sheet", said))
                return
    finally:
        book.close()


def cell_text(cell: object) -> str:
    """A cell as a person reads it: 2014.0 is 2014, a date is its ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("_x000D_", "").strip()
