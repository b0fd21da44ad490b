"""Reading and writing records as databases and reference managers export them."""

from __future__ import annotations

from alongside.evidence.importing.faults import NotReadable
from alongside.evidence.importing.reading import FileFormat, Reading, read
from alongside.evidence.importing.records import UNDERSTOOD, Kind, Notice, Position, SourceRecord
from alongside.evidence.importing.writing import write_csv, write_json, write_ris

__all__ = [
    "UNDERSTOOD",
    "FileFormat",
    "Kind",
    "NotReadable",
    "Notice",
    "Position",
    "Reading",
    "SourceRecord",
    "read",
    "write_csv",
    "write_json",
    "write_ris",
]
