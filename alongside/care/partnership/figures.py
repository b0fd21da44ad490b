"""Keep the figures of a partnership as actions change them, and rebuild them from the rows.

A room that owns columns of ``Figures`` declares how they follow from its rows:

    figures.declare({"told_again": lambda p: Retold.objects.filter(partnership=p).count()})
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min, Value
from django.db.models.functions import Coalesce

from alongside.care.partnership.models import AttentionItem, Figures, Meeting, Partnership, Promise

FromRows = Callable[[Partnership], Any]
_columns: dict[str, FromRows] = {}


def declare(columns: Mapping[str, FromRows]) -> None:
    """Say how columns follow from rows; called once from a room's ``AppConfig.ready``."""
    known = {field.name for field in Figures._meta.get_fields()}
    for name, from_rows in columns.items():
        if name not in known:
            raise ValueError(f"Figures has no column {name!r}")
        _columns[name] = from_rows


_gathered: ContextVar[tuple[UUID, dict[str, Any]] | None] = ContextVar("figures gathered", default=None)


@contextmanager
def at_once(partnership: Partnership) -> Iterator[None]:
    """Write what is kept of ``partnership`` inside the block as one change at its end, in its transaction.

    For an action after which several figures follow, none of which is read from ``Figures``. A block that
    ends by an exception writes nothing: its transaction is rolled back.
    """
    if _gathered.get() is not None:  # an action inside another's block
        yield
        return
    columns: dict[str, Any] = {}
    token = _gathered.set((partnership.pk, columns))
    try:
        yield
    finally:
        _gathered.reset(token)
    if columns:
        _write(partnership.pk, columns)


def keep(partnership: Partnership, **columns: Any) -> None:
    """Change figures in the action's own transaction. Values may be ``F`` expressions."""
    gathered = _gathered.get()
    if gathered is None or gathered[0] != partnership.pk:
        _write(partnership.pk, columns)
        return
    if gathered[1].keys() & columns.keys():  # what came before counts first
        _write(partnership.pk, gathered[1])
        gathered[1].clear()
    gathered[1].update(columns)


def _write(key: UUID, columns: Mapping[str, Any]) -> None:
    if not Figures.objects.filter(pk=key).update(**columns):
        raise RuntimeError(f"partnership {key} has no figures: it was not made by its action")


def rebuilt(partnership: Partnership) -> dict[str, Any]:
    """Every declared figure of ``partnership``, computed from the rows."""
    return {name: from_rows(partnership) for name, from_rows in _columns.items()}


def kept(partnership: Partnership) -> dict[str, Any]:
    """The same figures as they are kept."""
    row = Figures.objects.get(partnership=partnership)
    return {name: getattr(row, name) for name in _columns}


def keep_attention(partnership: Partnership) -> None:
    """After items were closed: both figures of attention, from its few open rows."""
    keep(partnership, **_attention(partnership))


def keep_opened(partnership: Partnership, at: datetime) -> None:
    """After one item was opened at ``at``: one more, and the oldest where there was none."""
    keep(
        partnership,
        open_attention=F("open_attention") + 1,
        oldest_attention_at=Coalesce(F("oldest_attention_at"), Value(at)),
    )


def _attention(partnership: Partnership) -> dict[str, Any]:
    return AttentionItem.objects.filter(partnership=partnership, closed_at=None).aggregate(
        open_attention=Count("pk"), oldest_attention_at=Min("opened_at")
    )


def promises(partnership: Partnership) -> dict[str, Any]:
    """How many promises are open, and the day of the next."""
    return (
        Promise.objects.filter(partnership=partnership)
        .open()
        .aggregate(promises_open=Count("pk"), next_promise_on=Min("due_on"))
    )


def last_met_at(partnership: Partnership) -> datetime | None:
    """When person and professional last spoke; None where they have not."""
    at: datetime | None = Meeting.objects.filter(partnership=partnership).aggregate(at=Max("at"))["at"]
    return at


OWN: dict[str, FromRows] = {
    "open_attention": lambda p: _attention(p)["open_attention"],
    "oldest_attention_at": lambda p: _attention(p)["oldest_attention_at"],
    "promises_open": lambda p: promises(p)["promises_open"],
    "next_promise_on": lambda p: promises(p)["next_promise_on"],
    "last_met_at": last_met_at,
}
