"""The sums of :mod:`.sources` computed inside DuckDB, over a table, Parquet or CSV that is never loaded
whole.

Three passes over the rows: how many are complete and their means; centred products (corrected for what
rounding left of the means); scores; and one more where columns are nearly mixtures of others. Each is one SQL
statement in plain arithmetic and GROUP BY, so that
Spark SQL can run the same text. Clusters may be as many as people: where their sums would not fit (16 bytes
a sum), the rows are first copied in parts by the cluster's hash, on disk, and worked off part by part. 160 MB
are enough for ten million rows.

Numbers agree with the in-memory way to about 1e-10 (a test holds them), and so does what is left out as a
mixture of others.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import duckdb
import numpy as np
from numpy.typing import NDArray

from alongside.evaluation.estimators.design import root_of_sums
from alongside.evaluation.estimators.results import CannotEstimate, FloatArray
from alongside.evaluation.estimators.sources import (
    QR_TOLERANCE,
    ROOM,
    SUMS_RESOLUTION,
    TOO_MANY_CLUSTERS,
    Arrays,
    Basis,
    ClusterSums,
    Moments,
)

# Up to here a table is quicker and safer in memory (a few megabytes).
SMALL = 50_000
# Under this share of its length beside the columns before it, a column's sums of squares have lost digits.
NEAR = 1e-2
# What DuckDB keeps of one sum of one group, and how much of that a pass over the clusters may need, in bytes.
STATE, PART = 16, 30_000_000


def connect(
    *, memory_mb: int = 160, threads: int | None = None, temp: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection whose memory does not grow with the rows. ``temp`` is where it may write while it
    works.
    """
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{memory_mb}MB'")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET enable_progress_bar = false")  # it would write into what a program prints
    if threads is not None:
        connection.execute(f"SET threads = {threads}")
    if temp is not None:
        connection.execute(f"SET temp_directory = {_text(str(temp))}")
    return connection


def parquet(path: Path) -> str:
    """A Parquet file as something to select from."""
    return f"read_parquet({_text(str(path))})"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


class DuckTable:
    """A relation of DuckDB as a source.

    ``relation`` is what stands after FROM; ``columns`` says each name's SQL expression (a name not in it is
    a column of that name); ``clusters`` the same for clusters.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        relation: str,
        columns: Mapping[str, str] | None = None,
        clusters: Mapping[str, str] | None = None,
    ) -> None:
        self.connection = connection
        self.relation = relation
        self._columns = dict(columns or {})
        self._clusters = dict(clusters or {})
        self._rows: int | None = None

    @property
    def rows(self) -> int:
        """How many rows there are, complete or not."""
        if self._rows is None:
            self._rows = int(self.one(f"SELECT count(*) FROM {self.relation}")[0])
        return self._rows

    def loaded(self, names: Sequence[str], clusters: Sequence[str] = ()) -> Arrays:
        """These columns in memory: for small tables, and for what no sum can tell."""
        picked = [f"CAST({self.expression(name)} AS DOUBLE) AS c{i}" for i, name in enumerate(names)]
        picked += [f"CAST({self.cluster(name)} AS VARCHAR) AS g{i}" for i, name in enumerate(clusters)]
        found = self.connection.execute(f"SELECT {', '.join(picked)} FROM {self.relation}").fetchnumpy()
        columns = {
            name: np.ma.filled(np.ma.asarray(found[f"c{i}"], dtype=np.float64), np.nan)
            for i, name in enumerate(names)
        }
        return Arrays(columns, {name: _objects(found[f"g{i}"]) for i, name in enumerate(clusters)})

    def expression(self, name: str) -> str:
        return self._columns.get(name, quoted(name))

    def cluster(self, name: str) -> str:
        return self._clusters.get(name, quoted(name))

    def complete(self, names: Sequence[str], groups: Mapping[str, str]) -> str:
        """The complete rows as c0, c1, ... and the named groups. A sum is finite only where each of its
        parts is.
        """
        picked = [f"CAST({self.expression(name)} AS DOUBLE) AS c{i}" for i, name in enumerate(names)]
        picked += [f"{self.cluster(name)} AS {short}" for short, name in groups.items()]
        finite = f"isfinite({' + '.join(f'c{i}' for i in range(len(names)))})"
        there = "".join(f" AND {short} IS NOT NULL" for short in groups)
        return f"(SELECT * FROM (SELECT {', '.join(picked)} FROM {self.relation}) WHERE {finite}{there})"

    def with_column(self, name: str, sql: str) -> DuckTable:
        """The same table with one more column."""
        return DuckTable(self.connection, self.relation, self._columns | {name: sql}, self._clusters)

    def over(self, relation: str) -> DuckTable:
        """The same columns of another relation."""
        return DuckTable(self.connection, relation, self._columns, self._clusters)

    def one(self, sql: str) -> tuple[float, ...]:
        """The one row of a question."""
        row = self.connection.execute(sql).fetchone()
        return cast("tuple[float, ...]", row)

    def moments(self, names: Sequence[str], cluster: str | None = None) -> Moments:
        rows = self.complete(names, {} if cluster is None else {"g": cluster})
        k = len(names)
        first = self.one(f"SELECT count(*), {', '.join(f'avg(c{i})' for i in range(k))} FROM {rows}")
        n = int(first[0])
        if n < 2:
            raise CannotEstimate(f"Only {n} rows have all of {', '.join(names)}.")
        centres = first[1:]
        pairs = [(i, j) for i in range(k) for j in range(i, k)]
        centred = ", ".join(f"c{i} - {number(centre)} AS d{i}" for i, centre in enumerate(centres))
        sums = [f"sum(d{i})" for i in range(k)] + [f"sum(d{i} * d{j})" for i, j in pairs]
        found = np.array(self.one(f"SELECT {', '.join(sums)} FROM (SELECT {centred} FROM {rows})"))
        means = np.array(centres) + found[:k] / n
        root = root_of_sums(_products(found, k, n))
        said = f"(SELECT {centred} FROM {rows})"
        root, exact = self._sharpened(root, n, said, far=QR_TOLERANCE * np.abs(means) * math.sqrt(n))
        return Moments(tuple(names), n, self.rows - n, means, root, 0.0 if exact else SUMS_RESOLUTION)

    def _sharpened(
        self, root: FloatArray, n: int, centred: str, *, far: FloatArray
    ) -> tuple[FloatArray, bool]:
        """The root again from columns that are nearly orthonormal, where sums of squares have lost digits.

        Where a column keeps less than ``NEAR`` of its length beside those before it, its part in the root
        is good to few digits. Rows are then turned by the root found first, ``w = d T^-1``, their products
        summed in one more pass, and ``root = root_of_sums(w'w) T`` (CholeskyQR2; Yamamoto et al. 2015), as
        exact as QR of the rows. Columns no longer than ``far`` are constants, and not looked at.
        """
        lengths = np.linalg.norm(root, axis=0)
        left = np.divide(np.diag(root), lengths, out=np.ones_like(lengths), where=lengths > 0)
        looked_at = lengths > far
        if not bool((left[looked_at] < NEAR).any()):
            return root, False
        turn = np.eye(root.shape[0])
        steady = [int(j) for j in np.flatnonzero(looked_at & (left >= SUMS_RESOLUTION))]
        for j in np.flatnonzero(looked_at):
            turn[steady, j] = root[steady, j]
            turn[j, j] = root[j, j] if j in steady else 1.0
        inverse = np.triu(np.asarray(np.linalg.solve(turn, np.eye(turn.shape[0])), dtype=np.float64))
        k = turn.shape[0]
        w = ", ".join(f"{combine('d', inverse[:, j], j + 1)} AS w{j}" for j in range(k))
        sums = [f"sum(w{i})" for i in range(k)]
        sums += [f"sum(w{i} * w{j})" for i in range(k) for j in range(i, k)]
        found = np.array(self.one(f"SELECT {', '.join(sums)} FROM (SELECT {w} FROM {centred})"))
        return root_of_sums(_products(found, k, n)) @ turn, True

    def rows_of(self, basis: Basis, more: Mapping[str, str] | None = None) -> str:
        """SQL of z0.., the residuals e0.. (one a model), the leverages' rooms r0.., and the cluster g.

        ``more`` are further columns, by what they are to be called.
        """
        p = len(basis.predictors)
        groups = ({} if basis.cluster is None else {"g": basis.cluster}) | dict(more or {})
        rows = self.complete(basis.needed, groups)
        group = "".join(f", {name}" for name in groups)
        centres = [*basis.means, basis.outcome_mean]
        centred = ", ".join(f"c{i} - {number(centre)} AS d{i}" for i, centre in enumerate(centres))
        z = ", ".join(f"{combine('d', basis.inverse[:, j], j + 1)} AS z{j}" for j in range(p))
        last = [f"d{p}" + _subtract("z", basis.outcome_root[:size]) for size in basis.sizes]
        rooms = [
            f"{number(1 - 1 / basis.n)}" + "".join(f" - z{j} * z{j}" for j in range(size))
            for size in basis.sizes
        ]
        final = [f"{text} AS e{b}" for b, text in enumerate(last)]
        final += [f"{text} AS r{b}" for b, text in enumerate(rooms)]
        return (
            f"(SELECT *, {', '.join(final)} FROM (SELECT {z or '0 AS none'}, d{p}{group} "
            f"FROM (SELECT {centred}{group} FROM {rows})))"
        )

    def row_meat(self, basis: Basis) -> list[FloatArray]:
        one = number(1 / math.sqrt(basis.n))
        sums, layout = [], []
        for b, size in enumerate(basis.sizes):
            # A room of 0 would make the sum NULL or infinite; its model is told by the least room.
            weight = f"(e{b} / greatest(r{b}, 1e-12)) * (e{b} / greatest(r{b}, 1e-12))"
            terms = [one, *(f"z{j}" for j in range(size))]
            for i in range(size + 1):
                for j in range(i, size + 1):
                    sums.append(f"sum({weight} * {terms[i]} * {terms[j]})")
                    layout.append((b, i, j))
        rooms = [f"min(r{b})" for b in range(len(basis.sizes))]
        found = self.one(f"SELECT {', '.join(rooms + sums)} FROM {self.rows_of(basis)}")
        meats = _matrices(basis, layout, found[len(rooms) :])
        for least, meat in zip(found, meats, strict=False):
            if least < ROOM:
                meat[:] = np.nan
        return meats

    def _grouped(self, basis: Basis, extra: Sequence[str] = ()) -> str:
        """SQL of the clusters' scores: s{b}_{j} of model b and term j, 0 being the intercept."""
        one = number(1 / math.sqrt(basis.n))
        sums = []
        for b, size in enumerate(basis.sizes):
            sums.append(f"{one} * sum(e{b}) AS s{b}_0")
            sums += [f"sum(e{b} * z{j}) AS s{b}_{j + 1}" for j in range(size)]
        return f"(SELECT {', '.join([*sums, *extra])} FROM {self.rows_of(basis)} GROUP BY g)"

    def cluster_meat(self, basis: Basis) -> tuple[int, list[FloatArray]]:
        sums, layout = [], []
        for b, size in enumerate(basis.sizes):
            for i in range(size + 1):
                for j in range(i, size + 1):
                    sums.append(f"sum(s{b}_{i} * s{b}_{j})")
                    layout.append((b, i, j))
        added = np.zeros(1 + len(sums))
        with self._parts(basis) as parts:
            for part in parts:
                said = f"SELECT count(*), {', '.join(sums)} FROM {part._grouped(basis)}"
                added += np.array(self.one(said))
        return int(added[0]), _matrices(basis, layout, added[1:].tolist())

    @contextmanager
    def _parts(self, basis: Basis) -> Iterator[list[DuckTable]]:
        """The table, or where its clusters' sums would not fit in memory, a copy in parts by the clusters'
        hash.

        The copy is a temporary table in the order of the parts, which DuckDB keeps on disk and reads part by
        part.
        """
        names = basis.needed
        rows = self.complete(names, {"g": basis.cluster or ""})
        clusters = self.one(f"SELECT approx_count_distinct(g) FROM {rows}")[0]
        sums = sum(size + 1 for size in basis.sizes)
        parts = math.ceil(clusters * sums * STATE / PART)
        if parts == 1:
            yield [self]
            return
        copy = quoted(f"clusters in parts {id(self)}")
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {copy} AS "
            f"SELECT *, CAST(hash(g) % {parts} AS USMALLINT) AS part FROM {rows} ORDER BY part"
        )
        columns = {name: f"c{i}" for i, name in enumerate(names)}
        relations = [f"(SELECT * FROM {copy} WHERE part = {part})" for part in range(parts)]
        try:
            yield [DuckTable(self.connection, one, columns, {basis.cluster or "": "g"}) for one in relations]
        finally:
            self.connection.execute(f"DROP TABLE IF EXISTS {copy}")

    def group_moments(self, basis: Basis) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Of the basis's clusters, by their number of rows: that number (S,), how many (S,), and the sums
        (S, k, k) of ``t t'`` with t a cluster's sums of (u, residual of the last model), k = p + 2.
        """
        p = len(basis.predictors)
        one = number(1 / math.sqrt(basis.n))
        inner = [f"{one} * count(*) AS t0", *(f"sum(z{j}) AS t{j + 1}" for j in range(p))]
        inner.append(f"sum(e{len(basis.sizes) - 1}) AS t{p + 1}")
        pairs = [(i, j) for i in range(p + 2) for j in range(i, p + 2)]
        sums = ", ".join(f"sum(t{i} * t{j})" for i, j in pairs)
        rows = f"SELECT count(*) AS m, {', '.join(inner)} FROM {self.rows_of(basis)} GROUP BY g"
        said = f"SELECT m, count(*), {sums} FROM ({rows}) GROUP BY m ORDER BY m"
        found = np.array(self.connection.execute(said).fetchall(), dtype=np.float64)
        products = np.zeros((found.shape[0], p + 2, p + 2))
        for column, (i, j) in enumerate(pairs):
            products[:, i, j] = products[:, j, i] = found[:, 2 + column]
        return found[:, 0], found[:, 1], products

    def cluster_sums(self, basis: Basis, most: int) -> ClusterSums:
        rows = self.complete(basis.needed, {"g": basis.cluster or ""})
        groups = int(self.one(f"SELECT count(DISTINCT g) FROM {rows}")[0])
        if groups > most:
            raise CannotEstimate(TOO_MANY_CLUSTERS.format(most=most))
        p = len(basis.predictors)
        one = number(1 / math.sqrt(basis.n))
        terms = [one, *(f"z{j}" for j in range(p))]
        pairs = [(i, j) for i in range(p + 1) for j in range(i, p + 1)]
        extra = [f"sum({terms[i]} * {terms[j]}) AS k{i}_{j}" for i, j in pairs]
        found = self.connection.execute(f"SELECT * FROM {self._grouped(basis, extra)}").fetchnumpy()
        gram = np.zeros((groups, p + 1, p + 1))
        for i, j in pairs:
            gram[:, i, j] = gram[:, j, i] = found[f"k{i}_{j}"]
        scores = tuple(
            np.column_stack([np.asarray(found[f"s{b}_{j}"], dtype=np.float64) for j in range(size + 1)])
            for b, size in enumerate(basis.sizes)
        )
        return ClusterSums(gram, scores)


def _products(found: FloatArray, k: int, n: int) -> FloatArray:
    """(k, k) about the mean, from k sums and the sums of products of the columns i <= j."""
    products = np.zeros((k, k))
    products[np.triu_indices(k)] = found[k:]
    products += np.triu(products, 1).T
    return products - np.outer(found[:k], found[:k]) / n


def _objects(values: NDArray[Any]) -> NDArray[np.object_]:
    """Values with None where they are masked (``filled`` would put a word there)."""
    found = np.asarray(np.ma.getdata(values)).astype(object)
    found[np.ma.getmaskarray(values)] = None
    return found


def _matrices(
    basis: Basis, layout: Sequence[tuple[int, int, int]], values: Sequence[float]
) -> list[FloatArray]:
    meats = [np.zeros((size + 1, size + 1)) for size in basis.sizes]
    for (b, i, j), value in zip(layout, values, strict=True):
        meats[b][i, j] = meats[b][j, i] = value
    return meats


def number(value: float) -> str:
    """A double in SQL, exactly: the shortest digits that read back as the same number, and never a decimal
    type.
    """
    text = repr(float(value))
    return f"({text if 'e' in text else text + 'e0'})"


def _terms(prefix: str, weights: FloatArray) -> Iterator[str]:
    for i, weight in enumerate(weights):
        if weight != 0:
            yield f"{number(weight)} * {prefix}{i}"


def combine(prefix: str, weights: FloatArray, size: int) -> str:
    return " + ".join(_terms(prefix, weights[:size])) or "(0e0)"


def _subtract(prefix: str, weights: FloatArray) -> str:
    return "".join(f" - {term}" for term in _terms(prefix, weights))
