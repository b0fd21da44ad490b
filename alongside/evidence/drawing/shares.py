"""Parts of a whole as one bar, each named and counted below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from alongside.base.pages.figures.svg import drawing, number, tag

WIDTH = 360.0
_BAR = 34.0
_LINE = 26.0


@dataclass(frozen=True, slots=True)
class Share:
    """A part: what it is called, how many, and its class in the style sheet."""

    label: str
    count: int
    kind: str


def shares(parts: Sequence[Share], *, title: str, description: str) -> Markup:
    """``parts`` beside each other, as wide as they are many."""
    whole = max(sum(part.count for part in parts), 1)
    drawn: list[Markup] = []
    left = 1.0
    for place, part in enumerate(parts):
        wide = (WIDTH - 2) * part.count / whole
        if part.count:
            drawn.append(
                tag(
                    "rect",
                    "",
                    x=number(left),
                    y=1.0,
                    width=number(wide),
                    height=_BAR,
                    class_=f"share {part.kind}",
                )
            )
        top = _BAR + 16 + place * _LINE
        drawn.append(
            tag("rect", "", x=1.0, y=number(top), width=14.0, height=14.0, class_=f"share {part.kind}")
        )
        drawn.append(tag("text", f"{part.label}: {part.count:,}", x=24.0, y=number(top + 13)))
        left += wide
    height = _BAR + 16 + len(parts) * _LINE
    return drawing(
        drawn, width=WIDTH, height=height, class_="fig-shares", title=title, description=description
    )
