"""What a clinic wrote beside the database is in a backup and comes back; nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.base.backup import archive, files
from alongside.base.backup.faults import BackupFault
from alongside.config import settings

AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
DECLARED = settings.BACKUP_FILES
SIGNED, STEPS = "findings/signatures.txt", "steps/park.toml"


def lay(home: Path, **what: str) -> Path:
    for name, content in {SIGNED: "sealed", STEPS: "area", **what}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content)
    return home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    others = {"secret-key": "key", "evaluations/1/report.html": "report", "steps/notes.txt": "note"}
    return lay(tmp_path / "home", **others)


def test_signatures_and_a_clinics_own_steps_are_kept_and_neither_the_key_nor_reports_are(home: Path) -> None:
    assert files.gather(home, DECLARED) == {SIGNED: b"sealed", STEPS: b"area"}


def test_what_is_put_back_is_what_was_there_and_what_was_in_the_way_stands_beside_it(home: Path) -> None:
    before = files.gather(home, DECLARED)
    (home / STEPS).write_text("changed")
    (home / "steps" / "later.toml").write_text("later")
    kept = files.put_back(home, before, DECLARED, at=AT)
    assert files.gather(home, DECLARED) == before
    assert {path.read_text() for path in kept} == {"changed", "later"}
    assert all(path.name.endswith(".before-20261123T103000Z") for path in kept), "no step is read from these"
    assert files.put_back(home, before, DECLARED, at=AT) == []


def test_what_is_restored_is_for_its_owner_only(home: Path, tmp_path: Path) -> None:
    files.put_back(tmp_path / "new", files.gather(home, DECLARED), DECLARED, at=AT)
    assert (tmp_path / "new" / SIGNED).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "name",
    [
        "secret-key",
        "../steps/a.toml",
        "steps/../a.toml",
        "steps/a/b.toml",
        "steps/a.py",
        "/steps/a.toml",
        "",
        "steps/\0.toml",
    ],
)
def test_a_backup_writes_nowhere_else(name: str, home: Path) -> None:
    with pytest.raises(BackupFault, match="none of ours"):
        files.put_back(home, {name: b"x"}, DECLARED, at=AT)
    assert (home / "secret-key").read_text() == "key"
    assert (home / STEPS).read_text() == "area"


@given(st.text(alphabet="./stepa\\*", max_size=14))
def test_no_name_that_is_let_in_leaves_the_folder(name: str) -> None:
    try:
        files.refuse_undeclared([f"{name}.toml"], DECLARED)
    except BackupFault:
        return
    assert Path(f"/srv/data/{name}.toml").resolve().parent == Path("/srv/data/steps")


def test_a_file_far_too_large_is_refused_by_name(home: Path) -> None:
    (home / STEPS).write_bytes(bytes(archive.LARGEST_FILE + 1))
    with pytest.raises(BackupFault, match=r"park\.toml is larger"):
        files.gather(home, DECLARED)
