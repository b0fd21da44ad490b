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

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
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


def name_of(model: type[models.Model]) -> str:
    return f"{model._meta.model_name}.jsonl"


def rows(synthesis: Synthesis, model: type[models.Model], way: str, until: UUID) -> QuerySet[Any]:
    """The rows of a table until now. Keys grow with time; what comes later may lead to what is not there."""
    parent = "__".join(way.split("__")[:-1])
    key = "pk" if isinstance(model._meta.pk, models.UUIDField) else f"{parent}__pk"
    found = model._default_manager.filter(**{way: synthesis, f"{key}__lt": until})
    return found.order_by("pk")


def write(synthesis: Synthesis, to: IO[bytes]) -> None:
    """Write the archive into ``to``, row by row: what there is now, not what comes while it is written."""
    now = ids.uuid7_of(ids.milliseconds_of(clock.now()) + 1, 0)
    people: set[UUID] = set()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for model, way in TABLES:
            with archive.open(name_of(model), "w", force_zip64=True) as file:
                for row in rows(synthesis, model, way, now).iterator(chunk_size=200):
                    people.update(_people(row))
                    plain = json.dumps(_plain(row), cls=DjangoJSONEncoder, ensure_ascii=False)
                    file.write(plain.encode() + b"\n")
        names = Account.objects.filter(pk__in=people).values_list("pk", "name")
        about = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "title": synthesis.title,
            "begun_at": synthesis.begun_at.isoformat(),
            "people": {str(key): name for key, name in names},
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


def _people(row: models.Model) -> Iterator[UUID]:
    for field in row._meta.concrete_fields:
        if field.related_model is Account and (key := getattr(row, field.attname)) is not None:
            yield key
