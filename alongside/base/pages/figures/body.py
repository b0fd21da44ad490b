"""The body from the front and from behind, drawn by us as smooth, quiet stones.

Half a body is written down, in units from its middle line; the other half is its mirror. Seen from the
front, the person's left is on the right of the picture; seen from behind, on its left.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import hypot

from markupsafe import Markup

from alongside.base.pages.figures.body_regions import REGIONS
from alongside.base.pages.figures.svg import drawing, ornament, tag

Point = tuple[float, float]

WIDTH, HEIGHT = 400.0, 500.0
_FRONT_X, _BACK_X = 100.0, 300.0

# Shapes on the middle line: their right half, from top to bottom; the left half is the mirror.
_FRONT_MIDDLE: dict[str, list[Point]] = {
    "head": [(9, 6), (19, 15), (22, 32), (18, 50), (9, 61)],
    "neck": [(9, 62), (10, 74), (15, 79)],
    "chest": [(17, 81), (36, 88), (38, 112), (35.5, 143)],
    "belly": [(35.5, 146), (31, 174), (33, 194), (36, 206)],
}
_BACK_MIDDLE: dict[str, list[Point]] = {
    "head": [(9, 6), (19, 15), (22, 32), (18, 50), (10, 57)],
    "neck": [(10, 59), (11, 74), (19, 82)],
    "upper_back": [(20, 85), (36, 90), (38, 112), (36.5, 130)],
    "middle_back": [(36, 133), (33, 152), (31, 167)],
    "tailbone": [(9, 207), (10, 216), (4, 233)],
}
# Shapes on each side: the one on the right of the picture, all the way round.
_LIMBS: dict[str, list[Point]] = {
    "shoulder": [(39, 89), (48, 91), (57, 101), (60, 119), (41, 119)],
    "arm": [(41.5, 122), (60.5, 122), (65, 152), (69, 182), (75, 224), (62, 227), (53, 188), (45.5, 154)],
    "hand": [(62, 230), (75.5, 227), (82, 242), (82, 258), (74, 269), (65, 254)],
    "foot": [(12, 437), (25, 437), (30, 450), (34, 461), (26, 465), (11, 464), (10, 450)],
}
_FRONT_SIDES: dict[str, list[Point]] = {
    **_LIMBS,
    "hip": [(1.5, 209), (35.5, 209), (39, 226), (41, 246), (22, 248), (1.5, 242)],
    "thigh": [(2.5, 246), (22, 251), (41.2, 249), (40, 284), (36, 322), (13, 322), (7, 284)],
    "knee": [(13, 325), (36, 325), (35, 340), (35, 354), (14, 354), (13, 340)],
    "shin": [(14, 357), (35, 357), (36, 378), (31, 410), (25.5, 434), (13, 434), (14, 408), (12, 378)],
}
_BACK_SIDES: dict[str, list[Point]] = {
    **_LIMBS,
    "low_back": [(1.5, 170), (31.5, 170), (33, 190), (35.5, 205), (11.5, 205), (1.5, 204)],
    "buttock": [(12.5, 208), (36, 208), (41, 228), (41, 250), (22, 256), (2, 249), (2, 239), (8, 230)],
    "thigh_back": [(2.5, 252), (22, 259), (41.2, 253), (40, 290), (36, 338), (13, 338), (7, 290)],
    "calf": [(13, 341), (36, 341), (38, 368), (32, 408), (25.5, 434), (13, 434), (13, 408), (10, 368)],
}


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The words on the drawing, translated."""

    front: str
    back: str
    left: str
    right: str


def body_map(
    selected: Collection[str],
    *,
    words: BodyWords,
    title: str = "",
    description: str = "",
    live: bool = False,
) -> Markup:
    """The map with the ``selected`` region ids filled and ticked; an unknown id raises ValueError.

    ``live`` is the form's map: hidden
    from screen readers, because the list beside it is the control; otherwise ``title`` and
    ``description`` say what is marked.
    """
    known = {region.id for region in REGIONS}
    unknown = sorted(set(selected) - known)
    if unknown:
        raise ValueError(f"no such region: {', '.join(unknown)}")
    parts: list[Markup] = []
    for region_id, outline, middle in shapes():
        parts.append(_region(region_id, outline, middle, on=region_id in selected, live=live))
    parts += _words(words)
    if live:
        return ornament(parts, width=WIDTH, height=HEIGHT, class_="fig fig-body")
    return drawing(parts, width=WIDTH, height=HEIGHT, class_="fig-body", title=title, description=description)


def shapes() -> list[tuple[str, list[Point], Point]]:
    """Every shape as (region id, outline, where its tick goes), in picture coordinates."""
    found = []
    views = (
        (_FRONT_X, _FRONT_MIDDLE, _FRONT_SIDES, ("left", "right")),
        (_BACK_X, _BACK_MIDDLE, _BACK_SIDES, ("right", "left")),
    )
    for centre, middles, sides, (on_right, on_left) in views:
        for name, half in middles.items():
            outline = half + [(-x, y) for x, y in reversed(half)]
            found.append((name, _moved(outline, centre), _centre(_moved(outline, centre))))
        for name, outline in sides.items():
            mirrored = [(-x, y) for x, y in outline]
            for side, points in ((on_right, outline), (on_left, mirrored)):
                placed = _moved(points, centre)
                found.append((f"{name}_{side}", placed, _centre(placed)))
    return found


def _moved(points: list[Point], centre: float) -> list[Point]:
    return [(x + centre, y + 26) for x, y in points]


def _centre(points: list[Point]) -> Point:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _region(region_id: str, outline: list[Point], middle: Point, *, on: bool, live: bool) -> Markup:
    x, y = middle
    names = " ".join(name for name, wanted in (("on", on), ("live", live)) if wanted)
    shape = tag("path", class_="region", d=_rounded(outline, 8))
    parts = shape
    if on or live:
        parts += tag("circle", class_="tick", cx=x, cy=y, r=8)
        parts += tag("path", class_="tick-line", d=f"M{x - 3.6:.1f} {y + 0.4:.1f}l2.6 2.8l4.8 -5.8")
    return tag("g", parts, class_=names or "off", data_region=region_id)


def _rounded(points: list[Point], radius: float) -> str:
    """A closed path through ``points`` with its corners rounded by at most ``radius`` units."""
    path = ""
    count = len(points)
    for index, (x, y) in enumerate(points):
        before, after = points[index - 1], points[(index + 1) % count]
        start, stop = _toward((x, y), before, radius), _toward((x, y), after, radius)
        path += (
            f"{'L' if path else 'M'}{start[0]:.1f} {start[1]:.1f}Q{x:.1f} {y:.1f} {stop[0]:.1f} {stop[1]:.1f}"
        )
    return path + "z"


def _toward(corner: Point, neighbour: Point, radius: float) -> Point:
    """The point ``radius`` along the way from ``corner``, never past the middle of the edge."""
    dx, dy = neighbour[0] - corner[0], neighbour[1] - corner[1]
    length = hypot(dx, dy)
    share = min(radius, length / 2) / length
    return corner[0] + dx * share, corner[1] + dy * share


def _words(words: BodyWords) -> list[Markup]:
    heads = [
        tag("text", words.front, class_="side-name", x=_FRONT_X, y=20),
        tag("text", words.back, class_="side-name", x=_BACK_X, y=20),
    ]
    places = (
        (_FRONT_X - 71, words.right),
        (_FRONT_X + 71, words.left),
        (_BACK_X - 71, words.left),
        (_BACK_X + 71, words.right),
    )
    hands = [tag("text", word, class_="hand-name", x=x, y=330) for x, word in places]
    return heads + hands
