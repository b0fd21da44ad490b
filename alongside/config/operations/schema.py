"""Bring the database and the files that pages need up to this version, one process at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from alongside import __version__
from alongside.base.accounts import sealing
from alongside.base.locks import lock
from alongside.care.measures.actions.instrument import ensure_own_checks
from alongside.config.problems import Problem

# Any number, the same in every process: who holds it may change the shape of the database.
_ADVISORY_LOCK = 7_209_514_633


def home() -> Path:
    """The folder where this installation's data lives."""
    return Path(settings.ENVIRONMENT.home)


@contextmanager
def changing() -> Iterator[None]:
    """Change the shape of the database inside the block; any other process that would waits."""
    with lock(home() / "migrate.lock"):
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])


def known_migrations() -> dict[str, set[str]]:
    """Every migration that this version of Alongside has, by app."""
    known: dict[str, set[str]] = {}
    for app, name in MigrationLoader(None).disk_migrations:
        known.setdefault(app, set()).add(name)
    return known


def pending() -> list[str]:
    """The migrations that the database lacks, in the order in which they would run."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def refuse_newer() -> None:
    """Raise ``Problem`` for a database that a newer Alongside has already changed."""
    known = known_migrations()
    unknown = sorted(
        f"{app}.{name}"
        for app, name in MigrationRecorder(connection).applied_migrations()
        if name not in known.get(app, set())
    )
    if unknown:
        raise Problem(
            f"This database was changed by a newer version of Alongside ({unknown[-1]}).",
            f"Install that version; this one is {__version__}.",
        )


def migrate() -> list[str]:
    """Bring the database up to this version; returns the migrations that were run."""
    try:
        with changing():
            refuse_newer()
            todo = pending()
            if todo:
                call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
            ensure_own_checks()
            sealing.seal_anew()
            return todo
    except OperationalError as broken:
        raise Problem(
            f"The database cannot be used: {str(broken).splitlines()[0]}.",
            "Look at ALONGSIDE_DATABASE_URL and ALONGSIDE_HOME.",
        ) from broken


def require_current() -> None:
    """Raise ``Problem`` where the database is not at this version's shape."""
    refuse_newer()
    if pending():
        raise Problem("The database is not up to date.", "Run: alongside migrate")


def collect_static() -> bool:
    """Put the style sheets, scripts and fonts where they are served from, if any has changed.

    Earlier files stay: a page opened before an update still finds its own.
    """
    with lock(home() / "static.lock"):
        stamp = Path(settings.STATIC_ROOT) / ".stamp"
        wanted = _static_stamp()
        if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
            return False
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted, encoding="ascii")
        return True


def _static_stamp() -> str:
    digest = hashlib.sha256(f"{__version__} {_whitenoise()}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _whitenoise() -> str:
    try:
        return version("whitenoise")
    except PackageNotFoundError:
        return ""


def prepare() -> None:
    """Everything a server needs before its first page."""
    migrate()
    collect_static()
