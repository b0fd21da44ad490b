"""Ours beside R's."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from alongside.evaluation.estimators.sources import Arrays

HERE = Path(__file__).parent
CLOSED = 1e-8  # relative, for what has a closed form


@dataclass(frozen=True)
class Pair:
    """One number, ours and R's, and how near they must be (relative, and for zeros absolute)."""

    name: str
    ours: float
    theirs: float
    tolerance: float = CLOSED

    @property
    def same(self) -> bool:
        return math.isclose(self.ours, self.theirs, rel_tol=self.tolerance, abs_tol=1e-300)


def frozen(name: str) -> dict[str, Any]:
    return json.loads((HERE / "frozen" / f"{name}.json").read_text())


def table(name: str) -> dict[str, np.ndarray]:
    """A table of ``data/``: column -> (rows,), ``nan`` where empty."""
    with (HERE / "data" / f"{name}.csv").open() as file:
        rows = list(csv.DictReader(file))
    return {key: np.array([float(row[key]) if row[key] else math.nan for row in rows]) for key in rows[0]}


def arrays(name: str, *clusters: str) -> Arrays:
    columns = table(name)
    return Arrays(columns, {cluster: columns[cluster].astype(int) for cluster in clusters})


def pairs(name: str, ours: Any, theirs: Any, tolerance: float = CLOSED) -> Iterator[Pair]:
    """Number by number; both are numbers, or sequences of the same length."""
    if isinstance(theirs, int | float):
        yield Pair(name, float(ours), float(theirs), tolerance)
        return
    left = [float(value) for value in ours]
    assert len(left) == len(theirs), f"{name}: {len(left)} numbers, R has {len(theirs)}"
    for place, (one, other) in enumerate(zip(left, theirs, strict=True)):
        yield Pair(f"{name}[{place}]", one, float(other), tolerance)


def columns_of(rows: Any, *names: str) -> Mapping[str, list[float]]:
    """Attributes of several things, side by side."""
    return {name: [getattr(row, name) for row in rows] for name in names}
