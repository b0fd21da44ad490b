"""Which records are worth comparing: pairs that stand near each other in one of several orders.

Comparing all with all costs n². Instead the records are put in order several times, each time by another part
of them, and each is compared with the few that follow it: sorted neighbourhoods (Hernández & Stolfo 1995).
A pair is missed only where every one of these parts is missing or spoilt in one of its records. The cost is
that of sorting: n log n.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from alongside.evidence.dedupe.normal import Normal

Pairs = NDArray[np.int64]
Key = Callable[[Normal], str]

#: How many of those that follow in an order each record is compared with.
WINDOW: Final = 5
#: The same where the order is by something that hardly ever is shared by chance.
WIDE_WINDOW: Final = 12
PREFIX: Final = 60


def same_doi(one: Normal) -> str:
    return one.doi


def same_pmid(one: Normal) -> str:
    return one.pmid


def same_place(one: Normal) -> str:
    return f"{one.volume} {one.first_page}" if one.volume and one.first_page else ""


def same_start(one: Normal) -> str:
    return f"{one.surnames[0]} {one.first_page}" if one.surnames and one.first_page else ""


def same_beginning(one: Normal) -> str:
    return one.abstract[:PREFIX] if len(one.abstract) >= PREFIX else ""


def same_author_and_year(one: Normal) -> str:
    return f"{one.surnames[0]} {one.year}" if one.surnames and one.year else ""


#: Records with the same key are put in order by title and each compared with the next ones.
KEYS: Final[tuple[tuple[Key, int], ...]] = (
    (same_doi, WIDE_WINDOW),
    (same_pmid, WIDE_WINDOW),
    (same_place, WIDE_WINDOW),
    (same_start, WIDE_WINDOW),
    (same_beginning, WIDE_WINDOW),
    (same_author_and_year, WINDOW),
)


def forwards(one: Normal) -> str:
    return one.short_title.replace(" ", "")


def backwards(one: Normal) -> str:
    return forwards(one)[::-1]


def word_order(one: Normal) -> str:
    """The longest words first: they say most, and do not change place with *the* and *a*."""
    words = sorted(set(one.short_title.split()))
    words.sort(key=len, reverse=True)
    return " ".join(words[:6])


#: All records are put in this order and each is compared with the next ones.
ORDERS: Final[tuple[Key, ...]] = (forwards, backwards, word_order)


def candidates(records: Sequence[Normal]) -> Pairs:
    """Pairs of positions worth comparing, the lower first, each once: an array of two columns."""
    many = len(records)
    titles = [one.short_title for one in records]
    found: list[NDArray[np.int64]] = []
    for key, window in KEYS:
        found.extend(in_blocks(blocks_of(map(key, records)), titles, window, many))
    found.extend(neighbours(in_order(records, order), WINDOW, many) for order in ORDERS)
    codes = np.concatenate(found)
    codes.sort()
    codes = codes[np.flatnonzero(np.diff(codes, prepend=-1))]
    return np.stack([codes // many, codes % many], axis=1) if many else np.empty((0, 2), dtype=np.int64)


def blocks_of(keys: Iterable[str]) -> list[list[int]]:
    """The positions of those whose key is the same, of each key that more than one has."""
    first: dict[str, int] = {}
    shared: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        if key and (before := first.setdefault(key, at)) != at:
            shared.setdefault(key, [before]).append(at)
    return list(shared.values())


def in_blocks(
    blocks: list[list[int]], titles: Sequence[str], window: int, many: int
) -> Iterator[NDArray[np.int64]]:
    """Neighbours by title in each block."""
    for block in blocks:
        block.sort(key=titles.__getitem__)
    order = np.fromiter(chain.from_iterable(blocks), dtype=np.int64)
    numbers = np.repeat(np.arange(len(blocks)), [len(block) for block in blocks])
    for step in range(1, window + 1):
        near = numbers[step:] == numbers[:-step]
        yield coded(order[:-step][near], order[step:][near], many)


def in_order(records: Sequence[Normal], order: Key) -> list[int]:
    """Positions, sorted by ``order`` and where that is the same by the first page; without those that have
    none.

    One text to sort by costs half the time and memory of a pair of them.
    """
    keys = [f"{text}\0{one.first_page}" if (text := order(one)) else "" for one in records]
    return sorted((at for at, key in enumerate(keys) if key), key=keys.__getitem__)


def neighbours(positions: list[int], window: int, many: int) -> NDArray[np.int64]:
    order = np.array(positions, dtype=np.int64)
    steps = range(1, min(window, max(len(order) - 1, 0)) + 1)
    pieces = [coded(order[:-step], order[step:], many) for step in steps]
    return np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int64)


def coded(first: NDArray[np.int64], second: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    """Pairs as single numbers, so that each is kept once."""
    return np.minimum(first, second) * many + np.maximum(first, second)
