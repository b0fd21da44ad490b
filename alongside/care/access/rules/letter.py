"""A letter as lines that can be left out, and as plain text. Pure: every sentence comes translated.

as_text(Paper(...))  ->  the letter, folded at 76 characters, for any clinical system
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

WIDTH = 76  # characters; fits every clinical system's notes


@dataclass(frozen=True, slots=True)
class Line:
    """``words`` under ``heading``; ``key`` names it, so that it can be left out."""

    key: str
    heading: str
    words: str

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Line:
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the sheet: the head, the lines under their headings, and the foot."""

    title: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    foot: tuple[str, ...]

    def sections(self) -> list[tuple[str, list[str]]]:
        """(heading, words) in the order of the lines; neighbours with the same heading stand together."""
        grouped = groupby(self.lines, key=lambda line: line.heading)
        return [(heading, [line.words for line in lines]) for heading, lines in grouped]


def kept(lines: Sequence[Line], left_out: Collection[str]) -> tuple[Line, ...]:
    """What goes, in its order."""
    return tuple(line for line in lines if line.key not in left_out)


def as_text(paper: Paper) -> str:
    """The letter as plain text, ending with one line end."""
    blocks = [paper.title, "\n".join(paper.head)]
    for heading, words in paper.sections():
        blocks.append("\n".join([heading, *(_point(each) for each in words)]))
    blocks.append("\n".join(textwrap.fill(line, WIDTH) for line in paper.foot))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _point(words: str) -> str:
    paragraphs = [part for part in words.splitlines() if part.strip()]
    folded = [
        textwrap.fill(part, WIDTH, initial_indent="- " if at == 0 else "  ", subsequent_indent="  ")
        for at, part in enumerate(paragraphs)
    ]
    return "\n".join(folded)
