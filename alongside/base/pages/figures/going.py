"""How some weeks went: pain and confidence as marks with their number, days with something done as dots.

What nobody said is left empty, never drawn as nought. Its table stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from alongside.base.pages.figures.svg import Box, drawing, fit, number, tag, text_width

PITCH = 36.0
_SIDE = 18.0
_RADIUS = 13.0
_LABEL = 30.0  # from the top of a row to what is drawn in it
_CHART = 84.0
_DOT = 4.2
_DOTS = 76.0
_NUMBER = 34.0
_FOOT = 30.0
TOP = 10
WEEK = 7


@dataclass(frozen=True, slots=True)
class WeekMark:
    """One week; None and 0 where nothing was said. ``pain`` and ``confidence`` from 0 to 10."""

    pain: float | None = None
    confidence: float | None = None
    did: int = 0
    too_hard: int = 0
    known: bool = True


@dataclass(frozen=True, slots=True)
class GoingWords:
    """The names of the rows, translated."""

    pain: str
    confidence: str
    did: str
    too_hard: str


def width_of(weeks: int) -> float:
    return 2 * _SIDE + PITCH * max(weeks - 1, 6)


def going(
    weeks: Sequence[WeekMark],
    *,
    words: GoingWords,
    title: str,
    description: str,
    first_when: str,
    last_when: str,
) -> Markup:
    """The weeks in order, at most twelve. Raises ValueError for none, and for a number off its scale."""
    if not 0 < len(weeks) <= 12:
        raise ValueError("between one and twelve weeks can be drawn")
    for each in weeks:
        _check(each)
    parts: list[Markup] = []
    top = 0.0
    for name, values in (
        (words.pain, [each.pain for each in weeks]),
        (words.confidence, [each.confidence for each in weeks]),
    ):
        if any(value is not None for value in values):
            parts += _chart(name, values, top, len(weeks))
            top += _LABEL + _CHART
    parts += _did(words.did, weeks, top)
    top += _LABEL + _DOTS + _NUMBER
    if any(each.too_hard for each in weeks):
        parts += _numbers(words.too_hard, [each.too_hard if each.known else 0 for each in weeks], top)
        top += _LABEL + _NUMBER
    parts += _whens(first_when, last_when, top, len(weeks))
    height = top + _FOOT
    return drawing(
        parts,
        width=width_of(len(weeks)),
        height=height,
        class_="fig-going",
        title=title,
        description=description,
    )


def when_boxes(first_when: str, last_when: str, weeks: int) -> list[Box]:
    """The space of the two dates, for the test that they never meet."""
    width = width_of(weeks)
    first, last = _fitted(first_when, weeks), _fitted(last_when, weeks)
    return [
        Box(2, 0, 2 + text_width(first), 20),
        Box(width - 2 - text_width(last), 0, width - 2, 20),
    ]


def _check(week: WeekMark) -> None:
    for value in (week.pain, week.confidence):
        if value is not None and not 0 <= value <= TOP:
            raise ValueError(f"{value} is not between 0 and {TOP}")
    if not 0 <= week.did <= WEEK or not 0 <= week.too_hard <= WEEK:
        raise ValueError("a week has seven days")


def _x(at: int) -> float:
    return _SIDE + PITCH * at


def _name(text: str, top: float, weeks: int) -> Markup:
    return tag("text", fit(text, width_of(weeks) - 4), class_="row-name", x=2, y=top + 18)


def _chart(name: str, values: Sequence[float | None], top: float, weeks: int) -> list[Markup]:
    low, high = top + _LABEL + _CHART - _RADIUS - 6, top + _LABEL + _RADIUS
    points = [
        None if value is None else (_x(at), low - (low - high) * value / TOP, value)
        for at, value in enumerate(values)
    ]
    parts = [_name(name, top, weeks)]
    for before, after in pairwise(points):
        if before is not None and after is not None:
            line = f"M{number(before[0])} {number(before[1])}L{number(after[0])} {number(after[1])}"
            parts.append(tag("path", class_="path person", d=line))
    for point in points:
        if point is not None:
            x, y, value = point
            parts.append(tag("circle", class_="mark c-person", cx=x, cy=y, r=_RADIUS))
            said = str(int(value + 0.5))
            parts.append(tag("text", said, class_="mark-number", x=x, y=y + 6, text_anchor="middle"))
    return parts


def _did(name: str, weeks: Sequence[WeekMark], top: float) -> list[Markup]:
    parts = [_name(name, top, len(weeks))]
    low = top + _LABEL + _DOTS
    for at, each in enumerate(weeks):
        if not each.known:
            continue
        for day in range(each.did):
            y = low - 8 - day * (_DOTS - 8) / WEEK
            parts.append(tag("circle", class_="c-person", cx=_x(at), cy=y, r=_DOT))
        parts.append(tag("text", str(each.did), class_="value", x=_x(at), y=low + 16, text_anchor="middle"))
    return parts


def _numbers(name: str, values: Sequence[int], top: float) -> list[Markup]:
    parts = [_name(name, top, len(values))]
    for at, value in enumerate(values):
        if value:
            y = top + _LABEL + 14
            parts.append(tag("text", str(value), class_="value", x=_x(at), y=y, text_anchor="middle"))
    return parts


def _fitted(text: str, weeks: int) -> str:
    return fit(text, width_of(weeks) / 2 - 8)


def _whens(first_when: str, last_when: str, top: float, weeks: int) -> list[Markup]:
    y = top + 20
    parts = [tag("text", _fitted(first_when, weeks), class_="end", x=2, y=y)]
    if weeks > 1:
        x = width_of(weeks) - 2
        parts.append(tag("text", _fitted(last_when, weeks), class_="end", x=x, y=y, text_anchor="end"))
    return parts
