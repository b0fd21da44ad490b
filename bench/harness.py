"""What a figure is: some work, what it is measured against, and what it should come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Result:
    """What came out: the figure itself, whether it is what was aimed at, and everything it rests on."""

    figure: str
    met: bool | None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Bench:
    """Where a figure may work, and how much of the work it is to do (1 is all of it)."""

    folder: Path
    share: float = 1.0

    def of(self, many: int, least: int = 1) -> int:
        """``many`` times, or fewer in a quick run, ``least`` at the lowest."""
        return max(least, round(many * self.share))


Measure = Callable[[Bench], Result]


@dataclass(frozen=True)
class Figure:
    name: str
    work: str
    against: str
    aim: str
    measure: Measure


figures: dict[str, Figure] = {}


def figure(name: str, *, work: str, against: str, aim: str) -> Callable[[Measure], Measure]:
    """Make a function the figure ``name``."""

    def register(measure: Measure) -> Measure:
        figures[name] = Figure(name, work, against, aim, measure)
        return measure

    return register


class NotYet(Exception):
    """The figure needs a part of Alongside that is not there; the message says which."""
