"""What stands on *Talk* beside the conversation: what the other parts of the room offer, in order.

A part offers ``section(partnership, relation) -> Section | None`` in its presenter and is named here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.authority import Relation


@dataclass(frozen=True, slots=True)
class Section:
    """A part of *Talk*: a few lines, each with where it leads (or no address), and the one thing to do."""

    title: str
    lines: tuple[tuple[str, str], ...]
    action: str = ""
    href: str = ""
    side: str = "shared"


Part = Callable[[Partnership, Relation], Section | None]

PARTS: tuple[Part, ...] = ()


def sections(partnership: Partnership, relation: Relation) -> list[Section]:
    """Every part that has something to show to this side."""
    found = (part(partnership, relation) for part in PARTS)
    return [one for one in found if one is not None]
