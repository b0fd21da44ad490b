"""A few values over time, drawn small, the first and the last named; its table stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from alongside.base.pages.figures.svg import Box, drawing, fit, number, tag, text_width

WIDTH = 288.0
HEIGHT = 132.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 254.0, 14.0, 88.0


def change_line(
    values: Sequence[tuple[date, float]],
    *,
    title: str,
    description: str,
    first_when: str,
    last_when: str,
    side: str = "person",
    top: float = 8,
) -> Markup:
    """Points in the order given, on a scale from 0 to ``top``; ``side`` is person, professional or shared.

    ``first_when`` and ``last_when`` are the dates as the reader writes them. With no value it raises
    ValueError: an empty page says in words what will be here.
    """
    if not values:
        raise ValueError("a change line needs at least one value")
    points = _points(values, top)
    parts = [tag("line", class_="axis", x1=_LEFT, x2=_RIGHT, y1=_BOTTOM, y2=_BOTTOM)]
    if len(points) > 1:
        path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
        parts.append(tag("path", class_=f"path {side}", d=path))
    parts += [_dot(x, y, side) for x, y in points]
    parts += _values(values, points)
    parts += _whens(first_when, last_when, one=len(points) == 1)
    return drawing(
        parts, width=WIDTH, height=HEIGHT, class_="fig-change", title=title, description=description
    )


def _points(values: Sequence[tuple[date, float]], top: float) -> list[tuple[float, float]]:
    start = values[0][0]
    days = max((when - start).days for when, _ in values) or 1
    return [
        (
            _LEFT + (_RIGHT - _LEFT) * (when - start).days / days,
            _BOTTOM - (_BOTTOM - _TOP) * min(max(value / top, 0), 1),
        )
        for when, value in values
    ]


def _dot(x: float, y: float, side: str) -> Markup:
    if side == "professional":
        return tag("rect", class_="mark c-professional", x=x - 6, y=y - 6, width=12, height=12, rx=2)
    return tag("circle", class_=f"mark c-{side}", cx=x, cy=y, r=6.5)


def _values(values: Sequence[tuple[date, float]], points: list[tuple[float, float]]) -> list[Markup]:
    """The first value left of its point, the last one right of it: out of the line's way."""
    (first_x, first_y), (last_x, last_y) = points[0], points[-1]
    parts = [
        tag("text", f"{values[0][1]:g}", class_="value", x=first_x - 11, y=first_y + 6, text_anchor="end")
    ]
    if len(points) > 1:
        parts.append(tag("text", f"{values[-1][1]:g}", class_="value", x=last_x + 11, y=last_y + 6))
    return parts


def when_boxes(first_when: str, last_when: str) -> list[Box]:
    """The space of the two dates, for the test that they never meet."""
    first, last = fit(first_when, WIDTH / 2 - 6), fit(last_when, WIDTH / 2 - 6)
    return [
        Box(2, HEIGHT - 26, 2 + text_width(first), HEIGHT - 6),
        Box(WIDTH - 2 - text_width(last), HEIGHT - 26, WIDTH - 2, HEIGHT - 6),
    ]


def _whens(first_when: str, last_when: str, *, one: bool) -> list[Markup]:
    room = WIDTH / 2 - 6
    parts = [tag("text", fit(first_when, room), class_="when", x=2, y=HEIGHT - 12)]
    if not one:
        parts.append(
            tag("text", fit(last_when, room), class_="when", x=WIDTH - 2, y=HEIGHT - 12, text_anchor="end")
        )
    return parts
