"""Rows into tables as fast as the database takes them: no model is made, fields prepare the values."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from django.db import connection, models, transaction

_ROWS_AT_ONCE = 5_000


class Table:
    """One model's table: its columns in order, and which of them is the key."""

    def __init__(self, model: type[models.Model], database: Any) -> None:
        self._model = model
        self._fields = list(model._meta.concrete_fields)
        self._database = database
        self.name = model._meta.db_table
        self.key = next(at for at, each in enumerate(self._fields) if each.primary_key)
        quote = database.ops.quote_name
        columns = ", ".join(quote(each.column) for each in self._fields)
        places = ", ".join("%s" for _ in self._fields)
        self.insert = f"INSERT INTO {quote(self.name)} ({columns}) VALUES ({places})"  # noqa: S608 - our own names

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Every row, as Python values, in the order of their keys."""
        names = [each.attname for each in self._fields]
        yield from self._model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2_000)

    def prepared(self, at: int, value: Any) -> Any:
        """``value`` as the database takes it in column ``at``."""
        return self._fields[at].get_db_prep_save(value, self._database)


class Writer:
    """Collects rows, and writes them table by table, in the order of their keys, in one transaction.

    Nobody else uses the database while it is built, so a transaction may be long; rows in the order of their
    keys touch each page of an index once.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[Table, list[list[Any]]]] = {}

    def add(self, table: Table, cells: list[Any]) -> None:
        self._waiting.setdefault(table.name, (table, []))[1].append(cells)

    def flush(self) -> None:
        """Write what was collected."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self._waiting.values():
                rows.sort(key=itemgetter(table.key))
                for start in range(0, len(rows), _ROWS_AT_ONCE):
                    cursor.executemany(table.insert, rows[start : start + _ROWS_AT_ONCE])
        self._waiting.clear()
