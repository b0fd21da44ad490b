"""What a room above has to say about a delivery at the moment at which it would leave, and what follows.

This floor knows nobody's wishes. A room that does declares a *gate*: asked in the transaction in which the
sending begins, so that whatever was changed and committed before is obeyed. And it may *follow* what became
of a delivery, in the transaction that records it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from alongside.base.record.models import Delivery


@dataclass(frozen=True, slots=True)
class Go:
    """It may leave; ``neutral``: without a word of who sends it."""

    neutral: bool = False


@dataclass(frozen=True, slots=True)
class Withhold:
    """It never leaves; ``problem`` is a short code that says why."""

    problem: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: asked again at ``until``, if it is of use then."""

    until: datetime
    problem: str


Verdict = Go | Withhold | Wait
Gate = Callable[[Delivery], Verdict]
Follow = Callable[[Delivery], object]

_gates: dict[str, Gate] = {}
_follows: dict[str, Follow] = {}


def declare(name: str, gate: Gate, follow: Follow) -> None:
    """Have every delivery pass ``gate``, and ``follow`` what became of it; once, from ``AppConfig.ready``."""
    if _gates.get(name, gate) is not gate:
        raise ValueError(f"gate {name!r} is declared twice, differently")
    _gates[name], _follows[name] = gate, follow


def ask(delivery: Delivery) -> Verdict:
    """The first *no*, or the first *not now*, of any gate; else *go*, neutral where one of them says so."""
    verdicts = [gate(delivery) for gate in _gates.values()]
    for kind in (Withhold, Wait):
        for verdict in verdicts:
            if isinstance(verdict, kind):
                return verdict
    return Go(neutral=any(isinstance(each, Go) and each.neutral for each in verdicts))


def became(delivery: Delivery) -> None:
    """Tell who follows that it did not simply arrive: failed, too late, nobody knows, or known only later."""
    for follow in _follows.values():
        follow(delivery)
