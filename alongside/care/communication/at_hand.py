"""What a professional should know of somebody before they ring or see them, in a few lines.

The lines come from above (``support`` sees all rooms), which declares them here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.authority import Relation


@dataclass(frozen=True, slots=True)
class AtHand:
    """One line: under which heading, the words, and the page where they stand."""

    heading: str
    words: str
    href: str


Lines = Callable[[Partnership, Account, Relation], list[AtHand]]
_lines: list[Lines] = []


def declare(lines: Lines) -> None:
    """Say what should be at hand; called once from an ``AppConfig.ready``."""
    if lines not in _lines:
        _lines.append(lines)


def lines(partnership: Partnership, by: Account, relation: Relation) -> list[AtHand]:
    return [line for each in _lines for line in each(partnership, by, relation)]
