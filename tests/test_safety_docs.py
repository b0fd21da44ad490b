"""The safety papers name tests that exist, number their hazards, and claim nothing."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ROOT / "docs" / "safety"
HAZARDS = (PAPERS / "hazards.md").read_text(encoding="utf-8")
ROWS = [line for line in HAZARDS.splitlines() if re.match(r"\| H\d+ \|", line)]


def test_every_test_that_a_hazard_names_exists() -> None:
    missing = []
    for path, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", HAZARDS):
        file = ROOT / path
        if not file.is_file() or f"def {name}(" not in file.read_text(encoding="utf-8"):
            missing.append(f"{path}::{name}")
    assert not missing, missing


def test_every_hazard_has_a_number_a_cause_an_effect_a_control_a_test_and_what_remains() -> None:
    assert [row.split("|")[1].strip() for row in ROWS] == [f"H{at:02}" for at in range(1, len(ROWS) + 1)]
    assert len(ROWS) >= 25
    for row in ROWS:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 7, cells[0]
        assert all(cells), cells[0]
        assert "`tests/" in cells[5], cells[0]


def test_every_paper_says_what_it_is_not() -> None:
    for paper in PAPERS.glob("*.md"):
        head = paper.read_text(encoding="utf-8")[:600]
        assert re.search(r"Status: .*(draft|template)", head), paper.name


def test_links_between_the_papers_lead_somewhere() -> None:
    for paper in PAPERS.glob("*.md"):
        for target in re.findall(r"\]\(([\w./-]+)\)", paper.read_text(encoding="utf-8")):
            assert (paper.parent / target).exists(), f"{paper.name}: {target}"
