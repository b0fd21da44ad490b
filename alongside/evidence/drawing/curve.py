"""How many relevant records were found after how many were looked at."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from alongside.base.pages.figures.svg import drawing, number, tag

WIDTH, HEIGHT = 360.0, 230.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 350.0, 30.0, 186.0
_MOST_POINTS = 300


def curve(
    found: Sequence[int], total: int, *, title: str, description: str, words: tuple[str, str]
) -> Markup:
    """``found[n]`` after ``n`` records, of ``total``; ``words`` name the upward and the other axis."""
    most = max(found[-1], 1)
    step = max(1, len(found) // _MOST_POINTS)
    shown = sorted({*range(0, len(found), step), len(found) - 1})
    points = " ".join(f"{number(_x(at, total))},{number(_y(found[at], most))}" for at in shown)
    parts = [
        tag("line", "", x1=_LEFT, y1=_BOTTOM, x2=_RIGHT, y2=_BOTTOM, class_="floor"),
        tag("line", "", x1=_LEFT, y1=_TOP, x2=_LEFT, y2=_BOTTOM, class_="floor"),
        tag("polyline", "", points=points, class_="curve"),
        tag("text", str(most), x=_LEFT - 6, y=_TOP + 8, text_anchor="end"),
        tag("text", "0", x=_LEFT - 6, y=_BOTTOM + 4, text_anchor="end"),
        tag("text", words[0], x=4.0, y=16.0),
        tag("text", words[1], x=_LEFT, y=_BOTTOM + 36),
        tag("text", f"{total:,}", x=_RIGHT, y=_BOTTOM + 36, text_anchor="end"),
    ]
    return drawing(
        parts, width=WIDTH, height=HEIGHT, class_="fig-curve", title=title, description=description
    )


def _x(at: int, total: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * at / max(total, 1)


def _y(found: int, most: int) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * found / most
