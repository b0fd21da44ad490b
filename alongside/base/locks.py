"""Locks between processes of one machine: files held with ``flock``, let go when their process ends.

The kernel lets go of them however a process ends, so that nothing has to be tidied after a ``kill -9``.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Held(Exception):
    """Another process holds the lock; ``path`` is its file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


@contextmanager
def lock(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[None]:
    """Hold ``path`` inside the block: alone, or with others who hold it ``shared``.

    Raises ``Held`` where somebody else holds it and ``wait`` is false. The file stays: removing it
    would let two processes hold two files of one name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(handle, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise Held(path) from busy
        yield
    finally:
        os.close(handle)
