"""Find the duplicates among the records of one or several exports."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from alongside.evidence.dedupe.blocking import Pairs, candidates
from alongside.evidence.dedupe.comparing import at_first_sight, read_closely
from alongside.evidence.dedupe.deciding import Decision, Verdict, decide, hopeless
from alongside.evidence.dedupe.normal import Normal, normal
from alongside.evidence.importing.records import SourceRecord

Progress = Callable[[float], None]

#: Titles less alike are compared further only where something else brings the two together.
WORTH_COMPARING: Final = 72.0
#: Titles so alike are compared whoever wrote them.
SURELY_COMPARED: Final = 94.0
CHUNK: Final = 250_000
#: After so many records it is said that work goes on.
A_BEAT: Final = 10_000
#: Of two sets so many pairs are compared before they become one.
MOST_COMPARED: Final = 200
#: A title that one author has in so many volumes is a column's.
VOLUMES_OF_A_COLUMN: Final = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, by their positions, the lower first; why they were brought together, in a stable word."""

    first: int
    second: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Records that are one: positions in order, and the pairs that hold them together."""

    members: tuple[int, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What was found. Positions are those of the records given, from 0.

    ``merged``: sure enough to merge without asking (undo by taking the members apart again: nothing is lost).
    ``doubtful``: for a person to decide. ``linked``: belong together and stay two: an erratum and its
    article,
    a preprint and its final version, a conference abstract and its article.
    """

    merged: tuple[Merge, ...]
    doubtful: tuple[Pair, ...]
    linked: tuple[Pair, ...]


def find_duplicates(records: Iterable[SourceRecord], *, progress: Progress | None = None) -> Duplicates:
    """The duplicates among ``records``, which are read once and not kept. Costs n log n.

    ``progress`` is called now and then with the part that is done, 0 to 1.
    """
    said = progress or (lambda _done: None)
    with set_aside() as aside:
        return found_among(prepared_one_by_one(records, said, aside), said)


def prepared_one_by_one(
    records: Iterable[SourceRecord], said: Progress, aside: Callable[[], None]
) -> list[Normal]:
    """Each as it is compared."""
    prepared: list[Normal] = []
    for record in records:
        prepared.append(normal(record))
        if len(prepared) % A_BEAT == 0:
            aside()
            said(0.0)
    return columns_marked(prepared)


@contextmanager
def set_aside() -> Iterator[Callable[[], None]]:
    """What is called within, to spare all that there is by then being gone through by the garbage collector.

    A million records are some ten million things, none of which leads back to itself. Collecting goes on for
    everything else.
    """
    try:
        yield gc.freeze
    finally:
        gc.unfreeze()


def found_among(prepared: list[Normal], said: Progress) -> Duplicates:
    """The duplicates, each pair that may be one compared."""
    usage = Counter(chain.from_iterable(set(one.short_title.split()) for one in prepared))
    said(0.3)
    pairs = worth_comparing(prepared, candidates(prepared))
    said(0.6)
    judge = Judge(prepared, usage)
    sure: list[Pair] = []
    doubtful: list[Pair] = []
    linked: list[Pair] = []
    boxes = {Verdict.MERGE: sure, Verdict.DOUBTFUL: doubtful, Verdict.LINK: linked}
    for at, (first, second) in enumerate(pairs.tolist()):
        decision = judge.of(first, second)
        if decision.verdict in boxes:
            boxes[decision.verdict].append(Pair(first, second, round(decision.score, 1), decision.reason))
        if at % CHUNK == 0:
            said(0.6 + 0.4 * at / len(pairs))
    merged, refused = together(sure, judge)
    said(1.0)
    return Duplicates(
        tuple(merged), tuple(left_over(doubtful + refused, merged)), tuple(left_over(linked, merged))
    )


def columns_marked(records: list[Normal]) -> list[Normal]:
    """``records``, those marked whose author uses the title volume after volume: a column, not a work."""
    volumes: dict[tuple[str, str], set[str]] = {}
    first: dict[tuple[str, str], str] = {}
    for one in records:
        if one.volume and one.short_title:
            title = by_whom(one)
            if (before := first.setdefault(title, one.volume)) != one.volume:
                volumes.setdefault(title, {before}).add(one.volume)
    often = {title for title, seen in volumes.items() if len(seen) >= VOLUMES_OF_A_COLUMN}
    return [replace(one, column=True) if not one.column and by_whom(one) in often else one for one in records]


def by_whom(one: Normal) -> tuple[str, str]:
    return one.short_title, one.surnames[0] if one.surnames else ""


def worth_comparing(records: Sequence[Normal], pairs: Pairs) -> Pairs:
    """Those of ``pairs`` whose titles are alike, or which say something rare together."""
    titles = [one.short_title for one in records]
    rare = Rare(records)
    kept: list[Pairs] = []
    for begin in range(0, len(pairs), CHUNK):
        chunk = pairs[begin : begin + CHUNK]
        first = [titles[at] for at in chunk[:, 0].tolist()]
        second = [titles[at] for at in chunk[:, 1].tolist()]
        alike = process.cpdist(
            first, second, scorer=fuzz.ratio, score_cutoff=WORTH_COMPARING, dtype=np.uint8, workers=-1
        )
        near: NDArray[np.bool_] = (alike >= SURELY_COMPARED) | rare.in_common(chunk)
        rest = np.flatnonzero(~near & (alike > 0))
        near[rest] = [may_be_same_people(records[one], records[two]) for one, two in chunk[rest].tolist()]
        kept.append(chunk[near])
    return np.concatenate(kept) if kept else pairs


def may_be_same_people(one: Normal, two: Normal) -> bool:
    """No title short of the same outweighs that nobody wrote both (deciding.WEIGHTS)."""
    return (
        not one.names
        or not two.names
        or one.corporate
        or two.corporate
        or not one.names.isdisjoint(two.names)
    )


class Rare:
    """What two records hardly share by chance. Each text is a number, so that many are compared at once."""

    def __init__(self, records: Sequence[Normal]) -> None:
        self.doi = numbered(one.doi for one in records)
        self.pmid = numbered(one.pmid for one in records)
        self.page = numbered(one.first_page for one in records)
        self.volume = numbered(one.volume for one in records)
        self.surname = numbered(one.surnames[0] if one.surnames else "" for one in records)
        self.translated = np.fromiter((bool(one.other_title) for one in records), dtype=np.bool_)

    def in_common(self, pairs: Pairs) -> NDArray[np.bool_]:
        """An identifier, or the first page with the author or the volume, or a title in two languages."""
        one, two = pairs[:, 0], pairs[:, 1]

        def same(field: NDArray[np.int32]) -> NDArray[np.bool_]:
            alike: NDArray[np.bool_] = (field[one] == field[two]) & (field[one] > 0)
            return alike

        placed = same(self.page) & (self.surname[one] > 0) & (self.surname[two] > 0)
        by_place = same(self.surname) | (self.volume[one] == self.volume[two])
        translated = self.translated[one] | self.translated[two]
        found: NDArray[np.bool_] = same(self.doi) | same(self.pmid) | np.where(placed, by_place, translated)
        return found


def numbered(texts: Iterable[str]) -> NDArray[np.int32]:
    """Each text as a number, the same for the same; 0 where there is none."""
    seen = {"": 0}
    return np.fromiter((seen.setdefault(text, len(seen)) for text in texts), dtype=np.int32)


class Judge:
    """Says of each two records what they are, and remembers of which it said that they are two."""

    def __init__(self, records: Sequence[Normal], usage: Mapping[str, int]) -> None:
        self.records = records
        self.usage = usage
        self._two: dict[int, bool] = {}

    def of(self, first: int, second: int) -> Decision:
        seen, unread = at_first_sight(self.records[first], self.records[second])
        if unread is not None and not hopeless(seen):
            seen = read_closely(seen, unread, self.usage)
        decision = decide(seen)
        self._two[first * len(self.records) + second] = speaks_against(decision)
        return decision

    def says_two(self, one: int, two: int) -> bool:
        """Whether the two by themselves are two: not for lack of evidence but by what they say."""
        first, second = (one, two) if one < two else (two, one)
        known = self._two.get(first * len(self.records) + second)
        return speaks_against(self.of(first, second)) if known is None else known


def speaks_against(decision: Decision) -> bool:
    return decision.verdict in (Verdict.LINK, Verdict.APART) or (
        decision.verdict is Verdict.DOUBTFUL and decision.reason not in ("little", "title")
    )


def together(sure: list[Pair], judge: Judge) -> tuple[list[Merge], list[Pair]]:
    """Sets of records from pairs, the surest first; a pair that would bring a contradiction in is refused."""
    home: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    held: defaultdict[int, list[Pair]] = defaultdict(list)
    refused: list[Pair] = []
    for pair in sorted(sure, key=lambda pair: (-pair.score, pair.first, pair.second)):
        one, two = home.setdefault(pair.first, pair.first), home.setdefault(pair.second, pair.second)
        mine, theirs = members.setdefault(one, [one]), members.setdefault(two, [two])
        if one != two:
            if contradict(mine, theirs, judge):
                refused.append(replace(pair, reason="contradiction"))
                continue
            if len(mine) < len(theirs):
                one, two, mine, theirs = two, one, theirs, mine
            mine.extend(theirs)
            home.update(dict.fromkeys(theirs, one))
            held[one].extend(held.pop(two, []))
            del members[two]
        held[one].append(pair)
    merged = [Merge(tuple(sorted(group)), tuple(held[at])) for at, group in members.items() if len(group) > 1]
    return sorted(merged, key=lambda one: one.members), refused


def contradict(mine: list[int], theirs: list[int], judge: Judge) -> bool:
    """Whether two identifiers, or two kinds of publication, would come into one set."""
    both = [judge.records[at] for at in (*mine, *theirs)]
    several = (
        {one.pmid for one in both if one.pmid},
        {one.doi for one in both if one.doi},
        {one.about for one in both},
        {one.preprint for one in both},
        {one.numbers for one in both if not one.other_title and one.short_title == both[0].short_title},
    )
    if any(len(values) > 1 for values in several):
        return True
    # A record that says little fits two that say different things.
    others = [(a, b) for a in mine for b in theirs][:MOST_COMPARED]
    return len(others) > 1 and any(judge.says_two(a, b) for a, b in others)


def left_over(pairs: list[Pair], merged: Sequence[Merge]) -> list[Pair]:
    """One pair for each two sets (or single records) that a pair brings together, the strongest."""
    place = {at: merge.members[0] for merge in merged for at in merge.members}
    best: dict[tuple[int, int], Pair] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second)):
        one, two = place.get(pair.first, pair.first), place.get(pair.second, pair.second)
        if one != two:
            best.setdefault((min(one, two), max(one, two)), pair)
    return sorted(best.values(), key=lambda pair: (pair.first, pair.second))
