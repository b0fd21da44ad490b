"""How numbers are written: few digits for readers; all of them are in ``results.json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

NOTHING = "–"
MINUS = "−"
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
METHODS = {"holm": "Holm", "bonferroni": "Bonferroni", "benjamini-hochberg": "Benjamini and Hochberg"}
TOO_LITTLE = (
    "Where no interval is shown, less than one [[df|degree of freedom]] is left: too much was missing, or the clusters "
    "are too few, to say how far off the estimate may be."
)


def num(value: float | None, digits: int = 2) -> str:
    """A number with so many digits after the point; with three that count where it is small."""
    if value is None:
        return NOTHING
    text = f"{value:,.{digits}f}"
    if value != 0 and float(text.replace(",", "")) == 0:
        text = f"{value:.2g}"
        if "e" in text:
            part, power = text.split("e")
            text = f"{part} × 10{str(int(power)).translate(RAISED)}"
    return text.replace("-", MINUS)


def statistic(value: float) -> str:
    """An F: two digits, whatever it is."""
    return f"{value:,.2f}"


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


def p_of(one: dict[str, Any]) -> str:
    """Of an estimate with its degrees of freedom."""
    return NOTHING if too_little(one) else p_value(one["p"])


def too_little(one: dict[str, Any]) -> bool:
    """Less than one degree of freedom: an interval would reach farther than anything that is measured."""
    df = one.get("df")
    return df is not None and df < 1


def p_said(value: float | None) -> str:
    """With its letter: *p < 0.001*, *p = 0.034*."""
    if value is None:
        return "no p-value"
    return f"p {p_value(value)}" if value < 0.001 else f"p = {p_value(value)}"


def between(one: dict[str, Any] | None, digits: int = 2) -> str:
    """An estimate's interval: *0.12 to 0.56*."""
    if one is None or one.get("ci_low") is None or one.get("ci_high") is None or too_little(one):
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
