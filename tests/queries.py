"""What a request costs the database: rows asked for and written, and how often it is synced to the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

QUERIES = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})


@dataclass
class Cost:
    """``queries`` are what asks or writes rows (savepoints do neither); both hold after the block."""

    queries: int = 0
    commits: int = 0


def held(rows: int) -> int:
    """What holding ``rows`` adds on PostgreSQL: each is held first and read then."""
    return rows if connection.features.has_select_for_update else 0


@contextmanager
def cost() -> Iterator[Cost]:
    found = Cost()
    with CaptureQueriesContext(connection) as captured:
        yield found
    words = [query["sql"].split()[0].upper() for query in captured]
    found.queries = sum(word in QUERIES for word in words)
    found.commits = words.count("COMMIT")
