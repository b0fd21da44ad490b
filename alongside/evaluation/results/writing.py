"""Writing a folder all at once: what was interrupted leaves nothing, and what was there before stays."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alongside.evaluation.problems import Refused, Trouble
from alongside.evaluation.results.scratch import scratch, sweep
from alongside.evaluation.steps.numbers import Json

RESULTS = "results.json"


def as_text(results: Json) -> str:
    """``results.json``: UTF-8, no NaN, numbers with every digit."""
    return json.dumps(results, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def refuse_unless_ours(out: Path, ours: str = RESULTS) -> None:
    """Raise ``Refused`` where ``out`` is something else than a folder with the file ``ours`` in it, or an
    empty one."""
    if out.is_dir():
        if any(out.iterdir()) and not (out / ours).exists():
            trouble = Trouble(str(out), "it is a folder with other things in it.", "Name a new folder.")
            raise Refused("It cannot be written there.", [trouble])
    elif out.exists():
        raise Refused("It cannot be written there.", [Trouble(str(out), "it is a file.", "Name a folder.")])
    elif not out.absolute().parent.is_dir():
        trouble = Trouble(str(out), "the folder around it is not there.", "Make it first.")
        raise Refused("It cannot be written there.", [trouble])


@contextmanager
def all_at_once(out: Path, *, ours: str = RESULTS) -> Iterator[Path]:
    """A folder to write into, which becomes ``out`` when the block ends well, and is thrown away when not.

    An earlier evaluation in ``out`` is replaced in the same moment. What a killed process began beside it is
    thrown away by the next.
    """
    refuse_unless_ours(out, ours)
    out = out.absolute()
    sweep(out)
    with scratch(out.parent, f".{out.name}-") as folder:
        yield folder
        for path in folder.iterdir():
            _to_disk(path)
        _take_place(folder, out)


def _take_place(folder: Path, out: Path) -> None:
    folder.chmod(0o755 & ~_umask())
    if not out.exists():
        folder.rename(out)
        return
    with scratch(out.parent, f".{out.name}-before-") as before:
        out.rename(before / out.name)
        try:
            folder.rename(out)
        except OSError:
            (before / out.name).rename(out)
            raise


def _umask() -> int:
    now = os.umask(0o077)
    os.umask(now)
    return now


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
