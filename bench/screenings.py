"""A file of many records with abstracts, made from real ones by errors as they happen."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from alongside.evidence.importing import SourceRecord, read
from alongside.evidence.importing.writing import ris_pieces
from bench.exports import COPIES, EXPORTS, copied, data, new_work, records

#: Of a hundred words of an abstract so many stand in another's place: so new words stand side by side.
CHANGED_WORDS = 12
#: Copies of a work stand within so many records of it.
WITHIN = 5_000


def write(path: Path, works: int, seed: int) -> int:
    """Write a RIS file of about 1.9 records a work; how many they are."""
    many = 0

    def counted() -> Iterator[SourceRecord]:
        nonlocal many
        for record in made(works, seed):
            many += 1
            yield record

    with path.open("w", encoding="utf-8") as file:
        file.writelines(ris_pieces(counted()))
    return many


def made(works: int, seed: int) -> Iterator[SourceRecord]:
    """The records, a few thousand in memory at a time.

    A work is made as for ``bench.exports.many``; its abstract has sentences of four real ones, with words
    changed.
    """
    chance = random.Random(seed)
    places = [record for export in EXPORTS for record in records(export) if record.title and record.authors]
    files = [data("screening", f"{name}.csv") for name in ("SkeletalMuscleRelaxants", "Triptans")]
    screened = [record for file in files for record in read(file) if record.title and record.abstract]
    words = list(chain.from_iterable(record.abstract.split() for record in screened))
    waiting: list[SourceRecord] = []
    for work in range(works):
        waiting.extend(copies(new_screened(work, places, screened, words, chance), chance))
        while len(waiting) > WITHIN:
            yield taken(waiting, chance)
    while waiting:
        yield taken(waiting, chance)


def copies(first: SourceRecord, chance: random.Random) -> list[SourceRecord]:
    return [first, *(copied(first, chance) for _ in range(chance.choice(COPIES)))]


def new_screened(
    work: int,
    places: list[SourceRecord],
    screened: list[SourceRecord],
    words: list[str],
    chance: random.Random,
) -> SourceRecord:
    head, tail = chance.sample(screened, 2)
    title = [*half(head.title.split(), 0), *half(tail.title.split(), 1)]
    sentences = list(
        chain.from_iterable(chance.choice(screened).abstract.split(". ")[at::4] for at in range(4))
    )
    abstract = [
        chance.choice(words) if chance.random() * 100 < CHANGED_WORDS else word
        for word in ". ".join(sentences).split()
    ]
    return replace(
        new_work(work, places, chance),
        title=" ".join(title), abstract=" ".join(abstract), keywords=head.keywords, pmid="",
    )  # fmt: skip


def half(words: list[str], which: int) -> list[str]:
    middle = (len(words) + 1) // 2
    return words[middle:] if which else words[:middle]


def taken(waiting: list[SourceRecord], chance: random.Random) -> SourceRecord:
    """One of those that wait, by chance."""
    at = chance.randrange(len(waiting))
    waiting[at], waiting[-1] = waiting[-1], waiting[at]
    return waiting.pop()
