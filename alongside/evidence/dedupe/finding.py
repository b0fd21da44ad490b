"""Find the duplicates among the records of one or several exports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from alongside.evidence.dedupe.blocking import Pairs, candidates
from alongside.evidence.dedupe.comparing import compare
from alongside.evidence.dedupe.deciding import Verdict, decide
from alongside.evidence.dedupe.normal import Normal, normal
from alongside.evidence.importing.records import SourceRecord

Progress = Callable[[float], None]

#: Titles less alike are compared further only where something else brings the two together.
WORTH_COMPARING: Final = 72.0
#: Titles so alike are compared whoever wrote them.
SURELY_COMPARED: Final = 94.0
CHUNK: Final = 250_000
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
    prepared = columns_marked([normal(record) for record in records])
    usage = Counter(word for one in prepared for word in set(one.short_title.split()))
    said(0.3)
    pairs = worth_comparing(prepared, candidates(prepared))
    said(0.6)
    sure: list[Pair] = []
    doubtful: list[Pair] = []
    linked: list[Pair] = []
    boxes = {Verdict.MERGE: sure, Verdict.DOUBTFUL: doubtful, Verdict.LINK: linked}
    for at, (first, second) in enumerate(pairs.tolist()):
        decision = decide(compare(prepared[first], prepared[second], usage))
        if decision.verdict in boxes:
            boxes[decision.verdict].append(Pair(first, second, round(decision.score, 1), decision.reason))
        if at % CHUNK == 0:
            said(0.6 + 0.4 * at / len(pairs))
    merged, refused = together(sure, prepared, usage)
    said(1.0)
    return Duplicates(
        tuple(merged), tuple(left_over(doubtful + refused, merged)), tuple(left_over(linked, merged))
    )


def columns_marked(records: list[Normal]) -> list[Normal]:
    """``records``, those marked whose author uses the title volume after volume: a column, not a work."""
    volumes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in records:
        if one.volume and one.short_title:
            volumes[by_whom(one)].add(one.volume)
    often = {title for title, seen in volumes.items() if len(seen) >= VOLUMES_OF_A_COLUMN}
    return [replace(one, column=True) if not one.column and by_whom(one) in often else one for one in records]


def by_whom(one: Normal) -> tuple[str, str]:
    return one.short_title, one.surnames[0] if one.surnames else ""


def worth_comparing(records: Sequence[Normal], pairs: Pairs) -> Pairs:
    """Those of ``pairs`` whose titles are alike, or which say something rare together."""
    titles = [one.short_title for one in records]
    kept: list[Pairs] = []
    for begin in range(0, len(pairs), CHUNK):
        chunk = pairs[begin : begin + CHUNK]
        first = [titles[at] for at in chunk[:, 0].tolist()]
        second = [titles[at] for at in chunk[:, 1].tolist()]
        alike = process.cpdist(
            first, second, scorer=fuzz.ratio, score_cutoff=WORTH_COMPARING, dtype=np.uint8, workers=-1
        )
        near: NDArray[np.bool_] = alike >= SURELY_COMPARED
        rest = np.flatnonzero(~near)
        for at, title, (one, two) in zip(
            rest.tolist(), alike[rest].tolist(), chunk[rest].tolist(), strict=True
        ):
            mine, theirs = records[one], records[two]
            near[at] = (title > 0 and may_be_same_people(mine, theirs)) or rare_in_common(mine, theirs)
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


def rare_in_common(one: Normal, two: Normal) -> bool:
    """An identifier, or the author and the page on which it starts, or a title that begins the other."""
    if one.doi and one.doi == two.doi:
        return True
    if one.pmid and one.pmid == two.pmid:
        return True
    if one.first_page and one.first_page == two.first_page and one.surnames and two.surnames:
        return one.surnames[0] == two.surnames[0] or one.volume == two.volume
    return bool(one.other_title or two.other_title)


def together(
    sure: list[Pair], records: Sequence[Normal], usage: Mapping[str, int]
) -> tuple[list[Merge], list[Pair]]:
    """Sets of records from pairs, the surest first; a pair that would bring a contradiction in is refused."""
    home: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    held: defaultdict[int, list[Pair]] = defaultdict(list)
    refused: list[Pair] = []
    for pair in sorted(sure, key=lambda pair: (-pair.score, pair.first, pair.second)):
        one, two = home.setdefault(pair.first, pair.first), home.setdefault(pair.second, pair.second)
        mine, theirs = members.setdefault(one, [one]), members.setdefault(two, [two])
        if one != two:
            if contradict(mine, theirs, records, usage):
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


def contradict(
    mine: list[int], theirs: list[int], records: Sequence[Normal], usage: Mapping[str, int]
) -> bool:
    """Whether two identifiers, or two kinds of publication, would come into one set."""
    both = [records[at] for at in (*mine, *theirs)]
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
    return len(others) > 1 and any(speak_against(records[a], records[b], usage) for a, b in others)


def speak_against(one: Normal, two: Normal, usage: Mapping[str, int]) -> bool:
    """Whether the two by themselves are two: not for lack of evidence but by what they say."""
    decision = decide(compare(one, two, usage))
    return decision.verdict in (Verdict.LINK, Verdict.APART) or (
        decision.verdict is Verdict.DOUBTFUL and decision.reason not in ("little", "title")
    )


def left_over(pairs: list[Pair], merged: Sequence[Merge]) -> list[Pair]:
    """One pair for each two sets (or single records) that a pair brings together, the strongest."""
    place = {at: merge.members[0] for merge in merged for at in merge.members}
    best: dict[tuple[int, int], Pair] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second)):
        one, two = place.get(pair.first, pair.first), place.get(pair.second, pair.second)
        if one != two:
            best.setdefault((min(one, two), max(one, two)), pair)
    return sorted(best.values(), key=lambda pair: (pair.first, pair.second))
