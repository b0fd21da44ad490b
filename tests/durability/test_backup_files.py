"""The command takes what a clinic wrote beside the database along, and brings it back."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from alongside.base.backup import files
from tests.base.backup.test_files import DECLARED, SIGNED, STEPS, lay
from tests.durability.installation import Installation


def test_the_command_brings_them_back_and_takes_no_damaged_or_foreign_one(tmp_path: Path) -> None:
    here, there = Installation(tmp_path / "here").with_tables(), Installation(tmp_path / "there")
    assert here.alongside("migrate").returncode == 0
    lay(here.home)
    copy = tmp_path / "copy"
    made = here.alongside("backup", copy, "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["files"] == [SIGNED, STEPS]
    assert zipfile.ZipFile(copy).testzip() is None
    for name, reason in ((f"files/{STEPS}", "does not match"), ("manifest.json", "none of ours")):
        bad = damaged(copy, tmp_path / reason.replace(" ", "-"), name)
        refused = there.alongside("restore", bad)
        assert (refused.returncode, reason in refused.stderr) == (1, True), refused.stderr
        assert not there.database.exists(), "nothing is restored in part"
    assert there.alongside("restore", copy).returncode == 0
    assert files.gather(there.home, DECLARED) == {SIGNED: b"sealed", STEPS: b"area"}


def damaged(copy: Path, target: Path, name: str) -> Path:
    """The archive with a step changed; or with its manifest, so that it names a file of nobody's."""
    with zipfile.ZipFile(copy) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            if each == name and name == "manifest.json":
                content = content.replace(STEPS.encode(), b"secret-key")
            elif each == name:
                content += b"!"
            renamed = each.replace(STEPS, "secret-key") if name == "manifest.json" else each
            new.writestr(renamed, content)
    return target
