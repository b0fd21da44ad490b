"""Any model as a graph: its themes one under the other, its arrows beside them, each with a number.

Nobody has placed these themes by hand, so the picture has to be readable whatever leads to whatever. Below
each other, no line crosses a box: an arrow to the next one goes straight down, every other one leaves to the
right, goes up or down in a lane of its own, and comes back. Causes stand above what they lead to as far as
that can be (Eades, Lin & Smyth 1993: few arrows go up); arrows in a circle are drawn, not refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from alongside.base.pages.figures.svg import drawing, number, tag
from alongside.evidence.drawing.wrapping import LINE, wrapped

WIDTH: Final = 360.0
_BOX: Final = 168.0
_PAD: Final = 12.0
_BETWEEN: Final = 20.0  # between two boxes, and where an arrow stands between them
_BETWEEN_WITH_ARROW: Final = 54.0
_PORT: Final = 15.0  # between two lines that leave one box
_LANE: Final = 17.0
_FIRST_LANE: Final = 26.0
_ROUND: Final = 8.0
_MARK: Final = 13.0


@dataclass(frozen=True, slots=True)
class Theme:
    """``kind`` is theme, or end: where it all leads."""

    id: str
    name: str
    kind: str = "theme"


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one theme to another; ``how`` is helps, needs or limits."""

    start: str
    end: str
    how: str


@dataclass(frozen=True, slots=True)
class _Way:
    """An arrow where it stands: its number, its height at both ends, its lane (0: straight down)."""

    at: int
    arrow: Arrow
    first: float
    last: float
    lane: int


def arcs(themes: Sequence[Theme], arrows: Sequence[Arrow], *, title: str, description: str) -> Markup:
    """The whole picture; arrows are numbered from 1 in the order given, for the table beside it."""
    rows = in_order(themes, arrows)
    places = {theme.id: row for row, theme in enumerate(rows)}
    tops, heights = _down(rows, arrows, places)
    ways = _ways(arrows, places, tops, heights)
    parts = [_drawn(way) for way in ways]
    parts += [_box(theme, tops[theme.id], heights[theme.id]) for theme in rows]
    parts += _marks(ways)
    lanes = max((way.lane for way in ways), default=0)
    width = max(WIDTH, _BOX + _FIRST_LANE + lanes * _LANE + _MARK)
    height = max((tops[theme.id] + heights[theme.id] for theme in rows), default=0.0) + 3
    return drawing(
        parts, width=width, height=height, class_="fig-model", title=title, description=description
    )


def in_order(themes: Sequence[Theme], arrows: Sequence[Arrow]) -> list[Theme]:
    """Causes before what they lead to, as far as circles let them; what nothing decides, as given; ends last.

    Of what is left, whatever nothing leads to comes next, and whatever leads nowhere comes last; in a circle,
    first the one that leads to most and is led to least.
    """
    left = [theme.id for theme in themes]
    kinds = {theme.id: theme.kind for theme in themes}
    going = {(arrow.start, arrow.end) for arrow in arrows}
    first: list[str] = []
    last: list[str] = []
    while left:
        out = {key: sum(a == key and b in left for a, b in going) for key in left}
        into = {key: sum(b == key and a in left for a, b in going) for key in left}
        sinks = [key for key in left if not out[key] and (into[key] or kinds[key] == "end")]
        if sinks:
            chosen = min(reversed(sinks), key=lambda key: kinds[key] != "end")
            last.insert(0, chosen)
        else:
            chosen = max(left, key=lambda key: (not into[key], out[key] - into[key]))
            first.append(chosen)
        left.remove(chosen)
    by = {theme.id: theme for theme in themes}
    return [by[key] for key in (*first, *last)]


def _down(
    rows: Sequence[Theme], arrows: Sequence[Arrow], places: Mapping[str, int]
) -> tuple[dict[str, float], dict[str, float]]:
    """Where each box begins and how high it is: as high as its words and its lines need."""
    tops: dict[str, float] = {}
    heights: dict[str, float] = {}
    straight = {(arrow.start, arrow.end) for arrow in arrows if _straight(arrow, places)}
    top = 2.0
    for at, theme in enumerate(rows):
        lines = sum(theme.id in (arrow.start, arrow.end) for arrow in arrows if not _straight(arrow, places))
        words = len(wrapped(theme.name, _BOX - 2 * _PAD)) * LINE
        tops[theme.id] = top
        heights[theme.id] = max(words + 2 * _PAD, (lines + 1) * _PORT)
        following = rows[at + 1].id if at + 1 < len(rows) else ""
        top += heights[theme.id]
        top += _BETWEEN_WITH_ARROW if (theme.id, following) in straight else _BETWEEN
    return tops, heights


def _straight(arrow: Arrow, places: Mapping[str, int]) -> bool:
    return places[arrow.end] == places[arrow.start] + 1


def _ways(
    arrows: Sequence[Arrow],
    places: Mapping[str, int],
    tops: Mapping[str, float],
    heights: Mapping[str, float],
) -> list[_Way]:
    """Each arrow with the heights at which it leaves and comes back, the short ones in the inner lanes."""
    ports = _ports(arrows, places, tops, heights)
    taken: list[list[tuple[float, float]]] = []
    ways: dict[int, _Way] = {}
    for at in sorted(range(len(arrows)), key=lambda at: (_length(arrows[at], places), at)):
        arrow = arrows[at]
        if _straight(arrow, places):
            bottom = tops[arrow.start] + heights[arrow.start]
            ways[at] = _Way(at + 1, arrow, bottom, tops[arrow.end], 0)
            continue
        first, last = ports[at, arrow.start], ports[at, arrow.end]
        lane = _free(taken, min(first, last), max(first, last))
        ways[at] = _Way(at + 1, arrow, first, last, lane)
    return [ways[at] for at in range(len(arrows))]


def _length(arrow: Arrow, places: Mapping[str, int]) -> int:
    return abs(places[arrow.end] - places[arrow.start])


def _ports(
    arrows: Sequence[Arrow],
    places: Mapping[str, int],
    tops: Mapping[str, float],
    heights: Mapping[str, float],
) -> dict[tuple[int, str], float]:
    """Where on the right side of its boxes each arrow touches: so ordered that nested lines do not cross."""
    ports: dict[tuple[int, str], float] = {}
    for theme, row in places.items():
        touching = []
        for at, arrow in enumerate(arrows):
            if theme in (arrow.start, arrow.end) and not _straight(arrow, places):
                other = places[arrow.end if arrow.start == theme else arrow.start]
                # From the top: up to the nearest, …, up to the farthest, down to the farthest, …, nearest.
                touching.append(((other > row, row - other if other < row else -other), at))
        touching.sort()
        for turn, (_key, at) in enumerate(touching):
            ports[at, theme] = tops[theme] + heights[theme] * (turn + 1) / (len(touching) + 1)
    return ports


def _free(taken: list[list[tuple[float, float]]], low: float, high: float) -> int:
    """The innermost lane in which nothing stands between ``low`` and ``high``, from 1; it is taken then."""
    for at, lane in enumerate(taken):
        if all(high + _PORT < begin or end + _PORT < low for begin, end in lane):
            lane.append((low, high))
            return at + 1
    taken.append([(low, high)])
    return len(taken)


def _drawn(way: _Way) -> Markup:
    stroke = "model-line limits" if way.arrow.how == "limits" else "model-line"
    if way.lane == 0:
        x = _BOX / 2
        line = f"M{number(x)} {number(way.first)}V{number(way.last - 4)}"
        head = [(x, way.last), (x - 5.5, way.last - 9), (x + 5.5, way.last - 9)]
    else:
        x, down = _x(way), 1 if way.last > way.first else -1
        line = (
            f"M{number(_BOX)} {number(way.first)}H{number(x - _ROUND)}"
            f"Q{number(x)} {number(way.first)} {number(x)} {number(way.first + down * _ROUND)}"
            f"V{number(way.last - down * _ROUND)}"
            f"Q{number(x)} {number(way.last)} {number(x - _ROUND)} {number(way.last)}H{number(_BOX + 5)}"
        )
        head = [(_BOX, way.last), (_BOX + 9, way.last - 5.5), (_BOX + 9, way.last + 5.5)]
    points = " ".join(f"{number(a)},{number(b)}" for a, b in head)
    return tag("path", "", d=line, class_=stroke) + tag("polygon", "", points=points, class_="flow-head")


def _x(way: _Way) -> float:
    return _BOX + _FIRST_LANE + (way.lane - 1) * _LANE


def _marks(ways: Sequence[_Way]) -> list[Markup]:
    """The numbers, each on its line and none on another number: from the middle outwards."""
    put: list[tuple[float, float]] = []
    parts = []
    for way in ways:
        x = _BOX / 2 if way.lane == 0 else _x(way)
        middle, room = (way.first + way.last) / 2, abs(way.last - way.first) / 2 - _ROUND
        tries = [middle] + [middle + side * step for step in range(6, int(room), 6) for side in (-1, 1)]
        y = next((y for y in tries if all(_apart(x, y, *other) for other in put)), middle)
        y -= 2 if way.lane == 0 else 0
        put.append((x, y))
        parts.append(
            tag("circle", "", cx=x, cy=y, r=_MARK, class_="model-mark")
            + tag("text", str(way.at), x=x, y=y + 6, text_anchor="middle", class_="model-number")
        )
    return parts


def _apart(x: float, y: float, a: float, b: float) -> bool:
    return (x - a) ** 2 + (y - b) ** 2 >= (2 * _MARK + 1) ** 2


def _box(theme: Theme, top: float, height: float) -> Markup:
    shape = tag(
        "rect", "", x=1.0, y=top, width=_BOX - 1, height=height,
        rx=22.0 if theme.kind == "end" else 10.0, class_=f"model-node {theme.kind}",
    )  # fmt: skip
    told = wrapped(theme.name, _BOX - 2 * _PAD)
    first = top + height / 2 + 6 - (len(told) - 1) * LINE / 2
    texts = [
        tag("text", line, x=_BOX / 2, y=first + at * LINE, text_anchor="middle", class_="model-name")
        for at, line in enumerate(told)
    ]
    return shape + Markup("").join(texts)
