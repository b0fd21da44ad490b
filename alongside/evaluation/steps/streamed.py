"""Scales, change and who left, of more people than are held in memory: the same numbers from sums in DuckDB.

Each function is the twin of one that reads its columns (``steps.scales``, ``steps.describing``): the same
formulas, fed with counts, means and centred products instead of rows. A test holds the two equal. What only
rows can tell (the bootstrap interval of omega) is null, and said.
"""

from __future__ import annotations

import math

import numpy as np

from alongside.evaluation.estimators.change import Better, change_of
from alongside.evaluation.estimators.distributions import normal_quantile
from alongside.evaluation.estimators.duck import SMALL, DuckTable
from alongside.evaluation.estimators.results import (
    CannotEstimate,
    Change,
    Difference,
    FloatArray,
    Interval,
    ItemTotal,
    Share,
)
from alongside.evaluation.estimators.scales import alpha_of, items_of
from alongside.evaluation.estimators.shares import difference_of, difference_of_counts, wilson
from alongside.evaluation.reading.people import People
from alongside.evaluation.steps.numbers import Json

NO_INTERVAL = f"The interval of omega is found by drawing people again, in up to {SMALL:,} people."


def is_large(people: People) -> bool:
    """Whether there are more people than are held in memory."""
    return people.n > SMALL


def _moments(people: People, columns: dict[str, str]) -> tuple[int, FloatArray, FloatArray]:
    """Of the people who have all of the columns (name -> SQL): how many, their means, their covariances."""
    found = DuckTable(people.source.connection, "people", columns).moments(list(columns))
    return found.n, found.means, found.root.T @ found.root / (found.n - 1)


def score(people: People, sql: str) -> tuple[int, float | None, float | None]:
    """How many have a score, its mean, its standard deviation."""
    n, mean, sd = people.source.ask(
        f"SELECT count(s), avg(s), stddev_samp(s) FROM (SELECT {sql} s FROM people)"
    )[0]
    return int(n), mean, sd


def ends(people: People, sql: str, low: float, high: float, level: float) -> tuple[Share, Share]:
    """How many stand at the least and at the most that the scale can give."""
    reach = 1e-9 * max(abs(low), abs(high), 1.0)
    n, bottom, top = people.source.ask(
        f"SELECT count(s), count(*) FILTER (WHERE s <= {low + reach!r}), "
        f"count(*) FILTER (WHERE s >= {high - reach!r}) FROM (SELECT {sql} s FROM people)"
    )[0]
    return wilson(int(bottom), int(n), level=level), wilson(int(top), int(n), level=level)


def items(
    people: People, columns: dict[str, str], level: float
) -> tuple[Interval, tuple[ItemTotal, ...], FloatArray]:
    """Alpha, each item against the rest, and the items' correlations. ``columns``: item -> SQL."""
    n, means, covariance = _moments(people, columns)
    if n < 3:
        raise CannotEstimate("Fewer than three people answered every item.")
    spread = np.sqrt(np.diag(covariance))
    told = items_of(means, covariance, list(columns))
    return alpha_of(covariance, n, level=level), told, covariance / np.outer(spread, spread)


def paired(people: People, before: str, after: str, level: float) -> Change:
    """Change between two columns."""
    n, means, covariance = _moments(
        people, {"before": before, "after": after, "change": f"({after} - {before})"}
    )
    sds = np.sqrt(np.diag(covariance))
    return change_of(
        n,
        means=(float(means[0]), float(means[1])),
        sds=(float(sds[0]), float(sds[1])),
        change=(float(means[2]), float(sds[2])),
        correlation=float(covariance[0, 1] / (sds[0] * sds[1])) if sds[0] * sds[1] > 0 else math.nan,
        level=level,
    )


def reliable(
    people: People, before: str, after: str, *, reliability: float, better: Better, level: float
) -> Json:
    """How many changed by more than measurement error explains."""
    n, _, covariance = _moments(people, {"before": before, "change": f"({after} - {before})"})
    error = math.sqrt(2) * math.sqrt(float(covariance[0, 0])) * math.sqrt(1 - reliability)
    if error <= 0:
        raise CannotEstimate("Everybody was the same before: there is no threshold.")
    z, way = normal_quantile(level), 1 if better == "higher" else -1
    index = f"({way} * ({after} - {before}) / {error!r}::DOUBLE)"
    up, down = people.count(f"{index} > {z!r}"), people.count(f"{index} < {-z!r}")
    return {"threshold": z * error, "n": n, "better": up, "same": n - up - down, "worse": down}


def beyond(people: People, gained: str, important: float, level: float) -> tuple[Share, Share] | None:
    """How many gained, and how many lost, at least ``important``; ``gained`` is SQL, NULL where unknown."""
    least = important * (1 - 1e-12)
    n, up, down = people.source.ask(
        f"SELECT count(g), count(*) FILTER (WHERE g >= {least!r}::DOUBLE), "
        f"count(*) FILTER (WHERE g <= {-least!r}::DOUBLE) FROM (SELECT {gained} g FROM people)"
    )[0]
    if not n:
        return None
    return wilson(int(up), int(n), level=level), wilson(int(down), int(n), level=level)


def apart(
    people: People, name: str, sql: str, here: str
) -> tuple[Difference, list[tuple[float | None, float | None]]]:
    """A number of those who left against those who stayed (``here``): the difference; mean and SD of each."""
    found = {
        bool(there): row
        for there, *row in people.source.ask(
            f"SELECT h, count(v), avg(v), stddev_samp(v), count(*) FILTER (WHERE v NOT IN (0, 1)) "
            f"FROM (SELECT {sql} v, {here} h FROM people WHERE {people.due}) GROUP BY h"
        )
    }
    sides = [found.get(there, [0, None, None, 0]) for there in (False, True)]
    if min(side[0] for side in sides) < 1:
        raise CannotEstimate(f"{name}: nobody to compare on one of the two sides.")
    binary = not any(side[3] for side in sides)
    if not binary and min(side[0] for side in sides) < 2:
        raise CannotEstimate(f"{name}: fewer than two people on one of the two sides.")
    numbers = [(int(n), float(mean), float(sd or 0) ** 2) for n, mean, sd, _ in sides]
    return difference_of(name, numbers, binary=binary), [(side[1], side[2]) for side in sides]


def apart_categories(people: People, name: str, sql: str, here: str) -> Difference:
    """The same of a category."""
    counts = {
        (bool(there), str(level)): int(n)
        for there, level, n in people.source.ask(
            f"SELECT {here} h, {sql} v, count(*) FROM people WHERE v IS NOT NULL AND {people.due} "
            "GROUP BY h, v"
        )
    }
    levels = sorted({level for _, level in counts})
    return difference_of_counts(
        name, [[counts.get((there, one), 0) for one in levels] for there in (False, True)]
    )
