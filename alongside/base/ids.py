"""Keys of rows: UUID version 7, so that newer rows sort after older ones and indexes stay compact.

Under a frozen clock the time part follows the clock, and under ``seeded`` the random part follows a
seed, so that a simulation with the same seed number gives the same rows, ids included.
"""

from __future__ import annotations

import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from alongside.base import clock

_seeded: ContextVar[random.Random | None] = ContextVar("seeded", default=None)


RANDOM_BITS = 74


def uuid7() -> uuid.UUID:
    """A new UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then version, variant, 74 random bits."""
    source = _seeded.get()
    tail = source.getrandbits(RANDOM_BITS) if source is not None else secrets.randbits(RANDOM_BITS)
    return uuid7_of(milliseconds_of(clock.now()), tail)


def milliseconds_of(at: datetime) -> int:
    """The time part of an id made at ``at``."""
    return int(at.timestamp() * 1000)


def uuid7_of(milliseconds: int, tail: int) -> uuid.UUID:
    """The UUIDv7 of this time part and these ``RANDOM_BITS`` bits."""
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76
    value |= (tail >> 62) << 64
    value |= 0b10 << 62
    value |= tail & (1 << 62) - 1
    return uuid.UUID(int=value)


@contextmanager
def seeded(source: random.Random) -> Iterator[None]:
    """Draw the random part of ids from ``source`` inside the block (simulations only)."""
    token = _seeded.set(source)
    try:
        yield
    finally:
        _seeded.reset(token)
