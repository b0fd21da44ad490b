"""The rows of an XLSX file. Apart, because what reads it takes longer to load than all the rest."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from alongside.evidence.importing.faults import NotReadable
from alongside.evidence.importing.tables import Row


def rows(path: Path) -> Iterator[Row]:
    """The rows of the first sheet that has any."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as wrong:
        raise NotReadable(
            "The file is called XLSX and is none, or it is damaged.", "Save it again as XLSX or CSV."
        ) from wrong
    try:
        for sheet in book.worksheets:
            some = False
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                written = [cell_text(cell) for cell in cells]
                if any(written):
                    some = True
                    yield number, written, ""
            if some:
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
