"""A backup, an erasing, a restore of that backup: what was erased is gone again before a page can show it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.config.test_command_line import ADD, CLINIC
from tests.durability.installation import Installation

SOMEBODY = ("Mavis Bright", "mavis@people.example")
NEEDLES = (b"mavis@people.example", b"Mavis Bright")


def held(home: Path) -> list[bytes]:
    """What of her stands in any byte of the database's files."""
    found = b"".join(file.read_bytes() for file in home.glob("alongside.sqlite3*"))
    return [needle for needle in NEEDLES if needle in found]


def test_what_was_erased_after_a_backup_is_erased_again_by_its_restore(tmp_path: Path) -> None:
    here, copy = Installation(tmp_path / "home"), tmp_path / "copy"

    def run(*words: object) -> str:
        done = here.alongside(*map(str, words))
        assert done.returncode == 0, done.stderr
        return done.stdout

    for command in (("migrate",), CLINIC, (*ADD, "physiotherapist")):
        run(*command)
    name, email = SOMEBODY
    invited = ("person", "invite", email, "--name", name, "--by", "priya@clinic.example", "--json")
    record = json.loads(run(*invited))["id"]
    run("backup", copy)
    assert held(here.home), "the search finds what is there"

    done = json.loads(run("person", "erase", record, "--ground", "ordered", "--json"))
    assert not held(here.home)

    restored = json.loads(run("restore", copy, "--replace", "--json"))
    assert restored["erased_again"] == 1
    assert json.loads(run("person", "list", "--json")) == []
    assert json.loads(run("person", "erased", "--json")) == [done], "when, why and until when are known again"
    assert not held(here.home)
    # Restored where nobody has erased anything, the backup is whole.
    elsewhere = Installation(tmp_path / "elsewhere")
    kept = elsewhere.alongside("restore", copy, "--json")
    assert json.loads(kept.stdout)["erased_again"] == 0
    assert held(elsewhere.home)
