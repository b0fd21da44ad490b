"""The cast: a dozen invented people written by hand, each to show one situation. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from alongside.simulation.numbers import MANAGING, PARTNERSHIP
from alongside.simulation.steps import Do, Life, Step
from alongside.simulation.words import bank

_PAIN = ("now", "week", "doing", "sleep")
_SHEETS = {"pain": _PAIN, "managing": MANAGING, "partnership": PARTNERSHIP}
_HANDLED = {"do", "days", "at", "by", "said"}


@cache
def cast() -> tuple[Life, ...]:
    """Everybody of the cast, numbered from 0, in the order in which they are shown."""
    return tuple(_life(number, each) for number, each in enumerate(bank("cast")["person"]))


def _life(number: int, written: Mapping[str, Any]) -> Life:
    return Life(
        number=number,
        like=number,
        full_name=written["name"],
        known_as=written["known_as"],
        email=written.get("email", ""),
        phone=written["phone"],
        age_days=int(written["age"] * 365.25) + 40 + 7 * number,
        later_by=timedelta(microseconds=number),
        steps=tuple(_step(each) for each in written["step"]),
        line=written["line"],
    )


def _step(written: Mapping[str, Any]) -> Step:
    hour, minute = written["at"].split(":")
    do = Do(written["do"])
    facts = {key: value for key, value in written.items() if key not in _HANDLED}
    return Step(
        do=do,
        days=written["days"],
        minute=int(hour) * 60 + int(minute),
        by=written.get("by", ""),
        said=written.get("said", {}),
        facts=_rating(facts) if do is Do.RATES else facts,
    )


def _rating(written: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers as written, in rows, become answers as a form posts them."""
    answers: dict[str, dict[str, list[str]]] = {
        f"{sheet}-check": dict(zip(items, ([str(value)] for value in written[sheet]), strict=True))
        for sheet, items in _SHEETS.items()
        if sheet in written
    }
    answers["medicines-check"] = {"amount": [written["amount"]]}
    if "where" in written:
        answers["readiness-check"] = {
            name: [str(written[name])] for name in ("importance", "confidence", "where")
        }
    kept = {key: written[key] for key in ("occasion", "side", "how") if key in written}
    return {"side": "person", **kept, "answers": answers}
