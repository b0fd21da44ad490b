"""So that nobody can be found in a table: ages in bands, what is rare put together, what is still rare
left out.

``k`` is the fewest people that may share what could be known about them from outside. After all three
steps every combination that is left has at least k people, or there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

BAND_YEARS = 10
OTHERS = "others"


def age_bands(ages: Sequence[int | None], k: int) -> list[str | None]:
    """Each age as a band of ten years, bands joined with the next until each has ``k`` people.

    >>> age_bands([21, 25, 34, 71], 2)
    ['20 to 29', '20 to 29', '30 to 79', '30 to 79']
    """
    starts = sorted({age // BAND_YEARS for age in ages if age is not None})
    counts = Counter(age // BAND_YEARS for age in ages if age is not None)
    groups: list[list[int]] = []
    for start in starts:
        if groups and sum(counts[one] for one in groups[-1]) < k:
            groups[-1].append(start)
        else:
            groups.append([start])
    if len(groups) > 1 and sum(counts[one] for one in groups[-1]) < k:
        last = groups.pop()
        groups[-1].extend(last)
    if groups and sum(counts[one] for one in groups[-1]) < k:
        return [None] * len(ages)
    names = {
        one: f"{group[0] * BAND_YEARS} to {group[-1] * BAND_YEARS + BAND_YEARS - 1}"
        for group in groups
        for one in group
    }
    return [None if age is None else names[age // BAND_YEARS] for age in ages]


def common(values: Sequence[str | None], k: int) -> list[str | None]:
    """Categories of fewer than ``k`` people put together as *others*; and the next smallest with them,
    until it has k too. None where even all together are fewer."""
    counts = Counter(value for value in values if value is not None)
    rare = {value for value, count in counts.items() if count < k}
    left = sorted((value for value in counts if value not in rare), key=lambda value: (counts[value], value))
    while rare and left and sum(counts[value] for value in rare) < k:
        rare.add(left.pop(0))
    too_few = bool(rare) and sum(counts[value] for value in rare) < k
    return [(None if too_few else OTHERS) if value in rare else value for value in values]


def hidden(rows: Sequence[Hashable], k: int) -> list[bool]:
    """Which rows share everything with fewer than ``k``: what could be known of them is to be left out.

    Where those are fewer than k themselves, the next smallest combination is left out with them.
    """
    counts = Counter(rows)
    rare = {row for row, count in counts.items() if count < k}
    left = sorted((row for row in counts if row not in rare), key=lambda row: (counts[row], repr(row)))
    while rare and left and sum(counts[row] for row in rare) < k:
        rare.add(left.pop(0))
    return [row in rare for row in rows]
