"""``alongside evidence``: what it prints for programs, and what it says when it cannot."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alongside.config.cli import app
from alongside.config.operations import evidence_dedupe
from alongside.config.problems import Problem
from alongside.evidence.importing import read, write_csv
from tests.evidence.dedupe.made import made
from tests.evidence.ranking.test_ranker import LABELS, MADE
from tests.evidence.real_data import real_data


def said(*arguments: str | Path) -> str:
    done = CliRunner().invoke(app, ["evidence", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        write_csv(made(60, 2)[0], file)
    return path


def test_dedupe_prints_exactly_two_keys_with_the_ids_of_the_file(export: Path) -> None:
    found = json.loads(said("dedupe", export, "--json"))
    assert list(found) == ["merged", "doubtful"]
    ids = {record.id for record in read(export)}
    assert found["merged"]
    assert all(len(group) > 1 and set(group) <= ids for group in found["merged"])
    # A made copy is called after its original: r7, r7c0, r7c1.
    assert all(len({one.partition("c")[0] for one in group}) == 1 for group in found["merged"])


def test_merged_records_are_written_once_and_never_over_a_file(export: Path, tmp_path: Path) -> None:
    to = tmp_path / "merged.ris"
    said("dedupe", export, "--to", to)
    found = json.loads(said("dedupe", export, "--json"))
    before, after = list(read(export)), list(read(to))
    assert len(after) == len(before) - sum(len(group) - 1 for group in found["merged"])
    with pytest.raises(Problem, match="there already"):
        said("dedupe", export, "--to", to)


def test_import_says_what_is_in_a_file_and_what_was_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("A stray line\nTY  - JOUR\nTI  - One\nPY  - soon\nER  - \n")
    found = json.loads(said("import", path, "--json"))
    assert (found["records"], found["format"], found["dropped"]) == (1, "RIS", 1)
    assert [notice["code"] for notice in found["notices"]] == ["outside", "no-year"]
    assert "A stray line" in said("import", path)


@pytest.fixture
def screened(tmp_path: Path) -> Path:
    path = tmp_path / "screened.csv"
    rows = [
        "title,abstract,decided",
        *(f"{text.title},{text.abstract},{int(label)}" for text, label in zip(MADE, LABELS, strict=True)),
    ]
    path.write_text("\n".join(rows) + "\n")
    return path


def test_rank_simulates_and_prints_exactly_three_keys(screened: Path) -> None:
    found = json.loads(said("rank", screened, "--labels", "decided", "--simulate", "--seed", "3", "--json"))
    assert list(found) == ["wss95", "atd", "recall"]
    assert found["recall"][-1][1] == 1.0
    assert all(
        one[0] < two[0] and one[1] < two[1]
        for one, two in zip(found["recall"], found["recall"][1:], strict=False)
    )


def test_rank_orders_what_is_undecided(screened: Path) -> None:
    lines = screened.read_text().splitlines()
    screened.write_text("\n".join([*lines[:20], *(line[:-1] for line in lines[20:])]) + "\n")
    rows = json.loads(said("rank", screened, "--labels", "decided", "--json"))
    assert len(rows) == 160 - 19
    assert rows[0]["rank"] == 1


@pytest.mark.parametrize(
    "arguments,says",
    [
        (("rank", "{file}", "--labels", "nothing", "--simulate"), "has no column"),
        (("rank", "{file}", "--labels", "title", "--simulate"), "Decisions are 1 or 0"),
        (("rank", "{file}", "--labels", "decided", "--seed", "2"), "--simulate"),
        (("import", "{file}.missing"), "No such file"),
        (("dedupe", "{file}", "--to", "a.docx"), "none of .ris"),
    ],
)
def test_what_cannot_be_done_is_said(screened: Path, arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(Problem, match=says):
        said(*(argument.format(file=screened) for argument in arguments))


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "alongside", "evidence", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not {"numpy", "sklearn", "rapidfuzz", "openpyxl", "django"} & loaded


@pytest.mark.data
@pytest.mark.parametrize(
    "export_name,least",
    [
        ("stroke", 0.996),
        ("cytology_screening", 0.985),
        pytest.param("digital_work", 0.985, marks=pytest.mark.slow),
    ],
)
def test_on_the_real_exports_no_merge_is_false_and_hardly_one_is_missed(
    export_name: str, least: float
) -> None:
    found = evidence_dedupe.deduplicated(real_data("dedupe", f"{export_name}.records.csv"))
    lines = real_data("dedupe", f"{export_name}.merged_ids.csv").read_text().splitlines()[1:]
    true = {tuple(sorted(pair)) for line in lines for pair in combinations(line.strip('"').split(";"), 2)}
    pairs = {tuple(sorted(pair)) for group in found["merged"] for pair in combinations(group, 2)}
    assert not pairs - true
    assert len(pairs & true) / len(true) >= least
