"""What a report is made of, before it is a page or a sheet of paper.

In texts, ``[[r2|R²]]`` leads to the definition ``r2``, and ``**word**`` is strong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from alongside.evaluation.report.drawing import Drawing

LINK = re.compile(r"\[\[([a-z0-9-]+)\|([^\]]+)\]\]")
STRONG = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2
    id: str = ""


@dataclass(frozen=True)
class Paragraph:
    text: str
    lead: bool = False
    soft: bool = False


@dataclass(frozen=True)
class Points:
    """A list of short texts."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Table:
    """The first cell of a row names it. ``numbers`` are the columns that are set to the right."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()
    note: str = ""


@dataclass(frozen=True)
class Figure:
    drawing: Drawing
    caption: str = ""


@dataclass(frozen=True)
class Notice:
    title: str
    texts: Sequence[str]


@dataclass(frozen=True)
class Folded:
    """What opens on a click, and stands open on paper."""

    title: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Definitions:
    """Each with its id, its name and what it means."""

    entries: Sequence[tuple[str, str, str]]


Part = Heading | Paragraph | Points | Table | Figure | Notice | Folded | Definitions


@dataclass
class Document:
    title: str
    subtitle: str
    invented: bool = False
    parts: list[Part] = field(default_factory=list)


def plain(text: str) -> str:
    """A text without its marks."""
    return STRONG.sub(r"\1", LINK.sub(r"\2", text))


def literal(text: str) -> str:
    """Somebody's own words (a label, a reason) so that nothing in them is taken for a mark."""
    return text.replace("[[", "[ [").replace("**", "* *")
