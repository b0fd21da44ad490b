"""From a file to one row a person: the table ``people`` in DuckDB, with a column for each thing at each
time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from alongside.evaluation.plan.grammar import Variable
from alongside.evaluation.plan.naming import near
from alongside.evaluation.plan.references import Meaning, Ref
from alongside.evaluation.problems import Troubles
from alongside.evaluation.reading import cleaning, exclusions, pivot, scoring
from alongside.evaluation.reading.cleaning import spellings
from alongside.evaluation.reading.source import REFUSAL, Source, opened, quoted
from alongside.evaluation.reading.wanted import Wanted, wanted

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Column:
    """Where a thing at a time stands in ``people``: a column's name, and the levels of a category."""

    sql: str
    levels: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Left:
    """How many were left out for one reason."""

    reason: str
    n: int


@dataclass(frozen=True)
class People:
    """The data as the plan means them. ``people`` in ``source.connection`` holds those who are in the
    study."""

    source: Source
    meaning: Meaning
    columns: dict[Ref, Column]
    everybody: int  # people in the file
    n: int  # people in the study
    excluded: tuple[Left, ...]
    rows_left_out: tuple[Left, ...]  # rows at occasions that the plan does not name
    clusters: int | None
    # What was fetched, so that a table is read once though twenty models ask for it.
    _kept: dict[tuple[str, str], FloatArray] = field(default_factory=dict, repr=False)
    _said: dict[tuple[str, str], list[str | None]] = field(default_factory=dict, repr=False)

    def numbers(self, *expressions: str, where: str = "true") -> FloatArray:
        """SQL expressions over ``people`` as an array (people, expressions), ``nan`` where missing."""
        missing = [one for one in dict.fromkeys(expressions) if (one, where) not in self._kept]
        if missing:
            listed = ", ".join(f"CAST({one} AS DOUBLE) AS e{number}" for number, one in enumerate(missing))
            found = self.source.connection.execute(
                f"SELECT {listed} FROM people WHERE {where} ORDER BY _row"
            ).fetchnumpy()
            for number, one in enumerate(missing):
                array = np.ma.asarray(found[f"e{number}"], dtype=np.float64)
                self._kept[one, where] = np.ma.filled(array, np.nan)
        return np.column_stack([self._kept[one, where] for one in expressions])

    def number(self, ref: Ref) -> FloatArray:
        """A number at a time, (people,), ``nan`` where missing."""
        return self.numbers(self.columns[ref].sql)[:, 0]

    def texts(self, sql: str, where: str = "true") -> list[str | None]:
        """An expression over ``people`` as texts, None where missing."""
        if (sql, where) not in self._said:
            self._said[sql, where] = self._asked(sql, where)
        return self._said[sql, where]

    def _asked(self, sql: str, where: str) -> list[str | None]:
        rows = self.source.ask(f"SELECT CAST({sql} AS VARCHAR) FROM people WHERE {where} ORDER BY _row")
        return [None if row[0] is None else str(row[0]) for row in rows]

    def cluster_codes(self, where: str = "true") -> list[str | None] | None:
        return self.texts("_cluster", where) if self.meaning.plan.data.cluster else None

    def count(self, where: str) -> int:
        """How many people there are of whom the SQL expression is true."""
        return int(self.source.ask(f"SELECT count(*) FROM people WHERE {where}")[0][0])

    def came(self, occasion: str) -> str:
        """SQL: whether somebody answered anything at an occasion."""
        asked = [column.sql for ref, column in self.columns.items() if ref.occasion == occasion]
        return "(" + " OR ".join(f"{sql} IS NOT NULL" for sql in asked) + ")" if asked else "false"

    @property
    def not_due(self) -> str:
        """SQL: whether somebody's follow-up is still to come: they have neither stayed nor left."""
        codes = self.meaning.plan.dropout.not_due
        if not codes:
            return "false"
        listed = ", ".join(quoted(code) for code in spellings(codes))
        here = self.came(self.meaning.follow_up)
        return f"(coalesce(_reason IN ({listed}), false) AND NOT {here})"

    @property
    def due(self) -> str:
        """SQL: everybody else."""
        return f"(NOT {self.not_due})" if self.meaning.plan.dropout.not_due else "true"

    def waits(self, occasion: str) -> bool:
        """Whether an occasion is the follow-up or after it, so that it cannot be known of who is not due."""
        order, last = self.meaning.occasions, self.meaning.follow_up
        return occasion in order and order.index(occasion) >= order.index(last)

    def chosen(self, most: int) -> str:
        """SQL: whether somebody is among some ``most``, spread evenly over the file: where multiples of the
        golden ratio, begun at the plan's seed, fall low enough (Weyl). Plain arithmetic, the same anywhere.
        """
        start = self.meaning.plan.plan.seed % 10**9
        return f"(((_row + {start}) * 2654435769) % 4294967296 < {most} * 4294967296 // {self.n})"

    def levels(self, ref: Ref) -> tuple[str, ...]:
        return self.columns[ref].levels or ()


@contextmanager
def read(meaning: Meaning, path: Path) -> Iterator[People]:
    """The data in ``path`` by a plan. Raises ``Refused`` with every problem there is."""
    with opened(path, delimiter=meaning.plan.data.delimiter) as source:
        yield _people(meaning, source)


def _people(meaning: Meaning, source: Source) -> People:
    troubles = Troubles(REFUSAL)
    asked = wanted(meaning, source, troubles)
    troubles.refuse_if_any()
    cleaned = {ref: _cleaned(meaning, source, one) for ref, one in asked.items()}
    _check_references(meaning, cleaned, troubles)
    unique = {(one.column, one.sql): one for one in cleaned.values()}
    cleaning.report_wrong(source, list(unique.values()), troubles)
    left_rows = pivot.check_rows(meaning, source, cleaned, troubles)
    if source.rows == 0:
        troubles.add(source.path.name, "there are names of columns and no rows.")
    troubles.refuse_if_any()
    columns, as_read = pivot.one_row_each(meaning, source, cleaned)
    found = {ref: Column(sql, cleaned[ref].levels or None) for ref, sql in columns.items()}
    found |= {ref: Column(sql) for ref, sql in scoring.score(meaning, source, columns).items()}
    everybody = int(source.ask("SELECT count(*) FROM answered")[0][0])
    # "Below 18" is about years, however the model centres and scales them.
    by = {ref: column.sql for ref, column in found.items()} | as_read
    excluded = exclusions.leave_out(meaning, source, by)
    n = int(source.ask("SELECT count(*) FROM people")[0][0])
    clusters = None
    if meaning.plan.data.cluster:
        clusters = int(source.ask("SELECT count(DISTINCT _cluster) FROM people")[0][0])
    return People(
        source,
        meaning,
        found,
        everybody,
        n,
        tuple(Left(reason, count) for reason, count in excluded),
        tuple(Left(reason, count) for reason, count in left_rows),
        clusters,
    )


def _check_references(meaning: Meaning, cleaned: dict[Ref, cleaning.Cleaned], troubles: Troubles) -> None:
    """A reference that was declared without its levels must be one of those that the data have."""
    for ref, one in cleaned.items():
        reference = meaning.variable(ref.name).reference
        if meaning.is_category(ref.name) and reference is not None and reference not in one.levels:
            troubles.add(
                f"variables.{ref.name}.reference",
                f"{reference!r} is none of the levels in the column {one.column!r}.",
                near(reference, one.levels) or f"It has: {', '.join(one.levels[:10]) or 'none'}.",
            )


def _cleaned(meaning: Meaning, source: Source, one: Wanted) -> cleaning.Cleaned:
    variable: Variable = meaning.variable(one.name)
    missing = [*meaning.plan.data.missing, *variable.missing]
    if meaning.is_category(one.name):
        return cleaning.category(source, one.column, variable, missing)
    return cleaning.number(source, one.column, variable, missing, bounds=one.bounds)
