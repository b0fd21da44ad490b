"""What was acknowledged is there, whenever the server was killed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.durability.installation import PATIENCE_SECONDS, Installation, gone
from tests.durability.writers import Writers

SEED = 20181
ROUNDS = 12


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "home", settings="tests.durability.settings").with_tables()


def kept(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT key FROM base_record_submission WHERE owner = 'durability'")
        return {str(key) for (key,) in rows}


def test_no_acknowledged_write_is_missing_after_many_kills(installation: Installation) -> None:
    chance = random.Random(SEED)
    acknowledged: set[str] = set()
    for _round in range(ROUNDS):
        with installation.serving("--workers", "2", "--no-worker") as server:
            writers = Writers(server)
            writers.start()
            writers.wait_for(chance.randint(1, 120))
            server.kill()
            writers.stop()
        assert len(writers.acknowledged) > 0
        acknowledged |= set(writers.acknowledged)
        assert acknowledged <= kept(installation.database)
    assert len(acknowledged) > ROUNDS


def test_killing_the_supervisor_alone_leaves_no_process_behind(installation: Installation) -> None:
    with installation.serving("--workers", "2") as server:
        everyone = server.pids()
        assert len(everyone) >= 5  # the supervisor, the web server and its two, the delivery worker
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        assert gone(everyone)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_everything_stops_and_the_exit_code_is_0(
    installation: Installation, number: signal.Signals
) -> None:
    with installation.serving("--workers", "2") as server:
        everyone = server.pids()
        os.kill(server.process.pid, number)
        assert server.process.wait(PATIENCE_SECONDS) == 0
        assert gone(everyone)


def test_a_web_process_or_a_delivery_worker_that_dies_is_started_again(installation: Installation) -> None:
    with installation.serving("--workers", "1") as server:
        before = [pid for pid in server.pids() if pid != server.process.pid]
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        assert gone(before)
        server.wait()
        assert server.process.poll() is None
