"""Copy a SQLite database while others write to it, and put a copy in its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from alongside.base.backup import archive
from alongside.base.backup.faults import BackupFault
from alongside.base.backup.files import Files, hashes
from alongside.base.backup.manifest import Manifest, made, refuse_newer

Counts = dict[str, int]


def backup(
    *, database: Path, target: Path, version: str, at: datetime, files: Files, replace: bool = False
) -> Manifest:
    """Write a checked copy of ``database`` to the archive ``target``; writers are not held up.

    The copy is of one moment: every transaction committed before the backup began is in it, and none
    is there in part. Raises ``BackupFault``; a file named ``target`` appears complete or not at all.
    """
    if not database.is_file():
        raise BackupFault(f"There is no database {database}.", "Look at ALONGSIDE_HOME.")
    if target.exists() and not replace:
        raise BackupFault(f"{target} is there already.", "Choose another name, or add --replace.")
    with archive.workshop(target) as folder:
        copy = folder / "database"
        tables = _copy(database, copy)
        migrations, simulated = check(copy, tables)
        manifest = made(
            version=version,
            at=at,
            engine="sqlite",
            size=copy.stat().st_size,
            sha256=archive.sha256_of(copy),
            migrations=migrations,
            tables=tables,
            simulated=simulated,
            files=hashes(files),
        )
        archive.write(target, database=copy, manifest=manifest, within=folder, replace=replace, files=files)
    return manifest


def restore(
    *, source: Path, database: Path, known: Mapping[str, set[str]], at: datetime, replace: bool = False
) -> tuple[Manifest, Path | None]:
    """Put the database of the archive ``source`` in the place of ``database``.

    Whoever calls it has made sure that no process of Alongside uses the database. Returns what was
    restored, and where the database that was there before has been kept. Raises ``BackupFault``,
    with everything as it was, where the archive is damaged, made by a newer version or of another engine,
    or where a database is there and ``replace`` is false or something else uses it.
    """
    manifest = archive.manifest_of(source)
    if manifest.engine != "sqlite":
        raise BackupFault(f"This backup is of {manifest.engine}, and this installation uses SQLite.")
    refuse_newer(manifest, known)
    if database.exists() and not replace:
        raise BackupFault(
            f"{database} is there already.", "To put the backup in its place, add --replace; the old is kept."
        )
    database.parent.mkdir(parents=True, exist_ok=True)
    with archive.workshop(database) as folder:
        copy = folder / "database"
        manifest = archive.unpack(source, copy)
        migrations, _simulated = check(copy, manifest.tables)
        if migrations != manifest.migrations:
            raise BackupFault("This backup is damaged: its manifest is of another database.")
        kept = _set_aside(database, at)
        copy.replace(database)
        archive.sync_folder(database.parent)
    return manifest, kept


def check(copy: Path, tables: Mapping[str, int]) -> tuple[dict[str, list[str]], bool]:
    """Check a copy through and through; its migrations by app, and whether it is simulated.

    Raises ``BackupFault`` where SQLite finds a damaged page, a row that points nowhere, or other
    numbers of rows than ``tables``.
    """
    try:
        with closing(sqlite3.connect(copy)) as connection:
            # One file without a journal beside it; the server makes it WAL again when it opens it.
            connection.execute("PRAGMA journal_mode = DELETE")
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if verdict != "ok":
                raise BackupFault(f"The database is damaged: {verdict}.")
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise BackupFault("The database is damaged: a row belongs to another that is not there.")
            if _counts(connection) != dict(tables):
                raise BackupFault("The copy has not as many rows as the database.")
            return _migrations(connection), _simulated(connection)
    except sqlite3.DatabaseError as damaged:
        raise BackupFault("The database is damaged: SQLite cannot read it.") from damaged


def _copy(database: Path, copy: Path) -> Counts:
    """Copy ``database`` as of one moment, and count its rows at the same moment."""
    copy.touch(0o600)
    try:
        with (
            closing(sqlite3.connect(database, isolation_level=None)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            # The read transaction is the moment: the counts and the copy both see it.
            source.execute("BEGIN")
            tables = _counts(source)
            source.backup(target)
            source.execute("ROLLBACK")
            return tables
    except sqlite3.DatabaseError as damaged:
        raise BackupFault(f"The database could not be copied: {damaged}.") from damaged


def _counts(connection: sqlite3.Connection) -> Counts:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own tables
        for (name,) in sorted(names)
    }


def _migrations(connection: sqlite3.Connection) -> dict[str, list[str]]:
    try:
        rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    except sqlite3.OperationalError as other:
        raise BackupFault("This is no database of Alongside.") from other
    migrations: dict[str, list[str]] = {}
    for app, name in rows:
        migrations.setdefault(app, []).append(name)
    return migrations


def _simulated(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT simulated FROM base_services_installation").fetchone()
    return bool(row and row[0])


def _set_aside(database: Path, at: datetime) -> Path | None:
    """Keep what is in the way under another name, complete in itself; None where nothing is."""
    kept = database.with_name(f"{database.name}.before-{at:%Y%m%dT%H%M%SZ}")
    if database.exists():
        _write_journal_back(database)
        try:
            os.link(database, kept)
        except FileExistsError as there:
            raise BackupFault(f"{kept} is there already.", "Try again in a second.") from there
    # A journal left behind would be played into the database that comes in its place.
    for suffix in ("-wal", "-shm"):
        left = database.with_name(database.name + suffix)
        if left.exists():
            left.replace(kept.with_name(kept.name + suffix))
    return kept if kept.exists() else None


def _write_journal_back(database: Path) -> None:
    """Make ``database`` one file without a journal; refused while any program has it open.

    Finds programs that are none of ours too, such as an open ``sqlite3`` shell.
    """
    try:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=0)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as busy:
        raise BackupFault(f"{database} is in use.", "Stop the server and whatever else reads it.") from busy
    except sqlite3.DatabaseError:
        return  # what is there is no database any more: it is kept as it is
