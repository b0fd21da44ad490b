"""A screening acted again: as if the decisions in a file were taken one by one, in the order of the
ranking."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.evidence.ranking.ranker import Ranker


@dataclass(frozen=True, slots=True)
class Simulated:
    """``labels``: the decisions in the order in which they were asked for, the two starting ones left out."""

    started_from: tuple[int, int]
    labels: tuple[bool, ...]

    @property
    def wss95(self) -> float:
        return work_saved(self.labels, 0.95)

    @property
    def atd(self) -> float:
        return time_to_discovery(self.labels)

    @property
    def recall(self) -> list[tuple[int, float]]:
        """Rank and recall each time that a relevant record was found."""
        ranks = [rank for rank, label in enumerate(self.labels, 1) if label]
        return [(rank, found / len(ranks)) for found, rank in enumerate(ranks, 1)]


def start(labels: Sequence[bool], seed: int) -> tuple[int, int]:
    """One relevant and one irrelevant record, drawn by the seed. Raises ValueError where one kind is
    missing."""
    relevant = [at for at, label in enumerate(labels) if label]
    irrelevant = [at for at, label in enumerate(labels) if not label]
    if not relevant or not irrelevant:
        raise ValueError("a simulation needs relevant and irrelevant records")
    chance = random.Random(seed)  # noqa: S311 - to be drawn again, not to be secret
    return chance.choice(relevant), chance.choice(irrelevant)


def simulate(ranker: Ranker, labels: Sequence[bool], seed: int) -> Simulated:
    """Rank, decide on the first, rank again; until all relevant records are found. The rest follows as
    ranked."""
    started_from = start(labels, seed)
    decisions = {at: labels[at] for at in started_from}
    asked: list[bool] = []
    left = sum(labels) - 1
    while left:
        first = ranker.rank(decisions).order[0]
        decisions[first] = labels[first]
        asked.append(labels[first])
        left -= labels[first]
    asked.extend([False] * (len(labels) - 2 - len(asked)))
    return Simulated(started_from, tuple(asked))


def work_saved(labels: Sequence[bool], recall: float) -> float:
    """Work saved over sampling at a recall (WSS@95 for 0.95), as ASReview-insights defines it.

    For the k-th relevant record: how much earlier it was found than by screening at random, as a part of all
    records; k is the last one at or below the recall. The starting records count neither as found nor as
    asked.
    """
    many, relevant = len(labels), sum(labels)
    if not relevant:
        return 0.0
    wanted = max(1, math.floor(recall * relevant + 1e-9))
    found = earlier(labels, wanted)
    at_random = next(at for at in range(many) if round(relevant * at / max(many - 1, 1)) >= wanted)
    return (at_random - found) / many


def earlier(labels: Sequence[bool], wanted: int) -> int:
    """At which position, from 0, so many relevant records have been found."""
    found = 0
    for at, label in enumerate(labels):
        found += label
        if found >= wanted:
            return at
    return len(labels)


def time_to_discovery(labels: Sequence[bool]) -> float:
    """The mean rank, from 1, at which a relevant record was found (ATD): as ASReview-insights defines it."""
    ranks = [rank for rank, label in enumerate(labels, 1) if label]
    return sum(ranks) / len(ranks) if ranks else 0.0
