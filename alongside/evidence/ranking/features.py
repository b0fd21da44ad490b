"""What a record says, as numbers: made once for all records, kept on disk between decisions."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix

from alongside.evidence.ranking.counting import Counted, phrases_counted, words_counted, words_of

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

#: In more records than this a phrase must be in two of them to count: most phrases are in one, and fill
#: the memory.
MANY_RECORDS: Final = 5_000
#: A word in more than this part of all records says nothing.
TOO_COMMON: Final = 0.95
#: Of many records so many have their weights worked out at a time.
ROWS_AT_ONCE: Final = 4_000
#: A word that a record has more often counts as if it had it so often.
MOST_TIMES: Final = 65_535


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one record."""

    title: str
    abstract: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def prose(self) -> str:
        return f"{self.title} {self.abstract}"


class View:
    """One view of the records: a row each, a column for each term that two have, a last row for the criteria.

    The weights are tf-idf with damped counts, each row of length one. They are worked out when they are asked
    for: the counts that they follow from take half the room. Of few records they are kept.
    """

    def __init__(self, times: csr_matrix, rare: Floats, lengths: Floats) -> None:
        self.times, self.rare, self.lengths = times, rare, lengths
        self._kept = self._weighted(times, lengths) if self.records < MANY_RECORDS else None

    @property
    def records(self) -> int:
        return int(self.times.shape[0]) - 1

    @property
    def has_criteria(self) -> bool:
        return bool(self.times.indptr[-1] > self.times.indptr[-2])

    def rows(self, at: Positions) -> csr_matrix:
        """The weights of some records; the criteria's are at ``records``."""
        return self._kept[at] if self._kept is not None else self._weighted(self.times[at], self.lengths[at])

    def against(self, weights: Floats) -> Floats:
        """For each record the sum of its own weights times these, one for each term."""
        if self._kept is not None:
            return np.asarray(self._kept @ weights)[:-1]
        begins = range(0, self.records, ROWS_AT_ONCE)
        pieces = [self.rows(np.arange(at, min(at + ROWS_AT_ONCE, self.records))) @ weights for at in begins]
        return np.concatenate(pieces)

    def _weighted(self, times: csr_matrix, lengths: Floats) -> csr_matrix:
        weights = damped(times.data) * self.rare[times.indices]
        weights /= np.repeat(lengths, np.diff(times.indptr))
        return csr_matrix((weights, times.indices, times.indptr), shape=times.shape)


@dataclass(frozen=True, slots=True)
class Features:
    """Two views of the same records: *phrases* are one or two words of title and abstract, *words* are single
    ones of all, keywords included.
    """

    phrases: View
    words: View

    @property
    def records(self) -> int:
        return self.words.records

    @property
    def has_criteria(self) -> bool:
        return self.words.has_criteria


def features_of(texts: Iterable[Text], criteria: str = "") -> Features:
    """The features of ``texts``, read once, and of the criteria in the same words."""
    read = ((text.prose, " ".join(text.keywords)) for text in texts)
    words = words_of(chain(read, [(criteria, "")]))
    records = len(words.starts) - 2
    return Features(view(phrases_counted(words), records), view(words_counted(words), records))


def view(slices: Iterable[Counted], records: int) -> View:
    """The view of the terms of all slices of the alphabet; the last text is the criteria's."""
    columns = Columns(records)
    for each in slices:
        columns.add(each)
    return columns.view()


class Columns:
    """The columns of a view, in the least room, as slice after slice is added.

    A term of one record alone tells nothing about another: it has its part in the length of its row, and no
    column. Among many records not even that.
    """

    def __init__(self, records: int) -> None:
        self.records = records
        self.squares = np.zeros(records + 1)
        # Arrays that grow in place: numpy's would be there twice while they are put together.
        self.texts, self.times, self.ends, self.rare = array("i"), array("H"), array("q", [0]), array("d")

    def add(self, each: Counted) -> None:
        term = np.repeat(np.arange(len(each.ends)), np.diff(each.ends, prepend=0))
        has = np.bincount(term[each.texts < self.records], minlength=len(each.ends))
        least = 1 if self.records < MANY_RECORDS else 2
        most = TOO_COMMON * self.records if self.records > 20 else self.records
        known = (has >= least) & (has <= most)
        rare = np.where(known, np.log((1 + self.records) / (1 + has)) + 1, 0.0)
        squares = (damped(each.times) * rare[term]) ** 2
        self.squares += np.bincount(each.texts, squares, minlength=self.records + 1)
        kept = known & (has > 1)
        here = kept[term]
        sizes = np.bincount(term[here], minlength=len(kept))[kept]
        self.texts.frombytes(each.texts[here].astype(np.int32).tobytes())
        self.times.frombytes(np.minimum(each.times[here], MOST_TIMES).astype(np.uint16).tobytes())
        self.ends.frombytes((self.ends[-1] + np.cumsum(sizes)).astype(np.int64).tobytes())
        self.rare.frombytes(rare[kept].tobytes())

    def view(self) -> View:
        """There is always one column, so that a machine can be trained on nothing."""
        if not self.rare:
            self.rare.append(0.0)
            self.ends.append(0)
        rare = np.array(self.rare)
        by_term = csc_matrix(
            (np.asarray(self.times), np.asarray(self.texts), np.asarray(self.ends)),
            shape=(self.records + 1, len(rare)),
        )
        return View(csr_matrix(by_term), rare, np.sqrt(np.where(self.squares > 0, self.squares, 1.0)))


def damped(times: NDArray[Any]) -> Floats:
    weights: Floats = np.log(times, dtype=np.float64) + 1.0
    return weights


VIEWS: Final = ("phrases", "words")


def save(features: Features, path: Path) -> None:
    """Write the features into one file, whole or not at all."""
    arrays: dict[str, Any] = {}
    for name in VIEWS:
        view: View = getattr(features, name)
        arrays |= {
            f"{name}_times": view.times.data, f"{name}_terms": view.times.indices,
            f"{name}_rows": view.times.indptr, f"{name}_rare": view.rare, f"{name}_lengths": view.lengths,
        }  # fmt: skip
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as file:
        np.savez(file, **arrays)
    beside.replace(path)


def load(path: Path) -> Features:
    """The features of a file that ``save`` has written."""
    with np.load(path, allow_pickle=False) as arrays:
        return Features(*(_loaded(arrays, name) for name in VIEWS))


def _loaded(arrays: Mapping[str, Any], name: str) -> View:
    times, terms, rows, rare, lengths = (
        arrays[f"{name}_{part}"] for part in ("times", "terms", "rows", "rare", "lengths")
    )
    return View(csr_matrix((times, terms, rows), shape=(len(lengths), len(rare))), rare, lengths)
