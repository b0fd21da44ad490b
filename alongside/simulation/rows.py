"""Rows into tables as fast as the database takes them: no model is made, fields prepare the values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

_ROWS_AT_ONCE = 5_000

Prepare = Callable[[Any], Any]


class Table:
    """One model's table: its columns in order, and which of them is the key."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model
        self._fields = list(model._meta.concrete_fields)
        # The connection itself: what stands for it elsewhere asks for the thread's at each use.
        database = connections[DEFAULT_DB_ALIAS]
        self._prepare = [partial(each.get_db_prep_save, connection=database) for each in self._fields]
        self.name = model._meta.db_table
        self.key = next(at for at, each in enumerate(self._fields) if each.primary_key)
        quote = database.ops.quote_name
        columns = ", ".join(quote(str(each.column)) for each in self._fields)
        places = ", ".join("%s" for _ in self._fields)
        self.insert = f"INSERT INTO {quote(self.name)} ({columns}) VALUES ({places})"  # noqa: S608 - our own names

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Every row, as Python values, in the order of their keys."""
        names = [each.attname for each in self._fields]
        yield from self._model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2_000)

    def preparing(self, at: int) -> Prepare:
        """What makes of a value what the database takes in column ``at``."""
        return self._prepare[at]

    def kind(self, at: int) -> str:
        """The kind of column ``at``: two of one kind take the same value in the same way."""
        column: Any = self._fields[at]
        while column.is_relation:
            column = column.target_field
        return str(column.get_internal_type())


@contextmanager
def empty_shelves() -> Iterator[None]:
    """Meanwhile rows go in without indexes beside them, and without looking up what each points to.

    An index made at the end is sorted once; kept beside ten million rows it is sought ten million times.
    Only for SQLite, and only where nobody else uses the database: who is interrupted starts again.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "sqlite":
        yield
        return
    with database.cursor() as cursor, database.constraint_checks_disabled():
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        indexes = cursor.fetchall()
        for name, _made in indexes:
            cursor.execute(f"DROP INDEX {database.ops.quote_name(name)}")
        yield
        for _name, made in indexes:
            cursor.execute(made)


class Writer:
    """Collects rows, and writes them table by table, in the order of their keys, in one transaction.

    Nobody else uses the database while it is built, so a transaction may be long; rows in the order of their
    keys touch each page of an index once.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[Table, list[tuple[Any, ...]]]] = {}

    def add(self, rows: Iterable[tuple[Table, tuple[Any, ...]]]) -> None:
        for table, cells in rows:
            self._waiting.setdefault(table.name, (table, []))[1].append(cells)

    def flush(self) -> None:
        """Write what was collected."""
        with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            for table, rows in self._waiting.values():
                rows.sort(key=itemgetter(table.key))
                for start in range(0, len(rows), _ROWS_AT_ONCE):
                    cursor.executemany(table.insert, rows[start : start + _ROWS_AT_ONCE])
        self._waiting.clear()
