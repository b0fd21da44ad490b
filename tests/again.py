"""What many tests begin with is made through the actions once, and put back as rows after that.

The cast takes a hundred queries, the world of ``tests/authority`` thousands; as rows they are a few inserts.
Each test still begins with a database of its own that holds nothing but what was made, and with objects
of its own. ``tests/test_again.py`` holds the two ways side by side.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import AutoField, Model

from alongside.base import clock

Made = TypeVar("Made")

# Where the clock runs, what was made a minute ago is made anew.
KEEP_SECONDS = 60
# Filled by Django when the tables are made.
ITS_OWN = {"django_content_type", "auth_permission"}


@dataclass(frozen=True)
class Kept:
    """What ``make`` returned, and every row that it left, by table."""

    made: bytes
    rows: dict[str, list[tuple[Any, ...]]]
    at: float


_kept: dict[tuple[Callable[[], Any], datetime | None], Kept] = {}


def again(make: Callable[[], Made]) -> Made:
    """What ``make()`` returns, with its rows in the database.

    ``make`` is really called where the database holds anything already, or outside of a transaction (whose
    end may set something off), and the first time at each frozen instant.
    """
    if not connection.in_atomic_block or not _empty():
        return make()
    instant = clock._frozen.get()
    kept = _kept.get((make, instant))
    if kept is not None and (instant or time.monotonic() - kept.at < KEEP_SECONDS):
        _put_back(kept.rows)
    else:
        made = make()
        kept = _kept[make, instant] = Kept(pickle.dumps(made), rows(), time.monotonic())
    back: Made = pickle.loads(kept.made)  # noqa: S301 - our own, of this process
    return back


def tables() -> list[str]:
    """Every table of ours, the shared cache's among them."""
    named = set(connection.introspection.django_table_names(include_views=False))
    return sorted(named - ITS_OWN | {settings.CACHES["default"]["LOCATION"]})


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row there is, by table, as the database gives it."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {_named(table)}")  # noqa: S608 - a table's own name
            if held := cursor.fetchall():
                found[table] = held
    return found


def emptied(_test: object = None) -> None:
    """Take away every row that a test has left for good.

    Django's way empties all tables, also those that hold nothing, and then makes its own rows anew.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        for table in rows():
            cursor.execute(f"DELETE FROM {_named(table)}")  # noqa: S608


def _empty() -> bool:
    any_of = (f"EXISTS (SELECT 1 FROM {_named(table)})" for table in tables())  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' OR '.join(any_of)}")
        (found,) = cursor.fetchone()
    return not found


def _put_back(rows: dict[str, list[tuple[Any, ...]]]) -> None:
    with connection.cursor() as cursor:
        for table, held in rows.items():
            places = ", ".join(["%s"] * len(held[0]))
            cursor.executemany(f"INSERT INTO {_named(table)} VALUES ({places})", held)  # noqa: S608
        # Where keys are counted by a sequence of its own, it goes on after these.
        counted = [model for model in _models() if model._meta.db_table in rows and _counts(model)]
        for statement in connection.ops.sequence_reset_sql(no_style(), counted):
            cursor.execute(statement)


def _named(table: str) -> str:
    return connection.ops.quote_name(table)


def _models() -> list[type[Model]]:
    return list(apps.get_models(include_auto_created=True))


def _counts(model: type[Model]) -> bool:
    return isinstance(model._meta.pk, AutoField)
