"""The mark of Alongside: two circles that overlap."""

from __future__ import annotations

from markupsafe import Markup

from alongside.base.pages.figures.svg import ornament, tag

_LENS = "M24 10.7a15 15 0 0 1 0 26.6a15 15 0 0 1 0-26.6z"


def mark(*, outline: bool = False) -> Markup:
    """The mark; ``outline`` is the quiet form of empty pages."""
    name = "mark-logo ring" if outline else "mark-logo"
    parts = [
        tag("circle", class_="a", cx=17, cy=24, r=15),
        tag("circle", class_="b", cx=31, cy=24, r=15),
        tag("path", class_="ab", d=_LENS),
    ]
    if outline:
        parts = [parts[2], parts[0], parts[1]]
    return ornament(parts, width=48, height=48, class_=name)
