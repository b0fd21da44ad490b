"""How much, as people write it: *20 minutes*, *10 times*, *to the corner and back*.

A number with a unit is read as such, so that a range can be agreed around it; everything else stays in the
words in which it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from alongside.care.plan.rules.step import MOST_AMOUNT, Unit

_NUMBER_AND_WORD = re.compile(r"\s*([0-9]{1,5})\s*([^\W\d_]+)\.?\s*\Z")


@dataclass(frozen=True, slots=True)
class Amount:
    """Either a number of units, or words, or nothing said."""

    amount: int | None = None
    unit: Unit | None = None
    words: str = ""


def read_amount(text: str, units: Mapping[str, Unit]) -> Amount:
    """What ``text`` says; ``units`` maps the words of a language, in lower case, to units."""
    found = _NUMBER_AND_WORD.match(text)
    unit = units.get(found[2].casefold()) if found else None
    if found and unit is not None and 1 <= int(found[1]) <= MOST_AMOUNT:
        return Amount(int(found[1]), unit)
    return Amount(words=" ".join(text.split()))
