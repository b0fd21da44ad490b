"""A backup is complete, of one moment, and checked; a restore takes no damaged, newer or foreign file."""

from __future__ import annotations

import os
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.base.backup import sqlite
from alongside.base.backup.faults import BackupFault
from alongside.base.backup.manifest import Manifest

AT = datetime(2026, 11, 12, 10, 30, tzinfo=UTC)
KNOWN = {"base_services": {"0001_initial"}}

TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT);
INSERT INTO django_migrations (app, name) VALUES ('base_services', '0001_initial');
CREATE TABLE base_services_installation (id INTEGER PRIMARY KEY, simulated BOOL);
CREATE TABLE parent (id INTEGER PRIMARY KEY);
CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id));
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "alongside.sqlite3"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
        connection.executemany("INSERT INTO parent VALUES (?)", [(number,) for number in range(500)])
        connection.execute("INSERT INTO child SELECT id, id FROM parent")
        connection.commit()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "backups"
    path.mkdir()
    return path


def back_up(database: Path, target: Path, *, replace: bool = False) -> Manifest:
    return sqlite.backup(database=database, target=target, version="1.2", at=AT, files={}, replace=replace)


def restore(source: Path, database: Path, *, replace: bool = False) -> Path | None:
    return sqlite.restore(source=source, database=database, known=KNOWN, at=AT, replace=replace)[1]


def rows(database: Path, table: str = "child") -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def test_what_is_backed_up_comes_back_elsewhere(database: Path, folder: Path, tmp_path: Path) -> None:
    manifest = back_up(database, folder / "copy")
    assert manifest.tables == {
        "base_services_installation": 0,
        "child": 500,
        "django_migrations": 1,
        "parent": 500,
    }
    assert (manifest.made_at, manifest.alongside, manifest.simulated) == (AT, "1.2", False)
    elsewhere = tmp_path / "elsewhere" / "alongside.sqlite3"
    assert restore(folder / "copy", elsewhere) is None
    assert rows(elsewhere) == 500


def test_only_its_owner_can_read_a_backup_or_what_was_restored(database: Path, folder: Path) -> None:
    os.umask(0)
    back_up(database, folder / "copy")
    restore(folder / "copy", database, replace=True)
    assert (folder / "copy").stat().st_mode & 0o777 == 0o600
    assert database.stat().st_mode & 0o777 == 0o600


def test_a_copy_made_while_others_write_is_of_one_moment(
    database: Path, folder: Path, tmp_path: Path
) -> None:
    stop, acknowledged = threading.Event(), []
    begun = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=20)) as connection:
            number = 1000
            while not stop.is_set():
                number += 1
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO parent VALUES (?)", [number])
                connection.execute("INSERT INTO child VALUES (?, ?)", [number, number])
                connection.execute("COMMIT")
                acknowledged.append(number)
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(20)
        for copy in range(5):
            before = list(acknowledged)
            back_up(database, folder / f"copy-{copy}")
            restored = tmp_path / f"restored-{copy}.sqlite3"
            restore(folder / f"copy-{copy}", restored)
            with closing(sqlite3.connect(restored)) as connection:
                there = {number for (number,) in connection.execute("SELECT id FROM child")}
            assert set(before) <= there
            assert rows(restored, "parent") == rows(restored, "child")  # no transaction is there in part
    finally:
        stop.set()
        writer.join()


def test_a_file_that_is_there_is_replaced_only_when_asked(database: Path, folder: Path) -> None:
    (folder / "copy").write_text("mine")
    with pytest.raises(BackupFault, match="there already"):
        back_up(database, folder / "copy")
    assert (folder / "copy").read_text() == "mine"
    back_up(database, folder / "copy", replace=True)
    assert zipfile.is_zipfile(folder / "copy")


def test_a_database_with_a_row_that_points_nowhere_is_not_backed_up(database: Path, folder: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO child VALUES (9999, 9999)")
        connection.commit()
    with pytest.raises(BackupFault, match="belongs to another that is not there"):
        back_up(database, folder / "copy")
    assert list(folder.iterdir()) == []


def test_a_damaged_database_is_not_backed_up(database: Path, folder: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(database.read_bytes())
    content[4096 * 2 : 4096 * 2 + 200] = bytes(200)
    database.write_bytes(content)
    with pytest.raises(BackupFault, match=r"damaged|could not be copied"):
        back_up(database, folder / "copy")
    assert list(folder.iterdir()) == []


def test_there_is_no_database_or_no_folder(database: Path, folder: Path) -> None:
    with pytest.raises(BackupFault, match="no database"):
        back_up(folder / "none", folder / "copy")
    with pytest.raises(BackupFault, match="no folder"):
        back_up(database, folder / "none" / "copy")


@pytest.fixture
def copy(database: Path, folder: Path) -> Path:
    back_up(database, folder / "copy")
    return folder / "copy"


@pytest.fixture(params=[0.02, 0.2, 0.5, 0.8, 0.98])
def damaged(copy: Path, request: pytest.FixtureRequest) -> Path:
    """One byte in the file has changed."""
    content = bytearray(copy.read_bytes())
    content[int(len(content) * request.param)] ^= 0xFF
    copy.write_bytes(content)
    return copy


def test_a_database_is_kept_aside_complete_when_another_takes_its_place(database: Path, copy: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO child VALUES (501, 1)")
        connection.commit()
    kept = restore(copy, database, replace=True)
    assert kept is not None
    assert (rows(kept), rows(database)) == (501, 500)


def test_without_being_asked_no_database_is_replaced(database: Path, copy: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DELETE FROM child")
        connection.commit()
    with pytest.raises(BackupFault, match="add --replace"):
        restore(copy, database)
    assert rows(database) == 0


def test_a_journal_left_by_a_killed_process_does_not_get_into_the_restored_database(
    database: Path, copy: Path
) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DELETE FROM child")
        connection.commit()
        journal = database.with_name(database.name + "-wal").read_bytes()
    database.with_name(database.name + "-wal").write_bytes(journal)
    database.unlink()
    restore(copy, database)
    assert rows(database) == 500


@pytest.fixture
def in_use(database: Path) -> Iterator[None]:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("SELECT count(*) FROM child").fetchone()
        yield


def test_a_database_that_any_program_has_open_is_not_replaced(
    in_use: None, database: Path, copy: Path
) -> None:
    with pytest.raises(BackupFault, match="in use"):
        restore(copy, database, replace=True)
    assert rows(database) == 500


def test_a_damaged_file_is_refused_and_nothing_changes(damaged: Path, database: Path) -> None:
    before = database.read_bytes()
    with pytest.raises(BackupFault, match="damaged"):
        restore(damaged, database, replace=True)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir() if path.name.startswith(".")] == []


def test_a_file_cut_short_or_empty_or_of_another_kind_is_refused(copy: Path, database: Path) -> None:
    content = copy.read_bytes()
    for part in (b"", content[: len(content) // 2], b"SQLite format 3\0", database.read_bytes()):
        copy.write_bytes(part)
        with pytest.raises(BackupFault, match="damaged, or not a backup"):
            restore(copy, database, replace=True)
    with pytest.raises(BackupFault, match="no file"):
        restore(copy.with_name("none"), database, replace=True)


def rewritten(copy: Path, manifest: str, database: bytes | None = None) -> None:
    with zipfile.ZipFile(copy) as archive:
        content = archive.read("database") if database is None else database
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("database", content)


def manifest_of(copy: Path) -> Manifest:
    with zipfile.ZipFile(copy) as archive:
        return Manifest.model_validate_json(archive.read("manifest.json"))


@pytest.mark.parametrize("change, reason", [
    ({"migrations": {"base_services": ["0001_initial", "0002_later"]}}, "newer version of Alongside"),
    ({"migrations": {"care_wing_to_come": ["0001_initial"]}}, "newer version of Alongside"),
    ({"migrations": {}}, "of another database"),
    ({"engine": "postgresql"}, "uses SQLite"),
    ({"format": 2}, "has format 2"),
    ({"sha256": "0" * 64}, "does not match its SHA-256"),
    ({"tables": {"child": 500}}, "not as many rows"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(
    change: dict[str, object], reason: str, copy: Path, database: Path
) -> None:
    rewritten(copy, manifest_of(copy).model_copy(update=change).model_dump_json())
    with pytest.raises(BackupFault, match=reason):
        restore(copy, database, replace=True)
    assert rows(database) == 500


def test_a_file_that_unpacks_to_more_than_it_says_fills_no_disk(copy: Path, database: Path) -> None:
    rewritten(copy, manifest_of(copy).model_dump_json(), bytes(50_000_000))
    assert copy.stat().st_size < 1_000_000
    with pytest.raises(BackupFault, match="does not match"):
        restore(copy, database, replace=True)
