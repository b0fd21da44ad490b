"""Keep the figures of a partnership as actions change them, and rebuild them from the rows.

A room that owns columns of ``Figures`` declares how they follow from its rows:

    figures.declare({"told_again": lambda p: Retold.objects.filter(partnership=p).count()})
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Min

from alongside.care.partnership.models import AttentionItem, Figures, Partnership

FromRows = Callable[[Partnership], Any]
_columns: dict[str, FromRows] = {}


def declare(columns: Mapping[str, FromRows]) -> None:
    """Say how columns follow from rows; called once from a room's ``AppConfig.ready``."""
    known = {field.name for field in Figures._meta.get_fields()}
    for name, from_rows in columns.items():
        if name not in known:
            raise ValueError(f"Figures has no column {name!r}")
        _columns[name] = from_rows


def keep(partnership: Partnership, **columns: Any) -> None:
    """Change figures in the action's own transaction. Values may be ``F`` expressions."""
    changed = Figures.objects.filter(partnership=partnership).update(**columns)
    if not changed:
        raise RuntimeError(f"{partnership} has no figures: it was not made by its action")


def rebuilt(partnership: Partnership) -> dict[str, Any]:
    """Every declared figure of ``partnership``, computed from the rows."""
    return {name: from_rows(partnership) for name, from_rows in _columns.items()}


def kept(partnership: Partnership) -> dict[str, Any]:
    """The same figures as they are kept."""
    row = Figures.objects.get(partnership=partnership)
    return {name: getattr(row, name) for name in _columns}


def _open(partnership: Partnership) -> Any:
    return AttentionItem.objects.filter(partnership=partnership, closed_at=None)


def keep_attention(partnership: Partnership) -> None:
    """After an item was opened or closed: both figures of attention, from its few open rows."""
    keep(partnership, **{name: _columns[name](partnership) for name in OWN})


OWN: dict[str, FromRows] = {
    "open_attention": lambda p: _open(p).count(),
    "oldest_attention_at": lambda p: _open(p).aggregate(at=Min("opened_at"))["at"],
}
