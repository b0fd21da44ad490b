"""The file of a backup: ``manifest.json``, ``database`` and ``files/…`` in a zip, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from alongside.base.backup.faults import BackupFault
from alongside.base.backup.manifest import Manifest, read

_MANIFEST = "manifest.json"
_DATABASE = "database"
_FILES = "files/"
LARGEST_FILE = 8 << 20
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 1 << 20


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def workshop(beside: Path) -> Iterator[Path]:
    """A folder on the same disk as ``beside``, for its owner only, gone afterwards."""
    if not beside.parent.is_dir():
        raise BackupFault(f"There is no folder {beside.parent}.", "Make it first.")
    try:
        folder = tempfile.TemporaryDirectory(prefix=".alongside-", dir=beside.parent)
    except OSError as refused:
        raise BackupFault(f"Cannot write in {beside.parent}: {refused.strerror}.") from refused
    with folder as name:
        yield Path(name)


def write(
    target: Path,
    *,
    database: Path,
    manifest: Manifest,
    within: Path,
    replace: bool,
    files: Mapping[str, bytes],
) -> None:
    """Write the archive in ``within``, read it back, and only then give it its name ``target``.

    It appears under its name complete or not at all, readable by its owner only.
    """
    draft = within / "archive"
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(_MANIFEST, manifest.model_dump_json(indent=1))
            archive.write(database, _DATABASE)
            for name, content in files.items():
                archive.writestr(_FILES + name, content)
        file.flush()
        os.fsync(file.fileno())
    unpack(draft, within / "read-back")
    (within / "read-back").unlink()
    files_of(draft)
    if replace:
        draft.replace(target)
    else:
        _name_new(draft, target)
    sync_folder(target.parent)


def _name_new(draft: Path, target: Path) -> None:
    try:
        os.link(draft, target)  # unlike a rename, it never takes the place of a file
    except FileExistsError as there:
        raise BackupFault(f"{target} is there already.", "Choose another name, or add --replace.") from there


def unpack(source: Path, database: Path) -> Manifest:
    """Check the archive ``source`` and write its database to the new file ``database``.

    Raises ``BackupFault`` where the file is none of ours or is damaged in any place.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive)
            with archive.open(_DATABASE) as packed:
                _copy(packed, database, manifest)
            return manifest
    except FileNotFoundError as gone:
        raise BackupFault(f"There is no file {source}.") from gone
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError) as damaged:
        raise BackupFault(f"{source} is damaged, or not a backup of Alongside.") from damaged
    except OSError as refused:
        raise BackupFault(f"{source} cannot be read: {refused.strerror or refused}.") from refused


def manifest_of(source: Path) -> Manifest:
    """What the archive ``source`` says of itself; its database is not read."""
    try:
        with zipfile.ZipFile(source) as archive:
            return _manifest(archive)
    except FileNotFoundError as gone:
        raise BackupFault(f"There is no file {source}.") from gone
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError) as damaged:
        raise BackupFault(f"{source} is damaged, or not a backup of Alongside.") from damaged
    except OSError as refused:
        raise BackupFault(f"{source} cannot be read: {refused.strerror or refused}.") from refused


def files_of(source: Path) -> dict[str, bytes] | None:
    """The files beside the database in ``source``, checked; None where it was made without them."""
    try:
        with zipfile.ZipFile(source) as archive:
            told = _manifest(archive).files
            return None if told is None else {name: _file(archive, name, told[name]) for name in told}
    except FileNotFoundError as gone:
        raise BackupFault(f"There is no file {source}.") from gone
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError) as damaged:
        raise BackupFault(f"{source} is damaged, or not a backup of Alongside.") from damaged
    except OSError as refused:
        raise BackupFault(f"{source} cannot be read: {refused.strerror or refused}.") from refused


def _file(archive: zipfile.ZipFile, name: str, sha256: str) -> bytes:
    with archive.open(_FILES + name) as packed:
        content = packed.read(LARGEST_FILE + 1)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BackupFault(f"This backup is damaged: {name} does not match its SHA-256.")
    return content


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    with archive.open(_MANIFEST) as file:
        return read(file.read(_LARGEST_MANIFEST))


def _copy(packed: IO[bytes], target: Path, manifest: Manifest) -> None:
    """Copy at most what the manifest announced, so that a hostile file cannot fill the disk."""
    digest = hashlib.sha256()
    left = manifest.bytes
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while block := packed.read(_CHUNK):
            left -= len(block)
            if left < 0:
                break
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    if left != 0 or digest.hexdigest() != manifest.sha256:
        raise BackupFault("This backup is damaged: its content does not match its SHA-256.")
