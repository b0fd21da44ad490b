"""The documents say what there is: every entry of the grammar, and the schema that results keep."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from alongside.evaluation.plan.grammar import Plan
from alongside.evaluation.plan.loading import load, read
from alongside.evaluation.plans import SEEDS
from alongside.evaluation.results.suppression import suppressed
from alongside.evaluation.results.writing import as_text
from alongside.evaluation.study import evaluate
from tests.evaluation.test_evaluating import WHOLE
from tests.evaluation.writing import csv, long_rows, put

DOCS = Path(__file__).parents[2] / "docs"
GRAMMAR = (DOCS / "reference" / "analysis-plan.md").read_text(encoding="utf-8")
SCHEMA = json.loads((DOCS / "reference" / "results.schema.json").read_text(encoding="utf-8"))
TYPES = {
    "string": str,
    "boolean": bool,
    "object": dict,
    "array": list,
    "integer": int,
    "number": (int, float),
}


def faults(value: Any, schema: dict[str, Any], at: str = "$") -> list[str]:
    """What of ``value`` a JSON schema forbids: the parts of it that ours uses."""
    if "anyOf" in schema:
        found = [faults(value, one, at) for one in schema["anyOf"]]
        return [] if [] in found else found[0]
    wanted = schema.get("type", [])
    kinds = [wanted] if isinstance(wanted, str) else wanted
    if value is None:
        return [] if not kinds or "null" in kinds else [f"{at} is null"]
    if kinds and not any(isinstance(value, TYPES[kind]) for kind in kinds if kind != "null"):
        return [f"{at} is {type(value).__name__}"]
    return _bounds(value, schema, at) + _inside(value, schema, at)


def _bounds(value: Any, schema: dict[str, Any], at: str) -> list[str]:
    allowed = schema.get("enum", [schema["const"]] if "const" in schema else None)
    wrong = allowed is not None and value not in allowed
    wrong = wrong or ("pattern" in schema and not re.search(schema["pattern"], value))
    wrong = wrong or ("minimum" in schema and not schema["minimum"] <= value <= schema.get("maximum", value))
    return [f"{at} is out of bounds"] if wrong else []


def _inside(value: Any, schema: dict[str, Any], at: str) -> list[str]:
    if isinstance(value, list):
        each = schema.get("items", {})
        return [fault for i, one in enumerate(value) for fault in faults(one, each, f"{at}[{i}]")]
    if not isinstance(value, dict):
        return []
    found = [f"{at}.{name} is missing" for name in schema.get("required", []) if name not in value]
    for name, one in value.items():
        part = schema.get("properties", {}).get(name, schema.get("additionalProperties", {}))
        found += faults(one, part, f"{at}.{name}")
    return found


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schema")
    found = evaluate(put(folder, "plan.toml", WHOLE), put(folder, "data.csv", csv(long_rows())))
    return json.loads(as_text(found))


def test_results_keep_to_the_schema(results):
    assert faults(results, SCHEMA) == []
    assert faults(suppressed(results, 5), SCHEMA) == []
    assert set(SCHEMA["required"]) == results.keys()


def test_the_schema_refuses_what_is_not_so(results):
    broken = json.loads(json.dumps(results))
    del broken["outcomes"]["managing"]["blocks"][0]["delta_r2"]
    broken["outcomes"]["managing"]["coefficients"][0]["p"] = 1.5
    assert faults(broken, SCHEMA) == [
        "$.outcomes.managing.blocks[0].delta_r2 is missing",
        "$.outcomes.managing.coefficients[0].p is out of bounds",
    ]


def test_every_entry_of_the_grammar_is_explained():
    entries: set[str] = set()
    for part in [Plan.model_json_schema(), *Plan.model_json_schema()["$defs"].values()]:
        entries |= part["properties"].keys()
    assert [entry for entry in sorted(entries) if not re.search(rf"\b{entry}\b", GRAMMAR)] == []


def test_every_piece_of_toml_in_the_docs_is_toml_that_a_plan_may_hold():
    pieces = re.findall(r"```toml\n(.*?)```", GRAMMAR, re.DOTALL)
    assert len(pieces) >= 5
    read(pieces[0].encode())
    known = Plan.model_fields.keys()
    assert all(tomllib.loads(piece).keys() <= known for piece in pieces)


def test_the_plans_that_come_with_alongside_are_plans():
    paths = sorted((DOCS / "examples" / "analysis-plan").glob("*.toml"))
    assert [path.stem for path in paths] == ["BtheB", "knee"]
    assert all(load(path).plan.outcomes for path in [*paths, SEEDS])
