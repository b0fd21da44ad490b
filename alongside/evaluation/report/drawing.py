"""Drawings as a list of marks, set as SVG for the page and as vectors for the PDF.

Lengths are in units of which ``width`` are as wide as the text. Colours are roles of the house: *person* is
clay, *professional* teal, *shared* plum.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Literal

Role = Literal[
    "ink", "soft", "hairline", "edge", "person", "professional", "shared", "card", "sunk",
    "person-tint", "professional-tint", "shared-tint", "none",
]  # fmt: skip
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    role: Role = "ink"
    width: float = 1.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: Role = "card"
    edge: Role = "none"
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float
    fill: Role = "ink"
    edge: Role = "none"
    clear: bool = False  # lets what is behind it shine through


@dataclass(frozen=True, slots=True)
class Path:
    """Points joined by straight lines."""

    points: tuple[tuple[float, float], ...]
    role: Role = "ink"
    width: float = 1.5


@dataclass(frozen=True, slots=True)
class Shape:
    """Points joined by straight lines, filled."""

    points: tuple[tuple[float, float], ...]
    fill: Role


@dataclass(frozen=True, slots=True)
class Words:
    x: float
    y: float
    text: str
    role: Role = "ink"
    size: float = 15
    anchor: Anchor = "start"
    bold: bool = False


Mark = Line | Box | Circle | Path | Shape | Words


@dataclass
class Drawing:
    """A picture with its title and, for who cannot see it, what it shows."""

    title: str
    description: str
    width: float = 640
    height: float = 300
    marks: list[Mark] = field(default_factory=list)

    def add(self, *marks: Mark) -> None:
        self.marks.extend(marks)


def width_of(text: str, size: float) -> float:
    """About how wide words are; a little too much rather than too little."""
    return (
        sum(
            0.34 if letter in "iIl.,:;'|!()[]fjt " else 0.86 if letter in "mwMW@%" else 0.57
            for letter in text
        )
        * size
    )


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Words in lines no wider than ``width``; a word that is wider stays whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def shortened(text: str, size: float, width: float) -> str:
    """The words cut off with an ellipsis where they are too wide."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def svg(drawing: Drawing, name: str) -> str:
    """As SVG markup. ``name`` makes its ids its own on the page."""
    marks = "".join(_svg(mark) for mark in drawing.marks)
    return (
        f'<svg class="{"narrow" if drawing.width < 400 else "broad"}" role="img" aria-labelledby="{name}-t {name}-d" viewBox="0 0 {drawing.width:g} {drawing.height:g}" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-t">{escape(drawing.title)}</title>'
        f'<desc id="{name}-d">{escape(drawing.description)}</desc>{marks}</svg>'
    )


def _svg(mark: Mark) -> str:
    if isinstance(mark, Line):
        dashed = ' stroke-dasharray="4 4"' if mark.dashed else ""
        return (
            f'<line class="s-{mark.role}" x1="{mark.x1:.1f}" y1="{mark.y1:.1f}" x2="{mark.x2:.1f}" '
            f'y2="{mark.y2:.1f}" stroke-width="{mark.width:g}"{dashed}/>'
        )
    if isinstance(mark, Box):
        return (
            f'<rect class="f-{mark.fill} s-{mark.edge}" x="{mark.x:.1f}" y="{mark.y:.1f}" width="{mark.width:.1f}" '
            f'height="{mark.height:.1f}" rx="{mark.radius:g}"/>'
        )
    if isinstance(mark, Circle):
        clear = ' fill-opacity=".45"' if mark.clear else ""
        return f'<circle class="f-{mark.fill} s-{mark.edge}" cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{mark.radius:.1f}"{clear}/>'
    if isinstance(mark, Path):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in mark.points)
        return f'<polyline class="f-none s-{mark.role}" points="{points}" stroke-width="{mark.width:g}"/>'
    if isinstance(mark, Shape):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in mark.points)
        return f'<polygon class="f-{mark.fill}" points="{points}"/>'
    bold = ' font-weight="700"' if mark.bold else ""
    return (
        f'<text class="f-{mark.role}" x="{mark.x:.1f}" y="{mark.y:.1f}" font-size="{mark.size:g}" '
        f'text-anchor="{mark.anchor}"{bold}>{escape(mark.text)}</text>'
    )
