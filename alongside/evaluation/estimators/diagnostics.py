"""Which rows and which terms a linear model hangs on.

For the model of :mod:`.blocks` with n rows, p predictors and an intercept, residual e, leverage h, ``s2 =
RSS/(n-p-1)``:

- variance inflation ``VIF_j = 1/(1 - R2_j)``, R2_j of x_j on the other predictors; from the inverse of their
  correlations;
- internally studentised ``r = e / (s sqrt(1-h))``; externally (one row deleted) ``r
  sqrt((n-p-2)/(n-p-1-r2))``;
- Cook's (1977) distance ``r2 h / ((1-h)(p+1))``.

Of more people than are held in memory the same is found in one pass over the rows
(:func:`trust_streamed`), the pictures from an even choice of them.

As R's ``hatvalues``, ``rstandard``, ``rstudent``, ``cooks.distance``. A row of leverage 1 has no studentised
residual: ``nan``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alongside.evaluation.estimators.blocks import linear_basis
from alongside.evaluation.estimators.duck import DuckTable, number
from alongside.evaluation.estimators.results import Diagnostics, FloatArray, Trust
from alongside.evaluation.estimators.sources import ROOM, Arrays, Basis


def diagnose(
    source: Arrays, *, outcome: str, predictors: Sequence[str], cluster: str | None = None
) -> Diagnostics:
    """Diagnostics of ``outcome`` on ``predictors`` over the complete rows, those with a ``cluster`` where one
    is named. Dropped predictors have no VIF.

    Raises ``CannotEstimate`` as :func:`.blocks.fit_blocks` does.
    """
    basis = linear_basis(source, outcome=outcome, predictors=predictors, cluster=cluster)
    there = source.complete(basis.needed, cluster)
    p = len(basis.predictors)
    z = (source.matrix(basis.predictors, there) - basis.means) @ basis.inverse
    y = source.columns[outcome][there]
    fitted = basis.outcome_mean + z @ basis.outcome_root
    residual = y - fitted
    leverage = 1 / basis.n + (z**2).sum(axis=1)
    df = basis.n - p - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        room = np.where(leverage < 1 - 1e-10, 1 - leverage, np.nan)
        studentised = residual / (basis.residual / np.sqrt(df) * np.sqrt(room))
        deleted = studentised * np.sqrt((df - 1) / (df - studentised**2))
        cook = studentised**2 * leverage / (room * (p + 1))
    return Diagnostics(
        terms=basis.predictors,
        vif=_inflation(basis),
        rows=np.flatnonzero(there),
        fitted=fitted,
        residual=residual,
        studentised=studentised,
        deleted=deleted,
        leverage=leverage,
        cook=cook,
    )


def _inflation(basis: Basis) -> FloatArray:
    """1/(1-R2_j) is the squared length of x_j times its diagonal of (X'X)^-1."""
    found: FloatArray = (basis.root**2).sum(axis=0) * (basis.inverse**2).sum(axis=1)
    return found


def trust(found: Diagnostics, *, pictured: int) -> Trust:
    """What a reader is told of them; at most ``pictured`` points a picture."""
    n, p = found.residual.size, len(found.terms)
    step = max(1, -(-n // pictured))
    known = found.cook[np.isfinite(found.cook)]
    order = np.argsort(found.studentised, kind="stable")[::step]
    return Trust(
        terms=found.terms,
        vif=found.vif,
        largest_leverage=float(np.max(found.leverage)),
        high_leverage=int((found.leverage > 3 * (p + 1) / n).sum()),
        largest_cook=float(known.max(axis=0)) if known.size else None,
        influential=int((found.cook > 4 / n).sum()),
        fitted=found.fitted[::step],
        residual=found.residual[::step],
        leverage=found.leverage[::step],
        cook=found.cook[::step],
        studentised=found.studentised[order],
    )


def trust_streamed(
    table: DuckTable,
    *,
    outcome: str,
    predictors: Sequence[str],
    cluster: str | None = None,
    row: str,
    pictured: int,
) -> Trust:
    """The same from one pass. ``row`` is a column that numbers the rows: pictures take every so many of
    them.
    """
    basis = linear_basis(table, outcome=outcome, predictors=predictors, cluster=cluster)
    p, last = len(basis.predictors), len(basis.sizes) - 1
    df = basis.n - p - 1
    variance = basis.residual**2 / df
    rows = table.rows_of(basis, {"place": row})
    squared = f"(e{last} * e{last} / ({number(variance)} * r{last}))"
    cook = f"(CASE WHEN r{last} >= {ROOM!r} THEN {squared} * (1 - r{last}) / (r{last} * {p + 1}) END)"
    said = f"(SELECT e{last} AS e, r{last} AS r, {cook} AS cook, d{p} - e{last} AS along, place FROM {rows})"
    limit, far = number(3 * (p + 1) / basis.n), number(4 / basis.n)
    least, high, largest, influential = table.one(
        f"SELECT min(r), count(*) FILTER (WHERE 1 - r > {limit}), coalesce(max(cook), -1), "
        f"count(*) FILTER (WHERE cook > {far}) FROM {said}"
    )
    step = max(1, -(-table.rows // pictured))
    points = table.connection.execute(
        f"SELECT along, e, 1 - r, cook, e / sqrt({number(variance)} * r) FROM {said} "
        f"WHERE place % {step} = 0 ORDER BY place"
    ).fetchnumpy()
    along, e, leverage, cooks, studentised = (
        np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan) for column in points.values()
    )
    return Trust(
        terms=basis.predictors,
        vif=_inflation(basis),
        largest_leverage=1 - least,
        high_leverage=int(high),
        largest_cook=None if largest < 0 else float(largest),
        influential=int(influential),
        fitted=along + basis.outcome_mean,
        residual=e,
        leverage=leverage,
        cook=cooks,
        studentised=np.sort(studentised),
    )
