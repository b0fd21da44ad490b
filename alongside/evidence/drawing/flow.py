"""The flow of records, as PRISMA 2020 asks for it: what came in, what went out and why, what is left.

Drawn from numbers alone. Where a box has an address, its number is a link to the records behind it; then
the picture is a group of links and not one image, so that it can be used from the keyboard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from alongside.base.pages.figures.svg import drawing, number, tag
from alongside.evidence.drawing.wrapping import LINE, wrapped

WIDTH = 360.0
_GAP = 22.0
_BOX = (WIDTH - _GAP) / 2
_PAD = 9.0
_DOWN = 26.0


@dataclass(frozen=True, slots=True)
class Box:
    """A number and what it counts; ``parts`` are its reasons, each with its own number."""

    label: str
    count: int
    href: str = ""
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def lines(self) -> list[str]:
        width = _BOX - 2 * _PAD
        told = wrapped(self.label, width)
        for reason, count in self.parts:
            told += wrapped(f"{reason}: {count:,}", width)
        return told

    @property
    def height(self) -> float:
        return (len(self.lines) + 1) * LINE + 2 * _PAD


@dataclass(frozen=True, slots=True)
class Step:
    """One row: what goes on, on the left, and what leaves here, on the right."""

    stays: Box
    leaves: Box | None = None


def flow(steps: Sequence[Step], *, title: str, description: str) -> Markup:
    """The whole picture. ``description`` says in words what it shows; a table stands beside it."""
    parts: list[Markup] = []
    top = 2.0
    before: float | None = None
    for step in steps:
        height = max(step.stays.height, step.leaves.height if step.leaves else 0)
        if before is not None:
            parts.append(_arrow(_BOX / 2, before, _BOX / 2, top))
        parts.append(_box(step.stays, 1.0, top, height))
        if step.leaves is not None:
            middle = top + height / 2
            parts.append(_arrow(_BOX + 1, middle, _BOX + _GAP - 1, middle))
            parts.append(_box(step.leaves, _BOX + _GAP - 1, top, height, leaves=True))
        before = top + height
        top = before + _DOWN
    whole = top - _DOWN + 3
    linked = any(box.href for step in steps for box in (step.stays, step.leaves) if box)
    if not linked:
        return drawing(
            parts, width=WIDTH, height=whole, class_="fig-flow", title=title, description=description
        )
    return tag(
        "svg",
        Markup("").join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(WIDTH)} {number(whole)}",
        width=WIDTH,
        height=whole,
        class_="fig fig-flow",
        role="group",
        aria_label=f"{title}. {description}",
    )


def _box(box: Box, left: float, top: float, height: float, *, leaves: bool = False) -> Markup:
    parts = [
        tag(
            "rect", x=left, y=top, width=_BOX - 2, height=height, rx=9.0,
            class_="flow-out" if leaves else "flow-box",
        )
    ]  # fmt: skip
    y = top + _PAD + LINE - 4
    parts.append(tag("text", f"{box.count:,}", x=left + _PAD, y=y, class_="flow-number"))
    for line in box.lines:
        y += LINE
        parts.append(tag("text", line, x=left + _PAD, y=y))
    inside = Markup("").join(parts)
    if not box.href:
        return inside
    return tag("a", inside, href=box.href, class_="flow-link")


def _arrow(x1: float, y1: float, x2: float, y2: float) -> Markup:
    line = tag("line", "", x1=x1, y1=y1, x2=x2, y2=y2, class_="flow-line")
    if x1 == x2:
        points = (
            f"{number(x2 - 5)},{number(y2 - 8)} {number(x2 + 5)},{number(y2 - 8)} {number(x2)},{number(y2)}"
        )
    else:
        points = (
            f"{number(x2 - 8)},{number(y2 - 5)} {number(x2 - 8)},{number(y2 + 5)} {number(x2)},{number(y2)}"
        )
    return line + tag("polygon", "", points=points, class_="flow-head")
