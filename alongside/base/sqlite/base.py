"""A connection that would lose an acknowledged write is refused, not used.

``PRAGMA synchronous`` and the journal mode belong to each connection, so they are set and read back
here, where every connection of every process is made.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA mmap_size = 268435456",
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",  # what is erased is overwritten in the file
)
_FULL = 2


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = connection.execute("PRAGMA synchronous").fetchone()[0]
        if synchronous != _FULL or journal not in {"wal", "memory"}:
            raise ImproperlyConfigured(
                f"SQLite would not keep what it acknowledges: journal_mode={journal}, "
                f"synchronous={synchronous}. Alongside needs WAL and FULL."
            )
        return connection
