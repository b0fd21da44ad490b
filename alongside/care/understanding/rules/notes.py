"""A copy of a story for a clinical system: plain text that survives every box it is pasted into.

Lines of at most 72 characters. What the person wrote is kept letter for letter; only lines are folded.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 72


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands under it; ``lines`` are paragraphs, folded here."""

    heading: str
    lines: tuple[str, ...]


def plain_copy(title: str, parts: Iterable[Part]) -> str:
    """The whole copy. Ends with one line feed."""
    out = [*_fold(title.upper()), "=" * WIDTH]
    for part in parts:
        out += [
            "",
            *_fold(part.heading.upper()),
            "-" * min(WIDTH, max(map(len, _fold(part.heading)), default=0)),
        ]
        for paragraph in part.lines:
            out += _fold(paragraph)
    return "\n".join(out) + "\n"


def _fold(text: str) -> list[str]:
    folded: list[str] = []
    for line in text.split("\n"):
        folded += textwrap.wrap(line, WIDTH, break_long_words=True, break_on_hyphens=False) or [""]
    return folded
