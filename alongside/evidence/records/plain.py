"""Between rows and the plain records that the engines read and compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from alongside.evidence.importing.records import Position, SourceRecord
from alongside.evidence.records import models

#: What a record shows; the longest that each column of it holds (None: no bound).
SHOWN: Mapping[str, int | None] = {
    "title": None, "abstract": None, "authors": None, "keywords": None, "year": None, "journal": None,
    "volume": 100, "issue": 100, "pages": 100, "doi": 300, "pmid": 40, "issn": 100, "language": 100,
    "type": 100, "url": None,
}  # fmt: skip
_LISTS = ("authors", "keywords")
_STORED = (*SHOWN, "id", "label")


def understood(record: SourceRecord) -> dict[str, Any]:
    """The fields as they are kept: text without the one character that a database cannot hold."""
    return {name: _storable(getattr(record, name)) for name in _STORED}


def raw(record: SourceRecord) -> dict[str, list[str]]:
    return {
        str(_storable(tag)): [str(_storable(value)) for value in values] for tag, values in record.raw.items()
    }


def notices(record: SourceRecord) -> list[dict[str, Any]]:
    return [asdict(notice) for notice in record.notices]


def text(value: str) -> str:
    return value.replace("\x00", "")


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, tuple | list):
        return [text(str(each)) for each in value]
    return value


def of(row: models.SourceRecord) -> SourceRecord:
    """The plain record of a row, without what was raw."""
    return out_of(row.understood, row.number, row.line)


def out_of(stored: Mapping[str, Any], number: int, line: int) -> SourceRecord:
    """The plain record out of what a row understood."""
    fields: dict[str, Any] = {
        name: tuple(value) if name in _LISTS else value for name, value in stored.items()
    }
    return SourceRecord(position=Position("", number, line), **fields)


def shown(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a record out of understood fields, cut to what a column holds."""
    made: dict[str, Any] = {}
    for name, most in SHOWN.items():
        value = _storable(fields.get(name))
        if name in _LISTS:
            made[name] = list(value or [])
        elif name == "year":
            made[name] = value
        else:
            made[name] = str(value or "")[:most]
    return made
