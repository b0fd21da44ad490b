"""Where one at a time may write (SQLite), who waits is let in as soon as the other has done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import OperationalError, connections

from alongside.base.sqlite import base

pytestmark = pytest.mark.django_db  # whose connection is not used: ours is one to a file


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[base.DatabaseWrapper, sqlite3.Connection]]:
    """Our own connection, that waits ten seconds at most, and a stranger that writes."""
    path = tmp_path / "database.sqlite3"
    ours = base.DatabaseWrapper(
        {
            **connections.databases["default"],
            "ENGINE": "alongside.base.sqlite",
            "NAME": str(path),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10},
        },
        "ours",
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger, closing(ours):
        ours.cursor().execute("CREATE TABLE kept (number INTEGER)")
        yield ours, stranger


def test_it_asks_again_at_an_even_pace_until_the_other_has_done(two, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, stranger = two
    stranger.execute("BEGIN IMMEDIATE")
    pauses: list[float] = []

    def slept(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 30:
            stranger.execute("COMMIT")

    monkeypatch.setattr(base.time, "sleep", slept)
    ours.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert pauses == [base.ASK_EVERY_SECONDS] * 30
    ours.cursor().execute("INSERT INTO kept VALUES (1)")
    ours.commit()
    ours.set_autocommit(True)
    assert ours.connection.execute("PRAGMA busy_timeout").fetchone() == (10_000,)


def test_it_gives_up_after_its_time_and_at_once_where_waiting_is_no_use(
    two, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, stranger = two
    stranger.execute("BEGIN IMMEDIATE")
    clock = iter(range(100))
    monkeypatch.setattr(base.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(base.time, "sleep", lambda _seconds: None)
    with pytest.raises(OperationalError, match="locked"):
        ours.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert next(clock) == 12, "asked for ten seconds"
    stranger.execute("ROLLBACK")
