"""A connection that would lose an acknowledged write is refused, not used.

``PRAGMA synchronous`` and the journal mode belong to each connection, so they are set and read back
here, where every connection of every process is made.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
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
ASK_EVERY_SECONDS = 0.002


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

    def _start_transaction_under_autocommit(self) -> None:
        """Begin, and where somebody else writes, ask again every two milliseconds.

        SQLite's own waiting asks ever more rarely, ten times a second in the end. A job that writes a little,
        rests and writes again could go on for most of a second before somebody who decides was let in.
        """
        waits_for = float(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        give_up = time.monotonic() + waits_for
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]
                except OperationalError as busy:
                    if not _is_busy(busy) or time.monotonic() > give_up:
                        raise
                    time.sleep(ASK_EVERY_SECONDS)
                else:
                    return
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {round(waits_for * 1000)}")


def _is_busy(fault: OperationalError) -> bool:
    """Whether somebody else is writing, and it is worth asking again."""
    cause = fault.__cause__
    return isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
