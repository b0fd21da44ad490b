"""The few files of the home folder that belong in a backup beside the database: gathered, checked, put back.

Which they are is declared by whoever knows the rooms (``settings.BACKUP_FILES``): paths below the home
folder, ``/`` between the parts, where ``*`` stands for any name in that folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from alongside.base.backup.archive import LARGEST_FILE, sync_folder
from alongside.base.backup.faults import BackupFault

Files = Mapping[str, bytes]


def gather(home: Path, declared: Iterable[str]) -> dict[str, bytes]:
    """The declared files that are there, by their path below ``home``. Raises ``BackupFault``."""
    found = {}
    for pattern in declared:
        for path in sorted(home.glob(pattern)):
            if not path.is_file():
                continue
            name = path.relative_to(home).as_posix()
            try:
                if path.stat().st_size > LARGEST_FILE:
                    raise BackupFault(
                        f"{path} is larger than {LARGEST_FILE} bytes.", "Move it out of the way."
                    )
                found[name] = path.read_bytes()
            except OSError as refused:
                raise BackupFault(f"{path} cannot be read: {refused.strerror}.") from refused
    return found


def hashes(files: Files) -> dict[str, str]:
    """The SHA-256 of each file, by its name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def refuse_undeclared(names: Iterable[str], declared: Iterable[str]) -> None:
    """Raise ``BackupFault`` for a name that no declared path allows: a backup writes nowhere else."""
    patterns = [PurePosixPath(pattern).parts for pattern in declared]
    for name in names:
        parts = tuple(name.split("/"))
        plain = not {"", ".", ".."} & {*parts} and "\\" not in name and "\0" not in name
        if not plain or not any(_fits(parts, pattern) for pattern in patterns):
            raise BackupFault(f"This backup holds a file that is none of ours: {name!r}.")


def put_back(home: Path, files: Files, declared: Iterable[str], *, at: datetime) -> list[Path]:
    """Make the declared files below ``home`` those in ``files``; where those in the way have been kept."""
    declared = list(declared)
    refuse_undeclared(files, declared)
    kept = []
    for name, before in gather(home, declared).items():
        if files.get(name) == before:
            continue
        path = home / name
        aside = path.with_name(f"{path.name}.before-{at:%Y%m%dT%H%M%SZ}")
        path.replace(aside)
        kept.append(aside)
    for name, content in files.items():
        _write(home / name, content)
    return kept


def _fits(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    return len(parts) == len(pattern) and all(map(fnmatchcase, parts, pattern))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)
