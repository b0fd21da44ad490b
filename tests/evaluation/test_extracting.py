"""The extract as a file: Parquet that the seeds' plan can read, and a dictionary that says what is in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID

import duckdb
import numpy as np
import pytest

from alongside.care.support.actions.extract import ABOUT, Extract
from alongside.evaluation import extracting
from alongside.evaluation.plans import SEEDS
from alongside.evaluation.problems import Refused
from alongside.evaluation.study import evaluate
from tests.evaluation.writing import put


def extract(people: int = 60) -> Extract:
    """As care gives it: partnership goes with managing by half a point a point."""
    chance = np.random.default_rng(3)
    rows: list[dict] = []
    checks = {
        "partnership-check": ("listened", "understood", "beside", "explained", "involved", "fits", "reach"),
        "managing-check": ("helps", "active", "medicines", "noticing", "matters", "feelings", "sleeping"),
    }
    for person in range(people):
        for occasion, days in (("baseline", 0), ("three-months", 91))[: 1 + (person % 3 > 0)]:
            together = chance.normal(4, 1.5)
            row = {
                "person": f"P{person:04}",
                "occasion": occasion,
                "days": days,
                "on_time": True,
                "professional": f"T{person % 7}",
                "age": ("30 to 39", "40 to 49")[person % 2],
                "came_by": "self",
                "follow_up": None if person % 3 else "did not answer",
                "pain-check.week": int(chance.integers(2, 10)),
                "readiness-check.confidence": int(chance.integers(0, 11)),
                "readiness-check.where": "action",
            }
            for check, items in checks.items():
                level = together if check.startswith("p") else 0.5 * together + chance.normal(2, 0.8)
                for item in items:
                    row[f"{check}.{item}"] = int(np.clip(round(level + chance.normal(0, 1)), 0, 8))
            rows.append(row)
    answers = tuple(sorted(set(rows[0]) - set(ABOUT)))
    at = datetime(2026, 11, 12, tzinfo=UTC)
    return Extract(rows, ABOUT, answers, people, 2, 0, 5, at, "Riverside", True, UUID(int=1))


def test_the_seeds_plan_reads_the_extract_and_finds_what_was_put_in(tmp_path):
    extracting.write(extract(), tmp_path / "answers")
    found = evaluate(SEEDS, tmp_path / "answers" / extracting.ANSWERS)
    assert found["data"]["simulated"]
    last = found["outcomes"]["managing-at-the-beginning"]["blocks"][-1]
    assert (last["name"], last["n"]) == ("Partnership", 60)
    assert last["p"] < 0.001
    reasons = [one for step in found["flow"] for one in step["left"] if one["reason"] == "did not answer"]
    assert [one["n"] for one in reasons] == [20]


def test_the_dictionary_says_what_each_column_is(tmp_path):
    extracting.write(extract(6), tmp_path / "answers")
    told = json.loads((tmp_path / "answers" / extracting.DICTIONARY).read_text(encoding="utf-8"))
    columns = {one["name"]: one for one in told["columns"]}
    there = duckdb.read_parquet(str(tmp_path / "answers" / extracting.ANSWERS)).columns
    assert list(columns) == there
    assert columns["pain-check.week"]["type"] == "DOUBLE"
    assert columns["age"]["type"] == "VARCHAR"
    assert (told["k"], told["objected"], told["simulated"]) == (5, 2, True)


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    put(tmp_path, "thesis.doc", "years of work")
    with pytest.raises(Refused, match="other things"):
        extracting.write(extract(6), tmp_path)
