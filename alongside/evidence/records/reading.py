"""Reading many rows, some hundred with each question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet

AT_ONCE: Final = 500


def by_number(rows: QuerySet[Any], *columns: str) -> Iterator[tuple[Any, ...]]:
    """The columns of ``rows`` by their ``number``, however many there are: they are never all in memory.

    No question stays open between two rows. One that did would see the database as it was when it began, and
    SQLite lets nobody write who sees it as it was: a job that says how far it is would end there as soon as
    somebody decides.
    """
    last = -1
    while some := list(
        rows.filter(number__gt=last).order_by("number").values_list("number", *columns)[:AT_ONCE]
    ):
        yield from (each[1:] for each in some)
        last = some[-1][0]
