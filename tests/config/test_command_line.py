"""The command line says what is wrong and how to mend it, in one sentence, and ends with a fitting code."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.config.cli.saying import counted
from tests.durability.installation import PATIENCE_SECONDS, ROOT, Installation

CHECKS = ROOT / "alongside" / "care" / "measures" / "definitions"
CLINIC = (
    "clinic", "create", "--name", "Riverside", "--phone", "0113 496 0101",
    "--lead", "lena@clinic.example", "--lead-name", "Lena Marsh",
)  # fmt: skip
ADD = ("clinic", "professional", "priya@clinic.example", "--name", "Priya Shah", "--profession")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A clinic that has been set up, shared by the tests that change nothing in it."""
    installation = Installation(tmp_path_factory.mktemp("installation") / "home")
    for command in (("migrate",), CLINIC, (*ADD, "physiotherapist")):
        done = installation.alongside(*command)
        assert done.returncode == 0, done.stderr
    return installation


@pytest.fixture
def empty(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "home")


def refused(done: subprocess.CompletedProcess[str], code: int, *said: str) -> None:
    """It ended with ``code``, said each of ``said`` in one line, and showed no traceback."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    for words in said:
        assert words in done.stderr


def test_help_answers_without_loading_what_it_does_not_need() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "alongside", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert not {"django", "granian", "pydantic", "psycopg"} & loaded
    for command in ("demo", "serve", "migrate", "person", "instrument", "backup", "restore", "clinic"):
        assert command in done.stdout


def test_one_of_a_thing_is_never_said_as_many() -> None:
    """*1 changes made*: a number before a word in the plural goes through ``counted``."""
    bare = re.compile(
        r"\{[^{}]*(?<!f)\} (?:[a-z]+ )?(?:changes|rows|records|people|steps|pairs|sets|files|members)\b"
    )
    sources = [*(ROOT / "alongside/config").rglob("*.py")]
    assert [f"{each.name}: {found}" for each in sources for found in bare.findall(each.read_text())] == []
    said = [counted(n, "row", "rows") for n in (0, 1, 2, 1200)]
    assert said == ["0 rows", "1 row", "2 rows", "1,200 rows"]


def test_a_word_that_is_no_command_is_a_wrong_use(empty: Installation) -> None:
    done = empty.alongside("serv")
    assert (done.returncode, "No such command" in done.stderr) == (2, True)


@pytest.mark.parametrize("setting, value, said", [
    ("ALONGSIDE_PUBLIC_URL", "http://clinic.example", "https only"),
    ("ALONGSIDE_WORKERS", "many", "ALONGSIDE_WORKERS"),
    ("ALONGSIDE_EMAIL_URL", "pigeon:", "'pigeon' is not smtp"),
])  # fmt: skip
def test_a_wrong_setting_is_named(setting: str, value: str, said: str, tmp_path: Path) -> None:
    refused(Installation(tmp_path, **{setting: value}).alongside("migrate"), 2, setting, said)


def test_a_database_that_cannot_be_reached_is_said_without_its_password(tmp_path: Path) -> None:
    url = "postgres://alongside:hidden-word@127.0.0.1:1/alongside"
    done = Installation(tmp_path, ALONGSIDE_DATABASE_URL=url).alongside("migrate")
    refused(done, 1, "cannot be used", "ALONGSIDE_DATABASE_URL")
    assert "hidden-word" not in done.stderr


def test_commands_that_need_an_up_to_date_database_say_so(empty: Installation) -> None:
    for command in (("clinic", "list"), ("person", "list"), ("work", "--once")):
        refused(empty.alongside(*command), 1, "not up to date", "alongside migrate")


def test_migrating_twice_does_nothing_the_second_time(empty: Installation) -> None:
    first, second = (json.loads(empty.alongside("migrate", "--json").stdout)["migrated"] for _ in range(2))
    assert len(first) > 10
    assert second == []


def test_two_that_migrate_at_once_both_succeed(empty: Installation) -> None:
    both = [empty.start("migrate") for _ in range(2)]
    assert [process.wait(PATIENCE_SECONDS) for process in both] == [0, 0]


def test_a_database_of_a_newer_version_is_left_alone(empty: Installation) -> None:
    empty.with_tables()
    empty.python(
        "from django.db import connection\n"
        "from django.db.migrations.recorder import MigrationRecorder\n"
        "MigrationRecorder(connection).record_applied('base_record', '9999_from_the_future')"
    )
    for command in (("migrate",), ("serve",), ("clinic", "list")):
        refused(empty.alongside(*command), 1, "newer version", "base_record.9999_from_the_future")


def test_what_is_written_is_for_its_user_only(installation: Installation) -> None:
    for path in (installation.home, installation.database, installation.home / "secret-key"):
        assert path.stat().st_mode & 0o077 == 0


def test_a_clinic_is_set_up_and_listed(installation: Installation) -> None:
    (clinic,) = json.loads(installation.alongside("clinic", "list", "--json").stdout)
    assert (clinic["name"], clinic["professionals"], clinic["leads"]) == ("Riverside", 1, 1)


@pytest.mark.parametrize("words, code, said", [
    (CLINIC, 1, "a clinic named Riverside already"),
    ((*CLINIC[:3], "Other", *CLINIC[4:], "--time-zone", "Europe/Atlantis"), 2, "not a time zone"),
    ((*CLINIC[:3], "Other", *CLINIC[4:], "--country", "gb"), 2, "not a country"),
    ((*CLINIC[:3], "Other", *CLINIC[4:-3], "lena", *CLINIC[-2:]), 2, "not an e-mail address"),
    ((*CLINIC[:3], " ", *CLINIC[4:]), 2, "--name needs words"),
    ((*ADD, "wizard"), 2, "not a profession"),
    ((*ADD, "nurse", "--team", "Hands"), 2, "There is: The team"),
    ((*ADD, "nurse", "--clinic", "here"), 2, "not an id"),
    (("clinic", "team", "The team"), 1, "a team named The team already"),
    (("person", "show", "joan"), 2, "not an id"),
    (("person", "show", "01926f00-0000-7000-8000-000000000000"), 1, "no record"),
])  # fmt: skip
def test_what_cannot_be_done_is_said(
    words: tuple[str, ...], code: int, said: str, installation: Installation
) -> None:
    refused(installation.alongside(*words), code, said)


def test_a_person_is_invited_in_a_professionals_name(empty: Installation) -> None:
    empty.with_tables()
    for command in (("migrate",), CLINIC, (*ADD, "physiotherapist")):
        empty.alongside(*command)
    invite = ("person", "invite", "joan@people.example", "--name", "Joan Archer", "--by")
    refused(empty.alongside(*invite, "nobody@clinic.example"), 1, "no seat in a team")
    refused(
        empty.alongside(*invite[:2], "joan", *invite[3:], "priya@clinic.example"), 2, "not an e-mail address"
    )
    invited = empty.alongside(*invite, "priya@clinic.example", "--json")
    assert invited.returncode == 0, invited.stderr
    (row,) = json.loads(empty.alongside("person", "list", "--email", "joan@people.example", "--json").stdout)
    assert row["id"] == json.loads(invited.stdout)["id"]
    shown = empty.alongside("person", "show", row["id"])
    assert "members" in shown.stdout
    for said in (shown.stdout, json.dumps(row)):
        assert "Joan" not in said
        assert "joan@" not in said
    refused(
        empty.alongside(*invite[:2], "priya@clinic.example", *invite[3:], "priya@clinic.example"),
        1,
        "cannot be invited",
    )
    assert empty.alongside("work", "--once").returncode == 0


def test_a_questionnaire_is_added_shown_and_retired(empty: Installation) -> None:
    empty.with_tables().alongside("migrate")
    refused_files = empty.alongside(
        "instrument", "add", CHECKS / "pain-check.toml", CHECKS / "pain-check.json"
    )
    assert (refused_files.returncode, "Traceback" in refused_files.stderr) == (1, False)
    assert "is not taken" in refused_files.stderr
    refused(
        empty.alongside("instrument", "add", "none.json", CHECKS / "pain-check.toml"), 1, "no file none.json"
    )
    added = empty.alongside(
        "instrument", "add", CHECKS / "pain-check.json", CHECKS / "pain-check.toml", "--json"
    )
    assert added.returncode == 0, added.stderr
    key = json.loads(added.stdout)["key"]
    listed = json.loads(empty.alongside("instrument", "list", "--json").stdout)
    assert key in {row["key"] for row in listed}
    assert json.loads(empty.alongside("instrument", "show", key, "--json").stdout)["in_use"] is True
    assert json.loads(empty.alongside("instrument", "retire", key, "--json").stdout)["in_use"] is False
    refused(empty.alongside("instrument", "show", "no-such"), 1, "no questionnaire 'no-such'")


def test_check_tells_what_is_to_be_mended(installation: Installation) -> None:
    done = installation.alongside("check", "--json")
    assert done.returncode == 0
    assert "Set ALONGSIDE_EMAIL_URL." in {finding["mend"] for finding in json.loads(done.stdout)}


def test_check_fails_where_a_record_could_be_seen(tmp_path: Path) -> None:
    done = Installation(tmp_path / "home", ALONGSIDE_DEBUG="true").alongside("check", "--json")
    assert done.returncode == 1
    assert "error" in {finding["level"] for finding in json.loads(done.stdout)}


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_is_taken_is_named(command: str, taken: int, empty: Installation) -> None:
    refused(empty.alongside(command, "--port", str(taken)), 1, f"Port {taken} is taken", "--port or PORT=")
    assert not empty.database.exists()


def test_the_demo_leaves_a_database_with_real_people_alone(installation: Installation) -> None:
    before = installation.database.read_bytes()
    refused(installation.alongside("demo"), 1, "not a simulated one", "ALONGSIDE_HOME=")
    refused(installation.alongside("demo", "--reset"), 1, "not a simulated one")
    assert installation.database.read_bytes() == before


def test_there_may_be_nothing_to_reset(empty: Installation) -> None:
    done = empty.alongside("demo", "--reset")
    assert (done.returncode, "nothing" in done.stdout) == (0, True)


def test_a_pipe_that_closes_early_is_no_fault(installation: Installation) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as broken:
        done = subprocess.run(
            [sys.executable, "-m", "alongside", "clinic", "list", "--json"],
            env=installation.environment, stdout=broken, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert "Traceback" not in done.stderr
