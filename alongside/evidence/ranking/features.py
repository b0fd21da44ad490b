"""What a record says, as numbers: made once for all records, kept on disk between decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

#: In more records than this a phrase must be in two of them to count: most phrases are in one, and fill
#: the memory.
MANY_RECORDS: Final = 5_000
#: A word in more than this part of all records says nothing.
TOO_COMMON: Final = 0.95


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one record."""

    title: str
    abstract: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def prose(self) -> str:
        return f"{self.title} {self.abstract}"

    @property
    def everything(self) -> str:
        return f"{self.title} {self.abstract} {' '.join(self.keywords)}"


@dataclass(frozen=True, slots=True)
class Features:
    """Two views of the same records: *phrases* are one or two words of title and abstract, *words* are
    single ones of
    all, keywords included. tf-idf with damped counts, each row of length one. ``criteria_…`` has one row,
    of zeros
    where there are no criteria.
    """

    phrases: csr_matrix
    words: csr_matrix
    criteria_phrases: csr_matrix
    criteria_words: csr_matrix

    @property
    def records(self) -> int:
        return int(self.words.shape[0])

    @property
    def has_criteria(self) -> bool:
        return bool(self.criteria_words.nnz)


def features_of(texts: Sequence[Text], criteria: str = "") -> Features:
    """The features of ``texts``, and of the criteria in the same words."""
    least = 1 if len(texts) < MANY_RECORDS else 2
    phrases, criteria_phrases = view([text.prose for text in texts], criteria, (1, 2), least)
    words, criteria_words = view([text.everything for text in texts], criteria, (1, 1), least)
    return Features(phrases, words, criteria_phrases, criteria_words)


def view(
    texts: list[str], criteria: str, lengths: tuple[int, int], least: int
) -> tuple[csr_matrix, csr_matrix]:
    made = TfidfVectorizer(
        ngram_range=lengths,
        sublinear_tf=True,
        min_df=least,
        max_df=TOO_COMMON if len(texts) > 20 else 1.0,
        dtype=np.float64,
    )
    nothing = csr_matrix((len(texts), 1)), csr_matrix((1, 1))
    try:
        rows = made.fit_transform(texts)
    except ValueError:  # not one word in all of them
        return nothing
    # A word of one record alone tells nothing about another; it has had its part in the record's length.
    columns = csc_matrix(rows)
    shared = np.diff(columns.indptr) > 1
    if not shared.any():  # no two records have a word in common that not nearly all have
        return nothing
    return csr_matrix(columns[:, shared]), csr_matrix(csc_matrix(made.transform([criteria]))[:, shared])


PARTS: Final = ("phrases", "words", "criteria_phrases", "criteria_words")


def save(features: Features, path: Path) -> None:
    """Write the features into one file, whole or not at all."""
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {}
    for part in PARTS:
        matrix: csr_matrix = getattr(features, part)
        arrays[f"{part}_data"] = matrix.data.astype(np.float32)
        arrays[f"{part}_indices"] = matrix.indices
        arrays[f"{part}_indptr"] = matrix.indptr
        arrays[f"{part}_shape"] = np.asarray(matrix.shape)
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
    beside.replace(path)


def load(path: Path) -> Features:
    """The features of a file that ``save`` has written."""
    with np.load(path, allow_pickle=False) as arrays:
        return Features(
            **{
                part: csr_matrix(
                    (
                        arrays[f"{part}_data"].astype(np.float64),
                        arrays[f"{part}_indices"],
                        arrays[f"{part}_indptr"],
                    ),
                    shape=tuple(arrays[f"{part}_shape"]),
                )
                for part in PARTS
            }
        )
