"""Copy a PostgreSQL database of one moment with its own ``pg_dump``, and put it back with ``pg_restore``."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from alongside.base.backup import archive
from alongside.base.backup.faults import BackupFault
from alongside.base.backup.files import Files, hashes
from alongside.base.backup.manifest import Manifest, made, refuse_newer

_TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = current_schema() ORDER BY c.relname
"""


@dataclass(frozen=True, slots=True)
class Server:
    """How to reach a database; empty parts mean PostgreSQL's own defaults."""

    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = ""

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        parts = {"dbname": self.name, "host": self.host, "port": self.port, "user": self.user}
        given = {name: value for name, value in parts.items() if value}
        try:
            return psycopg.connect(**given, password=self.password or None)  # type: ignore[arg-type]
        except psycopg.OperationalError as refused:
            raise BackupFault(
                "The PostgreSQL server does not let us in.", "Look at ALONGSIDE_DATABASE_URL."
            ) from refused

    def environment(self) -> dict[str, str]:
        """For PostgreSQL's programs: a password on their command line could be read by anyone."""
        parts = {
            "PGDATABASE": self.name,
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
        }
        return {**os.environ, **{name: value for name, value in parts.items() if value}}


def backup(
    *, server: Server, target: Path, version: str, at: datetime, files: Files, replace: bool = False
) -> Manifest:
    """Write a checked dump to the archive ``target``. Raises ``BackupFault``."""
    program = _program("pg_dump")
    if target.exists() and not replace:
        raise BackupFault(f"{target} is there already.", "Choose another name, or add --replace.")
    with archive.workshop(target) as folder, server.connect() as connection:
        # The dump and the counts see the moment of this transaction.
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = str(row[0]) if row else ""
        tables = _counts(connection)
        migrations, simulated = _facts(connection)
        copy = folder / "database"
        copy.touch(0o600)
        _run([program, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
              f"--file={copy}"], server)  # fmt: skip
        _run([_program("pg_restore"), "--list", str(copy)], server)
        manifest = made(
            version=version,
            at=at,
            engine="postgresql",
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
    *, source: Path, server: Server, known: Mapping[str, set[str]], replace: bool = False
) -> Manifest:
    """Put the dump in the archive ``source`` into the database, in one transaction.

    Raises ``BackupFault``, with the database as it was, where the archive is damaged, newer or of another
    engine, or where the database has tables and ``replace`` is false. Its earlier content is not kept.
    """
    manifest = archive.manifest_of(source)
    if manifest.engine != "postgresql":
        raise BackupFault(f"This backup is of {manifest.engine}, and this installation uses PostgreSQL.")
    refuse_newer(manifest, known)
    program = _program("pg_restore")
    with server.connect() as connection:
        if connection.execute(_TABLES).fetchone() is not None and not replace:
            raise BackupFault(
                "The database has tables already.",
                "Restore into an empty one, or add --replace to lose them.",
            )
    with archive.workshop(source) as folder:
        copy = folder / "database"
        archive.unpack(source, copy)
        clean = ["--clean", "--if-exists"] if replace else []
        _run([program, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", *clean,
              f"--dbname={server.name}", str(copy)], server)  # fmt: skip
    with server.connect() as connection:
        if _counts(connection) != manifest.tables:
            raise BackupFault("The restored database has not as many rows as the backup.")
    return manifest


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupFault(
            f"{name} is not installed; PostgreSQL's own programs make and read its backups.",
            "On Debian: apt-get install postgresql-client",
        )
    return found


def _run(command: list[str], server: Server) -> None:
    done = subprocess.run(
        command,
        env=server.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = next((line for line in done.stderr.splitlines() if line.strip()), "no reason given")
        mend = "Install the client programs of the server's version." if "version mismatch" in said else ""
        raise BackupFault(f"{Path(command[0]).name} failed: {said}.", mend)


def _counts(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    names = [str(row[0]) for row in connection.execute(_TABLES).fetchall()]
    counts = {}
    for name in names:
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        counts[name] = int(str(row[0])) if row else 0
    return counts


def _facts(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[dict[str, list[str]], bool]:
    try:
        rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
        simulated = connection.execute("SELECT simulated FROM base_services_installation").fetchone()
    except psycopg.errors.UndefinedTable as other:
        raise BackupFault("This is no database of Alongside.") from other
    migrations: dict[str, list[str]] = {}
    for app, name in rows:
        migrations.setdefault(str(app), []).append(str(name))
    return migrations, bool(simulated and simulated[0])
