"""How often each record has each word and each two words that follow each other.

Written for a hundred thousand records in little memory: a text is read once and kept as numbers, and the
words are counted a slice of the alphabet at a time, so that of some thirty million counts only two million
are in memory before they are packed.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

WORD: Final = re.compile(r"\b\w\w+\b")
#: So many words and pairs of words are sorted at once.
AT_ONCE: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """Texts as numbers: word by word, those of one text after those of the one before.

    A number is the word's place in the alphabet. ``starts`` is where each text begins, with the end of the
    last; ``prose_ends`` where what is not prose (its keywords) begins.
    """

    places: NDArray[np.int32]
    starts: Whole
    prose_ends: Whole
    many: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of a slice, in the order of the alphabet: for each the texts that have it, and how often.

    ``ends`` is where the texts of each term end.
    """

    texts: Whole
    times: Whole
    ends: Whole


def words_of(texts: Iterable[tuple[str, str]]) -> Words:
    """Read each text, given as its prose and the rest, once."""
    known: defaultdict[str, int] = defaultdict()
    known.default_factory = known.__len__
    found, ends, prose_ends = array("i"), array("q", [0]), array("q")
    for prose, rest in texts:
        found.extend(map(known.__getitem__, WORD.findall(prose.lower())))
        prose_ends.append(len(found))
        found.extend(map(known.__getitem__, WORD.findall(rest.lower())))
        ends.append(len(found))
    alphabet = np.empty(len(known), dtype=np.int32)
    alphabet[[known[word] for word in sorted(known)]] = np.arange(len(known), dtype=np.int32)
    return Words(
        alphabet[np.asarray(found, dtype=np.int32)], np.asarray(ends), np.asarray(prose_ends), len(known)
    )


def phrases_counted(words: Words) -> Iterator[Counted]:
    """Single words and two that follow each other, of the prose."""
    for low, high in slices(words):
        at = within(words, low, high)
        text = texts_at(words, at)
        prose = at < words.prose_ends[text]
        at, text = at[prose], text[prose]
        first = words.places[at].astype(np.int64) - low
        followed = at + 1 < words.prose_ends[text]
        second = words.places[at[followed] + 1].astype(np.int64) + 1
        alone = first * (words.many + 1)  # a word alone stands before all its pairs
        yield counted(
            np.concatenate([alone, alone[followed] + second]), np.concatenate([text, text[followed]]), words
        )


def words_counted(words: Words) -> Iterator[Counted]:
    """Single words, of everything."""
    for low, high in slices(words):
        at = within(words, low, high)
        yield counted(words.places[at].astype(np.int64) - low, texts_at(words, at), words)


def slices(words: Words) -> Iterator[tuple[int, int]]:
    """The alphabet in pieces, each with about as many words of the texts, from and to."""
    so_far = np.cumsum(np.bincount(words.places, minlength=words.many))
    widest = max(1, 2**62 // ((words.many + 1) * len(words.starts)))  # what a term and a text are numbered by
    low = before = 0
    while low < words.many:
        high = int(np.searchsorted(so_far, before + AT_ONCE // 2, side="right"))
        high = min(max(high, low + 1), low + widest)
        yield low, high
        low, before = high, int(so_far[high - 1])


def within(words: Words, low: int, high: int) -> Whole:
    return np.flatnonzero((words.places >= low) & (words.places < high))


def texts_at(words: Words, at: Whole) -> Whole:
    """Which text each of these words is in."""
    return np.searchsorted(words.starts, at, side="right") - 1


def counted(terms: Whole, texts: Whole, words: Words) -> Counted:
    many = len(words.starts)
    pairs, times = np.unique(terms * many + texts, return_counts=True)
    term = pairs // many
    ends = np.append(np.flatnonzero(np.diff(term)) + 1, len(term)) if len(term) else np.zeros(0, np.int64)
    return Counted(pairs - term * many, times, ends)
