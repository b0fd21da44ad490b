"""Folders that are thrown away: when the work ends, and by the next one where the process was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch(parent: Path, prefix: str) -> Iterator[Path]:
    """A folder that is thrown away when the block ends. Its lock goes with the process: see ``sweep``."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def sweep(out: Path) -> None:
    """Throw away what a killed process left beside ``out``; what it had moved out of the way comes back."""
    for folder in out.parent.glob(f".{out.name}-*"):
        held = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if (folder / out.name).is_dir() and not out.exists():
                (folder / out.name).rename(out)
            shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            pass  # somebody is writing into it now
        finally:
            os.close(held)
