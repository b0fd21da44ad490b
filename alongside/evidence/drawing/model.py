"""A model as a graph: what leads to what, in two columns; a number on each line names it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from alongside.base.pages.figures.svg import drawing, number, tag
from alongside.evidence.drawing.wrapping import LINE, wrapped

WIDTH = 360.0
_NODE = 146.0
_WIDE = 230.0
_TALL = 60.0
_ROW = 104.0
_MIDDLE = WIDTH / 2


@dataclass(frozen=True, slots=True)
class Node:
    """A theme, the partnership, or where it leads; ``column`` is left, right or both."""

    id: str
    name: str
    kind: str
    column: str
    row: int

    @property
    def width(self) -> float:
        return _WIDE if self.column == "both" else _NODE

    @property
    def x(self) -> float:
        """The middle of the box."""
        return {"left": _NODE / 2 + 1, "right": WIDTH - _NODE / 2 - 1}.get(self.column, _MIDDLE)

    @property
    def top(self) -> float:
        return self.row * _ROW + 2

    @property
    def bottom(self) -> float:
        return self.top + _TALL


@dataclass(frozen=True, slots=True)
class Line:
    """From one node to another; ``how`` is helps, needs or limits and is drawn by the stroke as well."""

    start: str
    end: str
    how: str


Point = tuple[float, float]


def model(nodes: Sequence[Node], lines: Sequence[Line], *, title: str, description: str) -> Markup:
    """The whole picture; lines are numbered from 1 in the order given, for the list beside it."""
    by: Mapping[str, Node] = {node.id: node for node in nodes}
    parts: list[Markup] = []
    marks: list[Markup] = []
    channel = 0
    for at, line in enumerate(lines, start=1):
        start, end = by[line.start], by[line.end]
        if _far(start, end):
            channel += 1
        path = _path(start, end, channel)
        parts.append(_line(path, line.how))
        marks.append(_mark(at, path))
    parts += [_node(node) for node in nodes]
    height = max(node.bottom for node in nodes) + 3
    return drawing(
        [*parts, *marks], width=WIDTH, height=height, class_="fig-model", title=title, description=description
    )


def _far(start: Node, end: Node) -> bool:
    """Whether other nodes stand between, so that the line has to go by the channel in the middle."""
    return end.row - start.row > 1 and start.column != "both"


def _path(start: Node, end: Node, channel: int) -> list[Point]:
    if start.row == end.row:
        way = 1 if end.x > start.x else -1
        y = start.top + _TALL / 2
        return [(start.x + way * start.width / 2, y), (end.x - way * end.width / 2, y)]
    if _far(start, end):
        way = 1 if start.x < _MIDDLE else -1
        x = _MIDDLE + (-14 if channel == 1 else 14)
        y = start.bottom - 14
        return [(start.x + way * start.width / 2, y), (x, y), (x, end.top)]
    x = end.x if start.column == "both" and end.column != "both" else start.x
    return [(x, start.bottom), (x, end.top)]


def _line(path: Sequence[Point], how: str) -> Markup:
    points = " ".join(f"{number(x)},{number(y)}" for x, y in path)
    (x0, y0), (x, y) = path[-2], path[-1]
    if y == y0:
        way = 1 if x > x0 else -1
        head = [(x, y), (x - way * 9, y - 5.5), (x - way * 9, y + 5.5)]
    else:
        head = [(x, y), (x - 5.5, y - 9), (x + 5.5, y - 9)]
    stroke = "model-line limits" if how == "limits" else "model-line"
    return tag("polyline", "", points=points, class_=stroke) + tag(
        "polygon", "", points=" ".join(f"{number(a)},{number(b)}" for a, b in head), class_="flow-head"
    )


def _mark(at: int, path: Sequence[Point]) -> Markup:
    """The number on the line: in the middle of a straight one, after the bend of the others."""
    if len(path) == 2:
        (x1, y1), (x2, y2) = path
        x, y = (x1 + x2) / 2, (y1 + y2) / 2 - 2
    else:
        x, y = path[1][0], path[1][1] + 24
    return tag("circle", "", cx=x, cy=y, r=13.0, class_="model-mark") + tag(
        "text", str(at), x=x, y=y + 6, text_anchor="middle", class_="model-number"
    )


def _node(node: Node) -> Markup:
    shape = tag(
        "rect", "", x=node.x - node.width / 2, y=node.top, width=node.width, height=_TALL,
        rx=30.0 if node.kind == "end" else 10.0, class_=f"model-node {node.kind}",
    )  # fmt: skip
    told = wrapped(node.name, node.width - 14)
    first = node.top + _TALL / 2 + 6 - (len(told) - 1) * LINE / 2
    texts = [
        tag(
            "text",
            line,
            x=node.x,
            y=first + at * LINE,
            text_anchor="middle",
            class_=f"model-name {node.kind}",
        )
        for at, line in enumerate(told)
    ]
    return shape + Markup("").join(texts)
