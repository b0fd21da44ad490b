"""What a picture shows, as a table: for who cannot see it, and for who wants the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, stdev

from alongside.evaluation.report.document import Table
from alongside.evaluation.report.saying import num

TENTHS = (0.1, 0.25, 0.5, 0.75, 0.9)
Pair = tuple[float, float]


def traces(title: str, chains: Sequence[Sequence[float | None]]) -> Table:
    """The first round, the one in the middle and the last: where the sets' means lie."""
    rounds = max((len(chain) for chain in chains), default=0)
    rows = []
    for at in sorted({0, rounds // 2, rounds - 1} - {-1}):
        values = [one for chain in chains if at < len(chain) and (one := chain[at]) is not None]
        if values:
            rows.append([f"Round {at + 1}", num(fmean(values)), num(min(values)), num(max(values))])
    return Table(title, ["Round", "Mean of the sets", "Lowest set", "Highest set"], rows, (1, 2, 3))


def densities(title: str, known: Sequence[float], imputed: Sequence[Sequence[float]]) -> Table:
    """How far up the values lie below which so many of them are."""
    every = [value for one in imputed for value in one]
    rows = [
        [name, *(num(below(values, part)) for part in TENTHS)]
        for name, values in (("Known", known), ("Filled in", every))
        if values
    ]
    head = ["Values", *(f"{part:.0%} are below" for part in TENTHS)]
    return Table(title, head, rows, range(1, len(head)))


def residuals(title: str, points: Sequence[Pair]) -> Table:
    """Fifths of the people by what was expected of them: where their residuals lie, and how far apart."""
    ordered = sorted(points)
    rows = []
    for fifth in range(5):
        part = ordered[len(ordered) * fifth // 5 : len(ordered) * (fifth + 1) // 5]
        if len(part) > 1:
            rest = [up for _, up in part]
            span = f"{num(part[0][0])} to {num(part[-1][0])}"
            rows.append([span, str(len(part)), num(fmean(rest)), num(stdev(rest))])
    return Table(title, ["Expected", "People", "Mean residual", "SD of residuals"], rows, (1, 2, 3))


def normal(title: str, points: Sequence[Pair]) -> Table:
    """Residuals below which so many are, beside what a normal distribution has there."""
    rows = [
        [f"{part:.0%}", num(below([across for across, _ in points], part)), num(found)]
        for part in TENTHS
        if (found := below([up for _, up in points], part)) is not None
    ]
    return Table(title, ["People below", "Normal distribution", "Studentised residual"], rows, (1, 2))


def below(values: Sequence[float], part: float) -> float | None:
    """The value below which ``part`` of them are: between neighbours in proportion (type 7)."""
    if not values:
        return None
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
