"""Where each step of a synthesis stands, for one reviewer. Rooms declare the steps that are theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from alongside.evidence.synthesis.models import Member


class Stand(NamedTuple):
    """A few words, and how far it is: ``""`` not begun, ``"started"``, ``"done"``."""

    words: str
    far: str


Teller = Callable[[Member], Stand | None]
_tellers: dict[str, Teller] = {}


def declare(step: str, teller: Teller) -> None:
    """Say who tells of a step; called once from a room's ``AppConfig.ready``. None: nothing to tell yet."""
    _tellers[step] = teller


def of(seat: Member) -> dict[str, Stand]:
    """Every step that has something to tell, by its name."""
    told = {step: teller(seat) for step, teller in _tellers.items()}
    return {step: stand for step, stand in told.items() if stand is not None}
