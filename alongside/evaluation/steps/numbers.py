"""Numbers as JSON has them: what is not a finite number becomes null."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from alongside.evaluation.estimators.results import Coefficient, Interval, Share, Test

Json = dict[str, Any]


def number(value: float | None) -> float | None:
    """A number for JSON; None where it is none."""
    if value is None or not math.isfinite(value):
        return None
    return float(value)


def numbers(values: Any) -> list[float | None]:
    return [number(float(value)) for value in np.asarray(values, dtype=np.float64).ravel()]


def interval(one: Interval | None) -> Json | None:
    if one is None:
        return None
    return {
        "estimate": number(one.estimate),
        "ci_low": number(one.low),
        "ci_high": number(one.high),
        "method": one.method,
    }


def test(one: Test | None) -> Json | None:
    if one is None:
        return None
    return {
        "method": one.method,
        "statistic": number(one.statistic),
        "df1": number(one.df1),
        "df2": number(one.df2),
        "p": number(one.p),
    }


def share(one: Share) -> Json:
    return {
        "count": one.count,
        "n": one.n,
        "share": number(one.share.estimate),
        "ci_low": number(one.share.low),
        "ci_high": number(one.share.high),
    }


def coefficient(one: Coefficient, labels: dict[str, str], **more: Any) -> Json:
    """A coefficient with the label that readers see. ``df`` is null where the normal distribution is
    meant."""
    return {
        **more,
        "term": one.term,
        "label": labels.get(one.term, one.term),
        "estimate": number(one.estimate),
        "beta": number(one.beta),
        "se": number(one.se),
        "statistic": number(one.statistic),
        "df": number(one.df),
        "ci_low": number(one.ci_low),
        "ci_high": number(one.ci_high),
        "p": number(one.p),
    }
