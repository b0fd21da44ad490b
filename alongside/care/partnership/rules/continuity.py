"""How often a person met the same professional: the field's two indices, pure.

Of one person in one period let n_i be the meetings with professional i, and n = n_1 + … + n_p their sum.

*Usual provider of care* (Breslau and Haug 1976), the share of the one met most often:

    UPC = max(n_i) / n                                  0 < UPC <= 1

*Continuity of care index* (Bice and Boxerman 1977), which also asks how the rest is spread:

    COC = (n_1^2 + … + n_p^2 - n) / (n (n - 1))         0 <= COC <= 1

COC is the chance that two of the n meetings, drawn without putting back, were with the same professional.
Both are 1 where everything was with one; COC is 0 where nobody was met twice. Neither says anything below
two meetings: with one, whoever was met is always the usual one, so such a person is not counted (``None``).

Not to be used to compare professionals: a part-timer and a holiday show in it as plainly as neglect.

    upc([4, 1])  ->  Fraction(4, 5)        coc([4, 1])  ->  Fraction(3, 5)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

FEWEST = 2  # meetings, below which nothing is said


class Band(StrEnum):
    """How much of it was with the same professional."""

    ALWAYS = "always"  # UPC = 1
    MOSTLY = "mostly"  # 3/4 <= UPC < 1
    HALF = "half"  # 1/2 <= UPC < 3/4
    LESS = "less"  # UPC < 1/2


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many people are in each band, of ``people`` with at least ``FEWEST`` meetings; and the mean COC."""

    people: int
    bands: dict[Band, int]
    mean_coc: Fraction | None


def upc(counts: Sequence[int]) -> Fraction | None:
    """The share of the professional met most often; None below ``FEWEST`` meetings."""
    met = _met(counts)
    return Fraction(max(met), sum(met)) if sum(met) >= FEWEST else None


def coc(counts: Sequence[int]) -> Fraction | None:
    """The chance that two meetings were with the same professional; None below ``FEWEST`` meetings."""
    met = _met(counts)
    n = sum(met)
    return Fraction(sum(each * each for each in met) - n, n * (n - 1)) if n >= FEWEST else None


def band(share: Fraction) -> Band:
    """In which band a UPC lies."""
    if share == 1:
        return Band.ALWAYS
    if share >= Fraction(3, 4):
        return Band.MOSTLY
    return Band.HALF if share >= Fraction(1, 2) else Band.LESS


def distribution(people: Iterable[Sequence[int]]) -> Distribution:
    """Everybody's counts, in one pass; whoever met nobody twice over is in it, whoever met once is not."""
    bands = dict.fromkeys(Band, 0)
    total, found = Fraction(0), 0
    for counts in people:
        share, index = upc(counts), coc(counts)
        if share is None or index is None:
            continue
        bands[band(share)] += 1
        total += index
        found += 1
    return Distribution(found, bands, total / found if found else None)


def _met(counts: Sequence[int]) -> list[int]:
    if any(each < 0 for each in counts):
        raise ValueError("a count of meetings is not negative")
    return [each for each in counts if each]
