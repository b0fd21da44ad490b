"""Somebody who only reviews literature sets out from the command line, with nothing of a clinic."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alongside.base.services.models import Service
from alongside.config.cli import app
from alongside.config.problems import Problem
from alongside.evidence.synthesis.models import Entry, Member, Synthesis

pytestmark = pytest.mark.django_db

LEAD = ("--question", "Does waving help?", "--lead", "ruth@university.example", "--lead-name", "Ruth Adler")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALONGSIDE_HOME", str(tmp_path))
    settings.FINDINGS_FOLDER = tmp_path / "findings"
    return tmp_path


def said(*arguments: str) -> dict:
    done = CliRunner().invoke(app, ["evidence", *arguments, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_lead_begins_brings_a_second_in_and_ends_a_seat() -> None:
    begun = said("begin", "Waving", *LEAD)
    assert begun["sign_in"].endswith("/account/sign-in/")
    said("add", "eli@university.example", "--name", "Eli Marks")
    assert {row["name"]: row["role"] for row in said("members")} == {
        "Ruth Adler": "lead",
        "Eli Marks": "reviewer",
    }
    said("end", "eli@university.example", "--synthesis", begun["id"])
    assert Member.objects.filter(until_at=None).count() == 1
    assert [row["members"] for row in said("list")] == [1]
    assert set(Entry.objects.values_list("kind", flat=True)) == {"begun", "member-in", "member-out"}
    assert not Service.objects.exists()


def test_the_lead_who_came_by_the_command_line_opens_the_pages(client) -> None:
    begun = said("begin", "Waving", *LEAD)
    lead = Synthesis.objects.get().members.get().account
    client.force_login(lead, backend="django.contrib.auth.backends.ModelBackend")
    assert not lead.is_professional
    assert client.get(f"/evidence/s/{begun['id']}/members/").status_code == 200
    assert client.get("/evidence/syntheses/begin/").status_code == 200, "who leads one may begin another"


@pytest.mark.parametrize(
    "arguments, says",
    [
        (("add", "eli@university.example", "--name", "Eli"), "There is no synthesis yet"),
        (("begin", " ", *LEAD), "--title is empty"),
        (("begin", "Waving", *LEAD[:3], "ruth", *LEAD[4:]), "no e-mail address"),
        (("members", "--synthesis", "12"), "There is no synthesis '12'"),
        (("sign", "123", "--name", "Dr Lee", "--role", "doctor"), "not the ones with this fingerprint"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(Problem, match=says.replace(".", r"\.")):
        said(*arguments)


def test_nobody_is_added_twice_and_somebody_has_to_lead() -> None:
    said("begin", "Waving", *LEAD)
    with pytest.raises(Problem, match="already"):
        said("add", "ruth@university.example", "--name", "Ruth")
    with pytest.raises(Problem, match="no role"):
        said("add", "eli@university.example", "--name", "Eli", "--role", "boss")
    with pytest.raises(Problem, match="has to lead"):
        said("end", "ruth@university.example")


def test_a_named_clinician_signs_what_was_read_and_nothing_else(folder: Path) -> None:
    read = said("findings")
    assert read["findings"]
    assert not read["published"]
    said("sign", read["sha256"], "--name", "Dr Lee", "--role", "doctor")
    assert said("findings")["published"]
    assert (folder / "findings" / "signatures.txt").is_file()
