"""The lines of *What we have understood*. Pure.

chosen([a, b, c], {"c", "a"})  ->  [a, c]      in the order in which they were offered
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """``words`` under ``heading``, of the side that said them; ``key`` names it on the form."""

    key: str
    heading: str
    words: str
    side: str  # person | professional | shared

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Line:
        return cls(**plain)


def chosen(offered: Sequence[Line], keys: Collection[str]) -> list[Line]:
    """Those of ``offered`` that the person ticked, and nothing else."""
    return [line for line in offered if line.key in keys]
