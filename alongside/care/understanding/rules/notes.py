"""A copy of a story for a clinical system: plain text that survives every box it is pasted into.

What the person wrote is kept letter for letter; only lines are folded, and only where nobody else will do it:
in a file, at 72 characters. A box on a page, and the box it is pasted into, fold for their own width.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 72
RULE = 24  # the line under a heading: short enough for the narrowest telephone


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands under it; ``lines`` are paragraphs."""

    heading: str
    lines: tuple[str, ...]


def plain_copy(title: str, parts: Iterable[Part]) -> str:
    """The whole copy, a paragraph a line. Ends with one line feed."""
    out = [title.upper(), "=" * RULE]
    for part in parts:
        out += ["", part.heading.upper(), "-" * min(RULE, len(part.heading)), *part.lines]
    return "\n".join(out) + "\n"


def folded(copy: str) -> str:
    """The same in lines of at most ``WIDTH`` characters, for a file."""
    lines: list[str] = []
    for line in copy.split("\n"):
        lines += textwrap.wrap(line, WIDTH, break_long_words=True, break_on_hyphens=False) or [""]
    return "\n".join(lines)
