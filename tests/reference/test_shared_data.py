"""Two published cohorts, where they are at hand: the same numbers as R's. They are not part of the
project.
"""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from alongside.evaluation.estimators.blocks import fit_blocks
from alongside.evaluation.estimators.change import paired_change
from alongside.evaluation.estimators.mixed import fit_mixed
from alongside.evaluation.estimators.results import Mixed
from alongside.evaluation.estimators.sources import Arrays
from tests.reference.compare import frozen, pairs

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")

pytestmark = pytest.mark.skipif(
    not (SHARED / "cohort").is_dir(),
    reason=f"no real data: {SHARED} is missing (SHARED_DATA says where it is)",
)
LINEAR, REML = 1e-8, 1e-5


def read(name: str) -> list[dict[str, str]]:
    with (SHARED / "cohort" / name).open() as file:
        return list(csv.DictReader(file))


def numbers(rows: Sequence[dict[str, str]], column: str) -> np.ndarray:
    return np.array([math.nan if row[column] == "NA" else float(row[column]) for row in rows])


def assert_same(name: str, ours: object, theirs: object, tolerance: float) -> None:
    assert [pair for pair in pairs(name, ours, theirs, tolerance) if not pair.same] == []


def assert_same_mixed(found: Mixed, theirs: dict) -> None:
    assert found.criterion <= theirs["criterion"] + 1e-8
    assert_same("estimate", found.estimates, theirs["estimate"], REML)
    assert_same("se", [one.se for one in found.coefficients], theirs["se"], REML)
    assert_same("sigma", found.residual_sd, theirs["sigma"], REML)
    assert_same("variance", found.random[0].covariance.ravel(), np.ravel(theirs["variance"]).tolist(), REML)


def test_a_trial_of_therapy_by_computer_gives_the_numbers_of_r() -> None:
    rows, theirs = read("BtheB.csv"), frozen("shared")["btheb"]
    people = {
        "pre": numbers(rows, "bdi.pre"),
        "drug": np.array([float(row["drug"] == "Yes") for row in rows]),
        "long": np.array([float(row["length"] == ">6m") for row in rows]),
        "btb": np.array([float(row["treatment"] == "BtheB") for row in rows]),
    }
    two = numbers(rows, "bdi.2m")
    nest = [("before", ["pre", "drug", "long"]), ("treatment", ["btb"])]
    found = fit_blocks(Arrays({**people, "two": two}), outcome="two", blocks=nest, errors="HC3")
    assert found.n == theirs["n"]
    assert_same("r2", [block.r2 for block in found.blocks], theirs["r2"], LINEAR)
    last = found.blocks[-1]
    assert_same("F", [last.f_change, last.p], [theirs["f_change"], theirs["p"]], LINEAR)
    assert_same("estimate", last.estimates, theirs["estimate"], LINEAR)
    assert_same("HC3", [one.se for one in last.coefficients], theirs["hc3"], LINEAR)
    change = paired_change(people["pre"], two)
    assert_same(
        "t", [change.t.statistic, change.mean_change.estimate], [theirs["t"], theirs["change"]], LINEAR
    )

    months = {name: np.tile(values, 4) for name, values in people.items()}
    months["month"] = np.repeat([2.0, 3.0, 5.0, 8.0], len(rows))
    months["bdi"] = np.concatenate([numbers(rows, f"bdi.{month}m") for month in (2, 3, 5, 8)])
    long = Arrays(months, {"id": np.tile(np.arange(len(rows)), 4)})
    predictors = ["pre", "month", "btb", "drug", "long"]
    assert_same_mixed(fit_mixed(long, outcome="bdi", predictors=predictors, person="id"), theirs["mixed"])


def test_a_trial_of_sore_knees_gives_the_numbers_of_r() -> None:
    rows, theirs = read("knee.csv"), frozen("shared")["knee"]
    columns = {name: np.tile(numbers(rows, name), 4) for name in ("Age", "Sex", "Th")}
    columns["visit"] = np.repeat([1.0, 2.0, 3.0, 4.0], len(rows))
    columns["pain"] = np.concatenate([numbers(rows, f"R{visit}") for visit in (1, 2, 3, 4)])
    long = Arrays(columns, {"N": np.tile(np.arange(len(rows)), 4)})
    predictors = ["Age", "Sex", "visit", "Th"]
    fit = fit_blocks(long, outcome="pain", blocks=[("all", predictors)], errors="CR2", cluster="N")
    found = fit.blocks[0].coefficients
    assert_same("estimate", [one.estimate for one in found], theirs["estimate"], LINEAR)
    assert_same("se", [one.se for one in found], theirs["se"], LINEAR)
    assert_same("df", [one.df for one in found], theirs["df"], LINEAR)
    assert_same("p", [one.p for one in found], theirs["p"], LINEAR)
    mixed = fit_mixed(long, outcome="pain", predictors=predictors, person="N", slope="visit")
    assert_same_mixed(mixed, theirs["mixed"])
