"""How numbers are written: few digits for readers; all of them are in ``results.json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

NOTHING = "–"
MINUS = "−"


def num(value: float | None, digits: int = 2) -> str:
    """A number with so many digits after the point; with three that count where it is small."""
    if value is None:
        return NOTHING
    text = f"{value:,.{digits}f}"
    if value != 0 and float(text.replace(",", "")) == 0:
        text = f"{value:.2g}"
    return text.replace("-", MINUS)


def share(value: float | None, digits: int = 0) -> str:
    """0.7 as 70%."""
    if value is None:
        return NOTHING
    text = f"{100 * value:.{digits}f}%"
    if digits == 0 and 0 < abs(value) < 0.005:
        text = "under 1%"
    return text.replace("-", MINUS)


def p_value(value: float | None) -> str:
    """As journals write it: three digits, never 0."""
    if value is None:
        return NOTHING
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def p_said(value: float | None) -> str:
    """With its letter: *p < 0.001*, *p = 0.034*."""
    if value is None:
        return "no p-value"
    return f"p {p_value(value)}" if value < 0.001 else f"p = {p_value(value)}"


def between(one: dict[str, Any] | None, digits: int = 2) -> str:
    """An estimate's interval: *0.12 to 0.56*."""
    if one is None or one.get("ci_low") is None or one.get("ci_high") is None:
        return NOTHING
    return f"{num(one['ci_low'], digits)} to {num(one['ci_high'], digits)}"


def with_interval(one: dict[str, Any] | None, digits: int = 2) -> str:
    if one is None or one.get("estimate") is None:
        return NOTHING
    return f"{num(one['estimate'], digits)} ({between(one, digits)})"


def count(value: int | None, below: int = 0) -> str:
    """How many. None is a number that is too small to be shown."""
    if value is None:
        return f"fewer than {below}" if below else "few"
    return f"{value:,}"


def listed(texts: Sequence[str]) -> str:
    """*a, b and c*."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def lowered(label: str) -> str:
    """A label inside a sentence; names in capitals stay."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label
