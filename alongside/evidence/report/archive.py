"""A whole synthesis as one file that opens elsewhere: every row, every imported byte, nobody's address.

A ZIP with ``synthesis.json`` (what it is) and one line-by-line JSON file a table. Opened, every row gets a
new key, so that it can stand beside the one it came from. People are carried by name alone: who opens it
leads it, and the others stand in its history.
"""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Iterator
from typing import IO, Any, Final
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import QuerySet

from alongside.evidence.appraisal.models import Appraisal, Arrow, Cell, Ground, Settled, Theme
from alongside.evidence.records.models import (
    Import,
    ImportPart,
    Merge,
    MergePart,
    Pair,
    Record,
    SourceRecord,
)
from alongside.evidence.screening.models import Decision, Drawn, Ranking, Sample, Settling
from alongside.evidence.synthesis.models import Entry, Member, Protocol, Synthesis

FORMAT: Final = "alongside-synthesis"
FORMAT_VERSION: Final = 3

#: Every table of a synthesis and the way from its rows to it, in an order in which they can be made.
TABLES: Final[tuple[tuple[type[models.Model], str], ...]] = (
    (Member, "synthesis"),
    (Protocol, "synthesis"),
    (Entry, "synthesis"),
    (Import, "synthesis"),
    (ImportPart, "imported__synthesis"),
    (Record, "synthesis"),
    (SourceRecord, "synthesis"),
    (Merge, "synthesis"),
    (MergePart, "merge__synthesis"),
    (Pair, "synthesis"),
    (Decision, "record__synthesis"),
    (Settling, "record__synthesis"),
    (Ranking, "synthesis"),
    (Sample, "synthesis"),
    (Drawn, "sample__synthesis"),
    (Appraisal, "record__synthesis"),
    (Settled, "record__synthesis"),
    (Theme, "synthesis"),
    (Cell, "theme__synthesis"),
    (Arrow, "synthesis"),
    (Ground, "arrow__synthesis"),
)


#: What an archive of an earlier version does not have: whole tables, and columns, with what stood there then.
SINCE: Final[dict[type[models.Model], int]] = {Sample: 2, Drawn: 2, Settled: 2, Arrow: 3, Ground: 3}
COLUMNS_SINCE_3: Final[dict[type[models.Model], dict[str, Any]]] = {
    Theme: {"kind": Theme.Kind.THEME.value, "ended_at": None}
}


class NotAnArchive(Exception):
    """The file is no archive of a synthesis, or a damaged one."""


def name_of(model: type[models.Model]) -> str:
    return f"{model._meta.model_name}.jsonl"


def rows(synthesis: Synthesis, model: type[models.Model], way: str) -> QuerySet[Any]:
    return model._default_manager.filter(**{way: synthesis}).order_by("pk")


def write(synthesis: Synthesis, to: IO[bytes]) -> None:
    """Write the archive into ``to``, row by row."""
    people: dict[str, str] = {}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for model, way in TABLES:
            with archive.open(name_of(model), "w") as file:
                for row in rows(synthesis, model, way).iterator(chunk_size=200):
                    plain = _plain(row)
                    _note_people(row, people)
                    file.write(json.dumps(plain, cls=DjangoJSONEncoder, ensure_ascii=False).encode() + b"\n")
        about = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "title": synthesis.title,
            "begun_at": synthesis.begun_at.isoformat(),
            "people": people,
        }
        archive.writestr("synthesis.json", json.dumps(about, ensure_ascii=False, indent=1))


def _plain(row: models.Model) -> dict[str, Any]:
    plain = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        plain[field.attname] = (
            base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value
        )
    return plain


def _note_people(row: models.Model, people: dict[str, str]) -> None:
    for field in row._meta.concrete_fields:
        if _to_account(field) and (account := getattr(row, field.name)) is not None:
            people[str(account.pk)] = account.name


def _to_account(field: models.Field[Any, Any]) -> bool:
    related = field.related_model
    return isinstance(related, type) and related._meta.label == "base_accounts.Account"


def read_about(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the archive says of itself; raises ``NotAnArchive``."""
    try:
        about = json.loads(archive.read("synthesis.json"))
        if about["format"] != FORMAT or about["format_version"] not in range(1, FORMAT_VERSION + 1):
            raise NotAnArchive
        version = int(about["format_version"])
        return {"title": str(about["title"])[:300], "people": dict(about["people"]), "version": version}
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as fault:
        raise NotAnArchive from fault


def read_rows(archive: zipfile.ZipFile, model: type[models.Model], version: int) -> Iterator[dict[str, Any]]:
    if SINCE.get(model, 1) > version:
        return
    missing = COLUMNS_SINCE_3.get(model, {}) if version < 3 else {}
    try:
        with archive.open(name_of(model)) as file:
            for line in file:
                yield {**missing, **json.loads(line)}
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as fault:
        raise NotAnArchive from fault


def made(model: type[models.Model], plain: dict[str, Any], keys: dict[str, UUID]) -> models.Model:
    """A row of the archive as a new row here. ``keys`` are the new keys of all earlier rows, by the old."""
    values = {}
    try:
        for field in model._meta.concrete_fields:
            if field.primary_key:
                continue
            value = plain[field.attname]
            if isinstance(field, models.ForeignKey):
                value = keys[value] if value is not None else None
            elif isinstance(field, models.BinaryField):
                value = base64.b64decode(value, validate=True)
            elif field.attname == "about" and isinstance(field, models.UUIDField):
                value = keys.get(value) if value is not None else None
            else:
                value = field.to_python(value)
            values[field.attname] = value
    except (KeyError, ValueError, TypeError) as fault:
        raise NotAnArchive from fault
    return model(**values)
