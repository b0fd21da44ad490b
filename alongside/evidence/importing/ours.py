"""The JSON that we write, and CSL-JSON (Zotero, Mendeley), read back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from alongside.evidence.importing import cleaning
from alongside.evidence.importing.faults import NotReadable
from alongside.evidence.importing.records import UNDERSTOOD, Kind, Notice, Position, SourceRecord
from alongside.evidence.importing.understanding import type_called

#: Larger files are read only where each record has a line of its own, as in ours.
LARGEST_WHOLE: Final = 64_000_000
WRAPPED: Final = ("message", "items", "results", "records", "references", "data")
CSL: Final = {
    "title": "title", "journal": "container-title", "volume": "volume", "issue": "issue", "pages": "page",
        "doi": "DOI",
    "pmid": "PMID", "issn": "ISSN", "abstract": "abstract", "language": "language", "url": "URL", "id": "id",
}  # fmt: skip
#: An object with none of these is no record: *{"error": "rate limit"}*.
FIELDS: Final = frozenset({*CSL.values(), *UNDERSTOOD, "author", "display_name", "raw"} - {"id", "type"})


def read_json(text: io.TextIOWrapper, called: str, tell: Callable[[Notice], None]) -> Iterator[SourceRecord]:
    """The records of an array of objects, or of objects a line."""
    number = 0
    for line, value in objects(text):
        if not isinstance(value, dict) or FIELDS.isdisjoint(value):
            tell(Notice(Kind.DROPPED, "no-record", "What stands here is no record.", line=line))
            continue
        number += 1
        yield one(value, Position(called, number, line))


def objects(text: io.TextIOWrapper) -> Iterator[tuple[int, Any]]:
    head = text.read(LARGEST_WHOLE)
    whole = not text.read(1)
    text.seek(0)
    if whole:
        try:
            value = json.loads(head.lstrip("\ufeff"))
        except ValueError:
            pass  # not one array: perhaps an object a line
        else:
            yield from ((0, item) for item in listed(value))
            return
    for number, line in enumerate(text, 1):
        written = line.strip().lstrip("\ufeff").strip("[],")
        if written:
            try:
                yield number, json.loads(written)
            except ValueError as wrong:
                raise NotReadable(f"The JSON is broken at line {number}.", "Export it again.") from wrong


def listed(value: Any) -> list[Any]:
    """The records: a list, or what a list of them is wrapped in (Crossref, OpenAlex, Zotero)."""
    while isinstance(value, dict):
        inner = next((value[name] for name in WRAPPED if isinstance(value.get(name), list | dict)), None)
        if inner is None:
            return [value]
        value = inner
    return value if isinstance(value, list) else [value]


def text_of(value: object) -> str:
    """Crossref has lists of one title."""
    return text_of(value[0]) if isinstance(value, list) and value else str(value or "")


def name_of(value: object) -> str:
    return (
        str(value.get("name") or value.get("display_name") or "") if isinstance(value, dict) else str(value)
    )


def one(value: dict[str, Any], position: Position) -> SourceRecord:
    if isinstance(value.get("authors"), list) or (
        "title" in value and "author" not in value and "container-title" not in value
    ):
        return told(our_own(value, position))
    names = [
        ", ".join(part for part in (str(name.get("family", "")), str(name.get("given", ""))) if part)
        or str(name.get("literal", ""))
        for name in value.get("author", ())
        if isinstance(name, dict)
    ]
    issued = value.get("issued", {})
    year = cleaning.year_in(json.dumps(issued)) if issued else None
    texts: dict[str, Any] = {field: cleaning.plain(text_of(value.get(tag))) for field, tag in CSL.items()}
    return told(
        SourceRecord(
            **(texts | {"doi": cleaning.doi_in(texts["doi"]), "pages": cleaning.page_range(texts["pages"])}),
            position=position,
            type=type_called(str(value.get("type", ""))) or "",
            authors=tuple(name for name in names if name),
            year=year,
            keywords=tuple(cleaning.parts(str(value.get("keyword") or value.get("keywords") or ""), at=",;")),
            raw={
                name: (item if isinstance(item, str) else json.dumps(item, ensure_ascii=False),)
                for name, item in value.items()
            },
            raw_text=json.dumps(value, ensure_ascii=False),
        )
    )


def told(record: SourceRecord) -> SourceRecord:
    if record.title:
        return record
    at = record.position
    return replace(
        record,
        notices=(Notice(Kind.DOUBTFUL, "no-title", "The record has no title.", at.number, at.line),),
    )


def our_own(value: dict[str, Any], position: Position) -> SourceRecord:
    texts: dict[str, Any] = {
        field: str(value.get(field) or "")
        for field in (
            "id",
            "type",
            "title",
            "journal",
            "volume",
            "issue",
            "pages",
            "doi",
            "pmid",
            "issn",
            "abstract",
            "language",
            "url",
        )
    }
    year, label = value.get("year"), value.get("label")
    raw = value.get("raw")
    return SourceRecord(
        position=position,
        **(texts | {"doi": cleaning.doi_in(texts["doi"]) or texts["doi"]}),
        authors=tuple(name for each in value.get("authors") or () if (name := name_of(each))),
        keywords=tuple(map(str, value.get("keywords") or ())),
        year=year
        if isinstance(year, int) and not isinstance(year, bool)
        else cleaning.year_in(str(year or "")),
        label=label if isinstance(label, bool) else None,
        raw={str(tag): tuple(map(str, values)) for tag, values in raw.items()}
        if isinstance(raw, dict)
        else {},
        raw_text=str(value.get("raw_text") or json.dumps(value, ensure_ascii=False)),
    )
