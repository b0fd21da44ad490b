"""Invented people: make them once, say who one can be, throw them away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.urls import reverse
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from alongside.base.accounts.models import Account
from alongside.base.services.installation import is_simulated
from alongside.base.services.models import Installation, Service
from alongside.config.operations.schema import home
from alongside.config.operations.schema import prepare as prepare_server
from alongside.config.problems import Problem
from alongside.simulation import demo as simulation

# As many as the study followed.
PEOPLE = 147
SEED = 2018

Advance = Callable[[int, int], None]


def prepare(*, people: int | None, seed: int | None) -> None:
    """Bring the server's files up to date and make sure that the invented people are there.

    Raises ``Problem`` for a database with real people in it, and for other numbers than it was made with.
    """
    prepare_server()
    there = Installation.objects.first()
    if there is None:
        _refuse_real()
        _build(people or PEOPLE, SEED if seed is None else seed)
        return
    if not there.simulated:
        raise _real()
    if there.people is None:
        raise Problem("The people in this demo were never finished.", "Throw them away: make demo-reset")
    for name, asked, made in (("PEOPLE", people, there.people), ("SEED", seed, there.seed)):
        if asked is not None and asked != made:
            raise Problem(
                f"This demo was made with {name}={made}; {name}={asked} would make other people.",
                "To throw these away first: make demo-reset",
            )


def _refuse_real() -> None:
    if Service.objects.exists() or Account.objects.exists():
        raise _real()


def _real() -> Problem:
    return Problem(
        f"The database in {home()} is not a simulated one: no invented people go there.",
        "Choose another folder: ALONGSIDE_HOME=",
    )


def _build(people: int, seed: int) -> None:
    # First of all: from here on every page says *simulated*, also when this is interrupted.
    Installation.objects.create(simulated=True, seed=seed)
    is_simulated.cache_clear()
    with _bar(people) as progress:
        simulation.build(people=people, seed=seed, progress=progress)
    Installation.objects.filter(simulated=True).update(people=people, seed=seed)


@contextmanager
def _bar(people: int) -> Iterator[Advance]:
    columns = (TextColumn("Inventing people"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("people", total=people)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def welcome(port: int) -> list[str]:
    """What is printed when the demo serves: two addresses, and who one can be."""
    there = Installation.objects.get()
    lines = [
        "",
        f"Alongside. People, all of them invented: {there.people:,} (seed {there.seed}).",
        simulation.ASSOCIATION,
        f"  as a person:        http://localhost:{port}",
        f"  as a professional:  http://127.0.0.1:{port}",
        "Two addresses, so that two windows keep two sessions. The code to sign in with is printed here,",
        f"and shown with all other e-mails at http://localhost:{port}{reverse('simulated')}",
        "Ctrl-C stops it; what was done in it stays.",
        "",
    ]
    accounts = Account.objects.in_bulk([entry["account_id"] for entry in there.cast])
    by_id = {str(key): account for key, account in accounts.items()}
    for entry in there.cast:
        account = by_id.get(entry["account_id"])
        if account is not None:
            lines.append(f"  {account.email or '':32} {account.name}. {entry['line']}")
    return [*lines, ""]


def reset() -> bool:
    """Throw a simulated database away; whether there was one. Raises ``Problem`` for any other."""
    if connection.vendor != "sqlite":
        raise Problem("The demo's database is on a PostgreSQL server.", "Drop and create it there.")
    file = home() / "alongside.sqlite3"
    if not file.exists():
        return False
    if not _holds_only_invented():
        raise _real()
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    return True


def _holds_only_invented() -> bool:
    """Whether the database is marked simulated, or has nobody in it at all."""
    tables = connection.introspection.table_names()
    if Installation._meta.db_table not in tables:
        return not tables
    if Installation.objects.filter(simulated=True).exists():
        return True
    return not Account.objects.exists() and not Service.objects.exists()
