"""Invented numbers for the estimators' tests."""

from __future__ import annotations

import math

import duckdb
import numpy as np

from alongside.evaluation.estimators.duck import DuckTable, connect
from alongside.evaluation.estimators.sources import Arrays


def people(seed: int = 1, n: int = 600, groups: int = 23, away: float = 50.0) -> Arrays:
    """Six predictors far from 0, one of them with gaps, one a copy; an outcome; people within
    professionals.
    """
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, 5)) + away * random.normal(size=5)
    professional = random.integers(0, groups, n)
    y = x @ random.normal(size=5) + random.normal(size=groups)[professional] + 3 * random.normal(size=n)
    columns = {f"x{j}": x[:, j].copy() for j in range(5)}
    columns["x3"][random.random(n) < 0.05] = np.nan
    columns |= {"same": 3 * x[:, 0] - x[:, 1], "flat": np.full(n, 7.0), "y": y}
    names = np.array([f"P{code}" for code in professional], dtype=object)
    names[random.random(n) < 0.02] = None
    return Arrays(columns, {"professional": names, "person": np.arange(n) // 4})


def in_duckdb(source: Arrays, memory_mb: int = 200) -> DuckTable:
    """The same rows in a table of DuckDB, missing values as NULL."""
    connection = connect(memory_mb=memory_mb)
    names = [*source.columns, *source.clusters]
    kinds = ["DOUBLE"] * len(source.columns) + ["VARCHAR"] * len(source.clusters)
    declared = ", ".join(f'"{name}" {kind}' for name, kind in zip(names, kinds, strict=True))
    connection.execute(f"CREATE TABLE people ({declared})")
    rows = []
    for i in range(source.rows):
        numbers = [float(values[i]) for values in source.columns.values()]
        codes = [None if values[i] is None else str(values[i]) for values in source.clusters.values()]
        rows.append(tuple(None if math.isnan(value) else value for value in numbers) + tuple(codes))
    fill(connection, len(names), rows)
    return DuckTable(connection, "people")


def fill(connection: duckdb.DuckDBPyConnection, columns: int, rows: list[tuple]) -> None:
    marks = ", ".join(["?"] * columns)
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO people VALUES ({marks})", rows)  # noqa: S608
    connection.execute("COMMIT")
