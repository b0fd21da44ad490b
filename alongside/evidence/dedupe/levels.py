"""How a field of one record stands to the same field of another."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """How a field of one record stands to the same field of another."""

    DIFFERENT = -1
    UNSAID = 0
    NEAR = 1
    SAME = 2
