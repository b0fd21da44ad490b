"""A clinic that began on SQLite goes on in PostgreSQL: every row of every table, or nothing at all."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.durability.installation import PATIENCE_SECONDS, Installation

pytestmark = pytest.mark.postgres

PEOPLE = 8
ITS_OWN = {"base_cache", "django_migrations"}  # each database says these of itself
MAKE = f"""
from alongside.config.operations.demos import prepare
prepare(people={PEOPLE}, seed=3)
"""
A_REVIEW = """
from alongside.base.accounts.models import Account
from tests.evidence.web import begun, bring_in
anyone = Account.objects.order_by("pk")[0]
bring_in(begun(anyone), "TY  - JOUR\\nTI  - Ré\\nER  - \\n".encode(), anyone)
"""
HOLD = """
    CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock(42); RETURN NEW; END $$;
    CREATE TRIGGER hold BEFORE INSERT ON care_understanding_storyversion FOR EACH ROW EXECUTE FUNCTION hold();
"""
LET_GO = "DROP FUNCTION hold CASCADE"
HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation on SQLite with a few invented people in nearly every table."""
    there = Installation(tmp_path_factory.mktemp("old") / "home").with_tables()
    there.python(MAKE + A_REVIEW)
    return there


@pytest.fixture(scope="module")
def copy(old: Installation) -> Path:
    return backup_of(old)


def backup_of(there: Installation) -> Path:
    file = there.home.parent / "copy"
    made = there.alongside("backup", file, "--replace")
    assert made.returncode == 0, made.stderr
    return file


def address(installation: Installation) -> str:
    return installation.environment["ALONGSIDE_DATABASE_URL"]


def people(installation: Installation) -> int:
    return len(json.loads(installation.alongside("person", "list", "--json").stdout))


def test_every_row_of_every_table_is_there_as_it_was(
    old: Installation, copy: Path, installation: Installation
) -> None:
    done = installation.alongside("restore", copy, "--json")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(old.database)) as before, psycopg.connect(address(installation)) as after:
        tables = columns_of(after)
        assert tables.keys() >= {"care_partnership_partnership", "base_record_event", "auth_permission"}
        full: set[str] = set()
        for table in sorted(tables.keys() - ITS_OWN):
            kinds = tables[table]
            named = ", ".join(f'"{name}"' for name in kinds)
            wanted = f'SELECT {named} FROM "{table}"'  # noqa: S608 - its own names
            was = Counter(said(row, kinds) for row in before.execute(wanted))
            assert Counter(said(row, kinds) for row in after.execute(wanted).fetchall()) == was, table
            full |= {table} if was else set()
        assert len(full) > 50
        assert full >= {"evidence_records_importpart", "care_measures_score"}  # bytes, and exact numbers


def columns_of(database: psycopg.Connection[Any]) -> dict[str, dict[str, str]]:
    """The columns of every table, each with its kind."""
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in database.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
    ).fetchall():
        found.setdefault(table, {})[column] = kind
    return found


def said(row: tuple[Any, ...], kinds: dict[str, str]) -> str:
    """A row in words that do not depend on which database gave it."""
    return repr([plain(value, kind) for value, kind in zip(row, kinds.values(), strict=True)])


def plain(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "uuid":
        return UUID(value) if isinstance(value, str) else value
    if kind == "jsonb":
        return json.dumps(json.loads(value) if isinstance(value, str) else value, sort_keys=True)
    if kind == "timestamp with time zone":
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).replace(tzinfo=UTC)
    if kind == "date":
        return date.fromisoformat(value) if isinstance(value, str) else value
    if kind in {"boolean", "numeric"}:
        return float(value)
    return bytes(value) if kind == "bytea" else value


def test_the_clinic_goes_on_and_is_not_lost_unless_asked(copy: Path, installation: Installation) -> None:
    assert installation.alongside("restore", copy).returncode == 0
    installation.python(A_REVIEW)  # its rows count by themselves: they go on after the highest
    with installation.serving("--workers", "1", "--no-worker") as server:
        server.wait()
    refused = installation.alongside("restore", copy)
    assert (refused.returncode, "people in this database already" in refused.stderr) == (1, True)
    assert people(installation) == PEOPLE
    assert installation.alongside("restore", copy, "--replace").returncode == 0
    assert people(installation) == PEOPLE


def changed(old: Installation, folder: Path, statement: str) -> Path:
    """A backup of the same installation after ``statement``."""
    other = Installation(folder / "home")
    other.home.mkdir()
    with closing(sqlite3.connect(old.database)) as before, closing(sqlite3.connect(other.database)) as after:
        before.backup(after)
        assert after.execute(statement).rowcount > 0
        after.commit()
    return backup_of(other)


def test_what_postgresql_would_not_keep_is_refused_without_saying_it(
    old: Installation, installation: Installation, tmp_path: Path
) -> None:
    nul = "UPDATE base_services_service SET phone = 'a' || char(0) || 'secret'"
    refused = installation.alongside("restore", changed(old, tmp_path, nul))
    assert (refused.returncode, "A row of base_services_service" in refused.stderr) == (1, True)
    assert "secret" not in refused.stderr
    assert people(installation) == 0


def test_a_backup_of_an_older_version_is_refused(
    old: Installation, installation: Installation, tmp_path: Path
) -> None:
    older = "DELETE FROM django_migrations WHERE app = 'care_plan' AND name = '0001_initial'"
    refused = installation.alongside("restore", changed(old, tmp_path, older))
    assert (refused.returncode, "lacks care_plan.0001_initial" in refused.stderr) == (1, True)
    assert people(installation) == 0


def test_killed_half_way_it_left_nobody_and_can_be_done_again(copy: Path, installation: Installation) -> None:
    with psycopg.connect(address(installation), autocommit=True) as server:
        server.execute(HOLD)
        server.execute("SELECT pg_advisory_lock(42)")
        process = installation.start("restore", str(copy))
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not asked(server, HELD):
            assert process.poll() is None, (installation.home / "log").read_text()
            assert time.monotonic() < give_up
        process.send_signal(signal.SIGKILL)
        process.wait()
        server.execute("SELECT pg_advisory_unlock(42)")
        server.execute(LET_GO)  # waits until the server has rolled back what the killed one did
    assert people(installation) == 0
    again = installation.alongside("restore", copy)
    assert again.returncode == 0, again.stderr
    assert people(installation) == PEOPLE


def asked(server: psycopg.Connection[Any], question: str) -> int:
    row = server.execute(question).fetchone()
    return int(row[0]) if row else 0
