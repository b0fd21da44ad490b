"""Carry the rows of a SQLite database over into PostgreSQL's tables, and check that they are the same there.

Every table that has a model goes over: read as Django reads it on the one side, written by COPY on the other,
in one transaction; then read again on the other side and compared. What counts wrong codes (the cache) starts
anew, and which migrations ran is the new database's own to say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import blake2b
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models, transaction

from alongside.base.backup import archive, sqlite
from alongside.base.backup.faults import BackupFault
from alongside.base.backup.manifest import Manifest

_CARRIED = "carried"  # the alias under which the old database is open meanwhile
_ROWS_AT_ONCE = 2_000
_MODULUS = 1 << 128

Row = tuple[Any, ...]
Progress = Callable[[int], None]  # told how many rows more have come over


@dataclass
class Sum:
    """What rows add up to, in whatever order they come: how many, and the sum of a hash of each."""

    rows: int = 0
    hashes: int = 0

    def add(self, row: Row) -> None:
        said = json.dumps(row, sort_keys=True, ensure_ascii=False, default=_plain)
        digest = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self.rows += 1
        self.hashes = (self.hashes + int.from_bytes(digest)) % _MODULUS


def over(*, source: Path, progress: Progress) -> Manifest:
    """Put the rows of the SQLite backup ``source`` in the place of those in the database in use.

    The tables are there, of this very version. Raises ``BackupFault``, with the rows as they were, where the
    archive is damaged, or a row of it is none that PostgreSQL keeps as it is.
    """
    with archive.workshop(source) as folder:
        copy = folder / "database"
        manifest = archive.unpack(source, copy)
        migrations, _simulated = sqlite.check(copy, manifest.tables)
        if migrations != manifest.migrations:
            raise BackupFault("This backup is damaged: its manifest is of another database.")
        with _opened(copy), transaction.atomic():
            tables = _tables()
            _empty(tables)
            for model in tables:
                progress(_carry(model))
            _count_on(tables)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return manifest


@contextmanager
def _opened(copy: Path) -> Iterator[None]:
    """The old database can be read as Django reads one, inside the block."""
    connections.settings[_CARRIED] = {
        **connections.settings[DEFAULT_DB_ALIAS],
        "ENGINE": "alongside.base.sqlite",
        "NAME": copy,
        "OPTIONS": {},
        "CONN_MAX_AGE": None,
    }
    try:
        yield
    finally:
        connections[_CARRIED].close()
        del connections[_CARRIED]
        del connections.settings[_CARRIED]


def _tables() -> list[type[models.Model]]:
    """Every model that has a table of its own, those between many and many included."""
    found = apps.get_models(include_auto_created=True)
    return sorted(
        (each for each in found if each._meta.managed and not each._meta.proxy),
        key=lambda each: each._meta.db_table,
    )


def _empty(tables: list[type[models.Model]]) -> None:
    names = ", ".join(connection.ops.quote_name(each._meta.db_table) for each in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names}")


def _carry(model: type[models.Model]) -> int:
    """Write a table's rows, read them again, and compare; how many they were."""
    sent, found = Sum(), Sum()
    try:
        _copy(model, sent)
        for row in _rows(model, DEFAULT_DB_ALIAS):
            found.add(row)
    except (DatabaseError, psycopg.Error) as refused:
        raise _fault(model, refused.__cause__ or refused) from refused
    if sent != found:
        raise BackupFault(
            f"{model._meta.db_table} did not come over as it was.", "Please tell us: it never should."
        )
    return sent.rows


def _copy(model: type[models.Model], sent: Sum) -> None:
    fields = model._meta.local_concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(each.column)) for each in fields)
    into = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in _rows(model, _CARRIED):
            sent.add(row)
            prepared = zip(fields, row, strict=True)
            copy.write_row([each.get_db_prep_save(value, connection=connection) for each, value in prepared])


def _rows(model: type[models.Model], alias: str) -> Iterator[Row]:
    names = [each.attname for each in model._meta.local_concrete_fields]
    rows = model._base_manager.using(alias).order_by().values_list(*names)
    yield from rows.iterator(chunk_size=_ROWS_AT_ONCE)


def _count_on(tables: list[type[models.Model]]) -> None:
    """The next number of each column that counts by itself follows the highest there is."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _fault(model: type[models.Model], refused: BaseException) -> BackupFault:
    """Which table, and what kind of value; never the value, which may be somebody's words."""
    column = refused.diag.column_name if isinstance(refused, psycopg.Error) else None
    where = model._meta.db_table + (f".{column}" if column else "")
    return BackupFault(
        f"A row of {where} is none that PostgreSQL keeps ({type(refused).__name__}).",
        "Nothing was carried over; SQLite still has it all.",
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)
