"""The real server, with clients writing to it, backed up and brought back elsewhere."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.durability.installation import Installation
from tests.durability.writers import Writers

SETTINGS = "tests.durability.settings"


def keys(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
        return {str(key) for (key,) in connection.execute("SELECT key FROM base_record_submission")}


def test_what_was_acknowledged_before_a_backup_began_is_in_it(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "home", settings=SETTINGS).with_tables()
    elsewhere = Installation(tmp_path / "elsewhere", settings=SETTINGS)
    file = tmp_path / "backup"
    with installation.serving("--workers", "2", "--no-worker") as server:
        writers = Writers(server)
        writers.start()
        writers.wait_for(50)
        before = set(writers.acknowledged)
        made = installation.alongside("backup", file, "--json")
        after = len(writers.acknowledged)
        refused = installation.alongside("restore", file, "--replace")
        writers.stop()
        # It is the live database that was copied: the server went on, and still answers.
        assert server.process.poll() is None
        server.wait()
    assert made.returncode == 0, made.stderr
    assert after > len(before)
    assert (refused.returncode, "is in use" in refused.stderr) == (1, True)
    restored = elsewhere.alongside("restore", file, "--json")
    assert restored.returncode == 0, restored.stderr
    assert before <= keys(elsewhere.database) <= set(keys(installation.database))
    assert json.loads(restored.stdout)["rows"] == json.loads(made.stdout)["rows"]
    with elsewhere.serving("--workers", "1", "--no-worker") as server:
        server.wait()
