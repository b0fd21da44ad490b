"""The few parts of SVG that the figures need, always escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

LABEL_SIZE = 17.0
"""Height of a label's letters in user units; figures are drawn so that one unit is at least one pixel."""

_NARROW = frozenset("fijlrtI.,:;'’!|()[] ")
_WIDE = frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class Box:
    """The space that a label or mark takes, in user units."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """True where the two share any area; touching edges do not count."""
        apart = (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )
        return not apart

    def inside(self, width: float, height: float) -> bool:
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


def text_width(text: str, size: float = LABEL_SIZE) -> float:
    """Width in user units, estimated on the wide side: the real font may be any system's."""
    ems = 0.0
    for letter in text:
        if ord(letter) >= 0x1100:
            ems += 1.05
        elif letter in _NARROW:
            ems += 0.36
        elif letter in _WIDE:
            ems += 0.96
        elif letter.isupper():
            ems += 0.72
        else:
            ems += 0.6
    return ems * size


def fit(text: str, width: float, size: float = LABEL_SIZE) -> str:
    """``text``, shortened with an ellipsis where it would be wider than ``width``."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(kept.rstrip() + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def number(value: float) -> str:
    """A coordinate with at most one decimal: short markup, and the same on every machine."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def tag(name: str, body: Markup | str = "", /, **attributes: str | float) -> Markup:
    """One element; ``class_`` is class, underscores become hyphens, text in ``body`` is escaped."""
    written = Markup("").join(
        Markup(' {}="{}"').format(
            key.rstrip("_").replace("_", "-"), number(value) if isinstance(value, int | float) else value
        )
        for key, value in attributes.items()
    )
    inner = escape(body)
    opening = Markup("<") + name + written
    return (
        opening + Markup("/>")
        if not inner
        else opening + Markup(">") + inner + Markup("</") + name + Markup(">")
    )


def drawing(
    parts: Iterable[Markup],
    *,
    width: float,
    height: float,
    class_: str,
    title: str,
    description: str,
    top: float = 0,
) -> Markup:
    """A whole figure that a screen reader meets as one picture with a name and a description.

    ``top`` units are cut off above, where nothing is drawn there.
    """
    named = Markup("").join(
        [tag("title", title), tag("desc", description)] if description else [tag("title", title)]
    )
    spoken = f"{title}. {description}" if description else title
    return tag(
        "svg",
        named + Markup("").join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 {number(top)} {number(width)} {number(height - top)}",
        width=width,
        height=height - top,
        class_=f"fig {class_}",
        role="img",
        aria_label=spoken,
    )


def ornament(parts: Iterable[Markup], *, width: float, height: float, class_: str) -> Markup:
    """A picture that only repeats what the words beside it say: hidden from screen readers."""
    return tag(
        "svg",
        Markup("").join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        class_=class_,
        aria_hidden="true",
        focusable="false",
    )
