"""The same promises on a real PostgreSQL server, with its own programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.durability.installation import Installation

pytestmark = pytest.mark.postgres

CLINIC = (
    "clinic", "create", "--name", "Riverside", "--phone", "0113 496 0101",
    "--lead", "lena@clinic.example", "--lead-name", "Lena Marsh",
)  # fmt: skip


def names(installation: Installation) -> list[str]:
    return [row["name"] for row in json.loads(installation.alongside("clinic", "list", "--json").stdout)]


def test_what_is_backed_up_comes_back(installation: Installation, tmp_path: Path) -> None:
    installation.alongside(*CLINIC)
    made = installation.alongside("backup", tmp_path / "copy", "--json")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    installation.alongside(*CLINIC[:3], "Another", *CLINIC[4:])
    assert names(installation) == ["Riverside", "Another"]
    refused = installation.alongside("restore", tmp_path / "copy")
    assert (refused.returncode, "has tables already" in refused.stderr) == (1, True)
    restored = installation.alongside("restore", tmp_path / "copy", "--replace", "--json")
    assert restored.returncode == 0, restored.stderr
    assert json.loads(restored.stdout)["rows"] == json.loads(made.stdout)["rows"]
    assert names(installation) == ["Riverside"]


def test_a_damaged_file_is_refused_and_nothing_changes(installation: Installation, tmp_path: Path) -> None:
    installation.alongside(*CLINIC)
    copy = tmp_path / "copy"
    installation.alongside("backup", copy)
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 0xFF
    copy.write_bytes(content)
    refused = installation.alongside("restore", copy, "--replace")
    assert (refused.returncode, "damaged" in refused.stderr) == (1, True)
    assert names(installation) == ["Riverside"]


def test_without_its_programs_it_says_what_to_install(installation: Installation, tmp_path: Path) -> None:
    bare = Installation(tmp_path / "home", **{**installation.environment, "PATH": str(tmp_path)})
    refused = bare.alongside("backup", tmp_path / "copy")
    assert (refused.returncode, "apt-get install postgresql-client" in refused.stderr) == (1, True)
