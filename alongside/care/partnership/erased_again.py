"""Which records were erased, kept outside the database: a restored backup brings them back.

One line a record, in a file of the installation's folder that no backup holds: its number, and what the row
about the erasing says (service, ground, when, how many rows, until when copies remain, by whom: in numbers).
Whoever restores an older database into the folder keeps the file; the records are erased again, and the rows
that say so are put back. Several machines on one database each write their own file, within the hour.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from alongside.care.partnership.models import Erased
from alongside.care.partnership.rules.erasing import Ground

NAME = "erased.txt"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the row about an erasing says; nothing of it leads to a person."""

    service: UUID
    ground: Ground
    at: datetime
    rows: int
    copies_until: date
    by: UUID | None


def note(*erased: Erased) -> None:
    """Write down that these were erased; on the disk when this returns."""
    if not erased:
        return
    with _file().open("a", encoding="ascii") as file:
        file.writelines(_line(one) for one in erased)
        file.flush()
        os.fsync(file.fileno())


def records() -> dict[UUID, Facts | None]:
    """Every record that was erased here, with the facts where its line has them.

    A line that does not begin with a number is passed over: it erases nobody.
    """
    try:
        lines = _file().read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    found: dict[UUID, Facts | None] = {}
    for record, *facts in filter(None, map(str.split, lines)):
        key = _id(record)
        if key is not None:
            found[key] = _facts(facts) or found.get(key)
    return found


def _line(one: Erased) -> str:
    facts = (one.service_id, one.ground, one.at.isoformat(), one.rows, one.copies_until, one.by_id or "-")
    return " ".join(map(str, (one.record, *facts))) + "\n"


def _facts(words: Iterable[str]) -> Facts | None:
    try:
        service, ground, at, rows, until, by = words
        return Facts(
            UUID(service),
            Ground(ground),
            datetime.fromisoformat(at),
            int(rows),
            date.fromisoformat(until),
            _id(by),
        )
    except ValueError:
        return None


def _id(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None


def _file() -> Path:
    return Path(settings.ENVIRONMENT.home) / NAME
