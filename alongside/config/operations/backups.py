"""Back up and restore the installation's database, whichever kind it is, and the files that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from alongside import __version__
from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.backup import archive, carry, files, postgres, sqlite
from alongside.base.backup.faults import BackupFault
from alongside.base.backup.manifest import Manifest, refuse_newer, refuse_older
from alongside.base.services.models import Service
from alongside.care.partnership.actions import erasure
from alongside.config.operations.schema import known_migrations, migrate, pending
from alongside.config.problems import Problem


def backup(target: Path, *, replace: bool) -> dict[str, Any]:
    """Write a checked backup to ``target``; what it holds. Raises ``Problem``."""
    at, database = clock.now(), connection.vendor
    try:
        beside = files.gather(_home(), settings.BACKUP_FILES)
        if database == "sqlite":
            manifest = sqlite.backup(
                database=_file(), target=target, version=__version__, at=at, files=beside, replace=replace
            )
        else:
            manifest = postgres.backup(
                server=_server(), target=target, version=__version__, at=at, files=beside, replace=replace
            )
    except BackupFault as fault:
        raise Problem(fault.what, fault.mend) from fault
    return _said(manifest)


def restore(source: Path, *, replace: bool) -> tuple[dict[str, Any], str | None]:
    """Put the backup ``source`` in place; what it holds, and where what was there is kept.

    Its files are checked before the database is touched, and put back after it: done again, it ends the same.
    What was erased since the backup was made is erased again before anybody can read it (``erased_again``:
    how many records); a backup of an older version is, within the hour after it was migrated (None).
    """
    known = known_migrations()
    # Our own connection must not be the one that keeps the database in use.
    connection.close()
    kept: Path | None = None
    at = clock.now()
    try:
        beside = archive.files_of(source)
        files.refuse_undeclared(beside or {}, settings.BACKUP_FILES)
        if connection.vendor == "sqlite":
            manifest, kept = sqlite.restore(
                source=source, database=_file(), known=known, at=at, replace=replace
            )
        elif archive.manifest_of(source).engine == "sqlite":
            manifest = _carried_over(source, known, replace=replace)
        else:
            manifest = postgres.restore(source=source, server=_server(), known=known, replace=replace)
        if beside is not None:
            files.put_back(_home(), beside, settings.BACKUP_FILES, at=at)
    except BackupFault as fault:
        raise Problem(fault.what, fault.mend) from fault
    facts = {**_said(manifest), "erased_again": None if pending() else erasure.again()}
    return facts, None if kept is None else str(kept)


def _carried_over(source: Path, known: dict[str, set[str]], *, replace: bool) -> Manifest:
    """From SQLite to PostgreSQL: the tables are made as for a new installation, then the rows are carried.

    Where it is broken off, nobody is in the tables yet: done again, it begins anew.
    """
    told = archive.manifest_of(source)
    refuse_newer(told, known)
    refuse_older(told, known)
    tables = connection.introspection.table_names()
    if tables and "django_migrations" not in tables:
        raise BackupFault("The database has tables of something else.", "Give Alongside one of its own.")
    migrate()
    if not replace and (Service.objects.exists() or Account.objects.exists()):
        raise BackupFault(
            "There are people in this database already.",
            "Restore into an empty one, or add --replace to lose them.",
        )
    with _bar(told.rows) as progress:
        return carry.over(source=source, progress=progress)


@contextmanager
def _bar(rows: int) -> Iterator[carry.Progress]:
    columns = (TextColumn("Carrying rows over"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("rows", total=rows)
        yield partial(bar.advance, task)


def _said(manifest: Manifest) -> dict[str, Any]:
    facts = manifest.model_dump(exclude={"migrations", "tables", "format", "files"})
    return {**facts, "rows": manifest.rows, "files": sorted(manifest.files or ())}


def _home() -> Path:
    return Path(settings.ENVIRONMENT.home)


def _file() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _server() -> postgres.Server:
    given = settings.DATABASES["default"]
    return postgres.Server(
        name=str(given["NAME"]),
        host=str(given.get("HOST", "")),
        port=str(given.get("PORT", "")),
        user=str(given.get("USER", "")),
        password=str(given.get("PASSWORD", "")),
    )
