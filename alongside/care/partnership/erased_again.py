"""Which records were erased, kept outside the database: a restored backup brings them back.

The numbers stand in a file of the installation's folder that no backup holds. Whoever restores an older
database into the folder keeps the file, and within the hour they are erased again.
"""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

NAME = "erased.txt"


def note(record: UUID) -> None:
    """Write down that ``record`` was erased; on the disk when this returns."""
    with _file().open("a", encoding="ascii") as file:
        file.write(f"{record}\n")
        file.flush()
        os.fsync(file.fileno())


def records() -> list[UUID]:
    """Every record that was erased here; a line that is no number is passed over."""
    try:
        lines = _file().read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
    return [UUID(line) for line in lines if _is_id(line)]


def _is_id(line: str) -> bool:
    try:
        UUID(line)
    except ValueError:
        return False
    return True


def _file() -> Path:
    return Path(settings.ENVIRONMENT.home) / NAME
