"""Where each step of a synthesis stands, for one reviewer. Rooms declare the steps that are theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple
from uuid import UUID

from alongside.evidence.synthesis.models import Member, Synthesis


class Stand(NamedTuple):
    """A few words, how far it is (``""`` not begun, ``"started"``, ``"done"``), and what waits for them now.

    ``waits`` is empty where this reviewer cannot do anything there, or nothing is left for them.
    """

    words: str
    far: str
    waits: str = ""


class Done(NamedTuple):
    """How many things there are to do for each, and how many each has done: never what they said of them."""

    all: int
    by: Mapping[UUID, int]


Teller = Callable[[Member], Stand | None]
Counter = Callable[[Synthesis], Done]
_tellers: dict[str, Teller] = {}
_counters: dict[str, Counter] = {}


def declare(step: str, teller: Teller) -> None:
    """Say who tells of a step; called once from a room's ``AppConfig.ready``. None: nothing to tell yet."""
    _tellers[step] = teller


def declare_count(step: str, counter: Counter) -> None:
    """Say who counts what each member has done of a step; called once from ``AppConfig.ready``."""
    _counters[step] = counter


def of(seat: Member) -> dict[str, Stand]:
    """Every step that has something to tell, by its name."""
    told = {step: teller(seat) for step, teller in _tellers.items()}
    return {step: stand for step, stand in told.items() if stand is not None}


def done(synthesis: Synthesis) -> dict[str, Done]:
    """Every step that each does for themselves, and how far each is."""
    return {step: counter(synthesis) for step, counter in _counters.items()}
