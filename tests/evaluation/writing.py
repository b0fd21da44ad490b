"""Plans and data for tests, written small."""

from __future__ import annotations

from pathlib import Path

import numpy as np

PLAN = """
[plan]
title = "A small one"
written_on = 2026-11-22

[data]
layout = "long"
person = "id"
occasion = "visit"

[[occasions]]
name = "baseline"
written = "0"
time = 0

[[occasions]]
name = "later"
written = "3"
time = 3

[scales.managing]
items = ["m1", "m2", "m3"]
reversed = ["m3"]
item_range = [0, 8]
missing = { at_most = 1 }
better = "higher"
mic = 2

[variables.arm]
kind = "category"
levels = ["usual", "new"]

[outcomes.managing]
when = "later"

[[blocks]]
name = "Before"
predictors = ["{outcome}@baseline", "pain@baseline"]

[[blocks]]
name = "Arm"
predictors = ["arm"]
"""

# Of a clinic's own answers, as a lead may keep it.
CLINIC_PLAN = """
[plan]
title = "Does pain go with managing?"
written_on = 2026-11-01

[data]
layout = "long"
person = "person"
occasion = "occasion"
cluster = "professional"

[[occasions]]
name = "baseline"

[[occasions]]
name = "three-months"

[outcomes."managing-check.matters"]
when = "baseline"

[[blocks]]
name = "Pain"
predictors = ["pain-check.week@same"]

[errors]
kind = "HC3"

[dropout]
imputation = false
weighting = false
"""


def plan(*, without: str = "", **changed: str) -> str:
    """The plan above, with texts in it changed: ``plan(**{'old text': 'new text'})``."""
    text = PLAN.replace(without, "") if without else PLAN
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    return text


def long_rows(people: int = 60, *, seed: int = 7, leave: float = 0.2) -> list[dict[str, object]]:
    """Two rows a person, fewer of whom left; managing goes with the arm."""
    chance = np.random.default_rng(seed)
    rows: list[dict[str, object]] = []
    for person in range(people):
        arm = ("usual", "new")[person % 2]
        able = chance.normal(4, 1.2)
        pain = int(chance.integers(0, 11))
        for visit in (0, 3):
            if visit and chance.random() < leave:
                continue
            level = able + (0.9 if visit and arm == "new" else 0.0)
            items = np.clip(np.rint(level + chance.normal(0, 1.2, 3)), 0, 8).astype(int)
            rows.append(
                {"id": f"p{person}", "visit": visit, "arm": arm, "pain": pain, "who": f"T{person % 8}",
                 "m1": items[0], "m2": items[1], "m3": 8 - items[2]}
            )  # fmt: skip
    return rows


def csv(rows: list[dict[str, object]], delimiter: str = ",") -> str:
    names = list(rows[0])
    lines = [delimiter.join(names)]
    lines += [delimiter.join("" if row[name] is None else str(row[name]) for name in names) for row in rows]
    return "\n".join(lines) + "\n"


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
