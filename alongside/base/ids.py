"""Keys of rows: UUID version 7, so that newer rows sort after older ones and indexes stay compact.

Within one millisecond too, as far as one process knows: there each follows the one before by a random step
(RFC 9562, section 6.2, method 2). What was written in one instant is read in that order.

Under a frozen clock the time part follows the clock, and under ``seeded`` the random part follows a
seed, so that a simulation with the same seed number gives the same rows, ids included.
"""

from __future__ import annotations

import random
import secrets
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from alongside.base import clock

_seeded: ContextVar[random.Random | None] = ContextVar("seeded", default=None)


RANDOM_BITS = 74
DRAWN_BITS = 62  # of these, the ones behind the variant
STEP_BITS = 48  # between two of one millisecond: too many to guess, and room for millions


def uuid7() -> uuid.UUID:
    """A new UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then version, variant, 74 random bits."""
    source, at = _seeded.get(), milliseconds_of(clock.now())
    return uuid7_of(at, source.getrandbits(RANDOM_BITS) if source is not None else _rising.tail(at))


# The highest bit of each part is left for the steps to grow into, and for what moves a key on.
_ROOM = 1 << RANDOM_BITS - 1 | 1 << DRAWN_BITS - 1


class _Rising:
    """The random parts of one process: in one millisecond each is larger than the one before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at = self._tail = 0

    def tail(self, at: int) -> int:
        with self._lock:
            if at == self._at:
                self._tail += 1 + secrets.randbits(STEP_BITS)
            else:
                self._at, self._tail = at, secrets.randbits(RANDOM_BITS) & ~_ROOM
            return self._tail


_rising = _Rising()


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
