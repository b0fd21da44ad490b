"""Words into lines that fit a box."""

from __future__ import annotations

from alongside.base.pages.figures.svg import LABEL_SIZE, text_width

LINE = 22.0


def wrapped(text: str, width: float, size: float = LABEL_SIZE) -> list[str]:
    """``text`` in lines no wider than ``width`` user units; a word wider than that stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]
