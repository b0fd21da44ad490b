"""Which rows and which terms a linear model hangs on.

For the model of :mod:`.blocks` with n rows, p predictors and an intercept, residual e, leverage h, ``s2 =
RSS/(n-p-1)``:

- variance inflation ``VIF_j = 1/(1 - R2_j)``, R2_j of x_j on the other predictors; from the inverse of their
  correlations;
- internally studentised ``r = e / (s sqrt(1-h))``; externally (one row deleted) ``r
  sqrt((n-p-2)/(n-p-1-r2))``;
- Cook's (1977) distance ``r2 h / ((1-h)(p+1))``.

As R's ``hatvalues``, ``rstandard``, ``rstudent``, ``cooks.distance``. A row of leverage 1 has no studentised
residual: ``nan``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alongside.evaluation.estimators.blocks import linear_basis
from alongside.evaluation.estimators.results import Diagnostics
from alongside.evaluation.estimators.sources import Arrays


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
    # 1/(1-R2_j) is the squared length of x_j times its diagonal of (X'X)^-1.
    inflation = (basis.root**2).sum(axis=0) * (basis.inverse**2).sum(axis=1)
    return Diagnostics(
        terms=basis.predictors,
        vif=inflation,
        rows=np.flatnonzero(there),
        fitted=fitted,
        residual=residual,
        studentised=studentised,
        deleted=deleted,
        leverage=leverage,
        cook=cook,
    )
