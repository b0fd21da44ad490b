"""How far reviewers agree: Cohen's κ for two, Fleiss' κ for more, and the same adjusted for prevalence.

All are (observed − expected) / (1 − expected) with different ideas of *expected*: what two (Cohen 1960)
or several (Fleiss 1971) reviewers would agree on by chance with the categories that they used, or,
adjusted for prevalence and bias (Byrt, Bishop & Carlin 1993), with all categories alike. κ is low where
nearly everything is excluded, however well people agree: read it beside the adjusted one and beside the
numbers themselves.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient with its interval at ``level``, over ``records`` that were rated by all it speaks of.

    ``value`` is None where it is not defined: nobody ever used a second category, so chance alone explains
    everything. ``low`` and ``high`` are None then, and where one record is all there is.
    """

    value: float | None
    low: float | None
    high: float | None
    observed: float
    expected: float
    records: int
    level: float
    method: str


def cohen(first: Sequence[Hashable], second: Sequence[Hashable], *, level: float = LEVEL) -> Agreement:
    """Cohen's κ of two reviewers' decisions on the same records, in the same order.

    The interval is the large-sample one (Fleiss, Cohen & Everitt 1969): for fewer than some thirty
    records, or
    where κ is near 1, it is too narrow. Raises ValueError where the two did not rate the same number.
    """
    if len(first) != len(second) or not first:
        raise ValueError("both reviewers must have rated the same records, one at least")
    many = len(first)
    cells = Counter(zip(first, second, strict=True))
    rows, columns = Counter(first), Counter(second)
    categories = list(dict.fromkeys([*first, *second]))
    observed = sum(cells[one, one] for one in categories) / many
    expected = sum(rows[one] * columns[one] for one in categories) / many**2
    if expected >= 1:
        return Agreement(None, None, None, observed, expected, many, level, "Cohen")
    kappa = (observed - expected) / (1 - expected)
    error = math.sqrt(max(0.0, cohen_variance(cells, rows, columns, kappa, expected)))
    return with_interval(kappa, error, observed, expected, many, level, "Cohen")


def cohen_variance(
    cells: Mapping[tuple[Hashable, Hashable], int],
    rows: Mapping[Hashable, int],
    columns: Mapping[Hashable, int],
    kappa: float,
    expected: float,
) -> float:
    """The large-sample variance of Cohen's κ (Fleiss, Cohen & Everitt 1969, equation 13)."""
    many = sum(cells.values())
    same = other = 0.0
    for (one, two), count in cells.items():
        share = count / many
        if one == two:
            same += share * (1 - (rows[one] + columns[one]) / many * (1 - kappa)) ** 2
        else:
            other += share * ((columns[one] + rows[two]) / many) ** 2
    spread = same + (1 - kappa) ** 2 * other - (kappa - expected * (1 - kappa)) ** 2
    return spread / (many * (1 - expected) ** 2)


def fleiss(ratings: Sequence[Sequence[Hashable]], *, level: float = LEVEL) -> Agreement:
    """Fleiss' κ: for each record, the decisions on it, by whoever made them. Records with one are left out.

    Where all records have as many decisions it is Fleiss 1971; where not, each record counts by its pairs.
    The
    interval is the jackknife's over records. Raises ValueError where no record has two decisions.
    """
    counted = [Counter(one) for one in ratings if len(one) > 1]
    if not counted:
        raise ValueError("no record has two decisions")
    kappa, observed, expected = fleiss_of(counted)
    if kappa is None:
        return Agreement(None, None, None, observed, expected, len(counted), level, "Fleiss")
    without = (
        [fleiss_of([*counted[:at], *counted[at + 1 :]])[0] for at in range(len(counted))]
        if len(counted) > 1
        else []
    )
    known = [one for one in without if one is not None]
    if len(known) < 2:
        return Agreement(kappa, None, None, observed, expected, len(counted), level, "Fleiss")
    middle = sum(known) / len(known)
    error = math.sqrt((len(known) - 1) / len(known) * sum((one - middle) ** 2 for one in known))
    return with_interval(kappa, error, observed, expected, len(counted), level, "Fleiss")


def fleiss_of(counted: Sequence[Mapping[Hashable, int]]) -> tuple[float | None, float, float]:
    """κ, observed and expected agreement."""
    if not counted:
        return None, 1.0, 1.0
    totals: Counter[Hashable] = Counter()
    agreed = 0.0
    for one in counted:
        raters = sum(one.values())
        agreed += sum(count * (count - 1) for count in one.values()) / (raters * (raters - 1))
        totals.update(one)
    observed = agreed / len(counted)
    expected = sum((count / totals.total()) ** 2 for count in totals.values())
    return (None if expected >= 1 else (observed - expected) / (1 - expected)), observed, expected


def pabak(
    first: Sequence[Hashable], second: Sequence[Hashable], *, categories: int = 2, level: float = LEVEL
) -> Agreement:
    """κ adjusted for prevalence and bias: chance is one in ``categories``. The interval is Wilson's,
    carried over."""
    if len(first) != len(second) or not first:
        raise ValueError("both reviewers must have rated the same records, one at least")
    many = len(first)
    agreed = sum(one == two for one, two in zip(first, second, strict=True))
    expected = 1 / categories
    low, high = wilson(agreed, many, level)

    def adjusted(share: float) -> float:
        return (share - expected) / (1 - expected)

    share = agreed / many
    return Agreement(adjusted(share), adjusted(low), adjusted(high), share, expected, many, level, "PABAK")


def wilson(hits: int, many: int, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's interval of a share."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = hits / many
    middle = (share + z * z / (2 * many)) / (1 + z * z / many)
    half = z / (1 + z * z / many) * math.sqrt(share * (1 - share) / many + z * z / (4 * many * many))
    return max(0.0, middle - half), min(1.0, middle + half)


def with_interval(  # noqa: PLR0917 - what an Agreement is made of, in its order
    kappa: float, error: float, observed: float, expected: float, many: int, level: float, method: str
) -> Agreement:
    half = NormalDist().inv_cdf((1 + level) / 2) * error
    return Agreement(
        kappa, max(-1.0, kappa - half), min(1.0, kappa + half), observed, expected, many, level, method
    )  # fmt: skip
