"""The age limit of a service: under it a person gets urgent advice and where to turn, and no record is
kept.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alongside.care.access.rules.help_numbers import Country, Line, LineKind, in_country
from alongside.care.access.rules.signed import (
    DEFINITIONS,
    Signed,
    Words,
    definition,
    fingerprint,
    read_signed,
    read_words,
)

LOWEST_LIMIT = 16
USUAL_LIMIT = 18
OLDEST = 130


class AgeRefused(ValueError):
    """An age, a date of birth or a limit that cannot be right."""


@dataclass(frozen=True)
class AgeLimit:
    """From which age, in whole years, a service takes people on. 18 unless the service says otherwise;
    never under 16.
    """

    years: int = USUAL_LIMIT

    def __post_init__(self) -> None:
        if not LOWEST_LIMIT <= self.years <= OLDEST:
            raise AgeRefused(f"An age limit must be from {LOWEST_LIMIT} to {OLDEST} years, not {self.years}.")

    def admits(self, age: int) -> bool:
        """Whether someone of this age (whole years) may be taken on, and so whether anything about them may
        be kept.
        """
        if not 0 <= age <= OLDEST:
            raise AgeRefused(f"An age must be from 0 to {OLDEST} years, not {age}.")
        return age >= self.years


@dataclass(frozen=True)
class UnderAge:
    """The page for someone under the limit."""

    words: Words
    lines: tuple[Line, ...]
    version: str


@dataclass(frozen=True)
class AgeWords:
    """The words for someone under the limit, before a country is chosen."""

    signed: Signed
    version: str
    under: Words
    ring: tuple[LineKind, ...]

    def page(self, country: Country) -> UnderAge:
        """The words with `country`'s numbers."""
        text = tuple(in_country(paragraph, country) for paragraph in self.under.text)
        return UnderAge(Words(self.under.title, text), country.lines_for(self.ring), self.version)


def age_on(born: dt.date, today: dt.date) -> int:
    """Age in whole years. Someone born on 29 February comes of age on 1 March. `AgeRefused` for a birth in
    the future.
    """
    if born > today:
        raise AgeRefused("A date of birth cannot be in the future.")
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def read_age_words(text: str, name: str = "age") -> AgeWords:
    """Read the words from TOML. Raises `DefinitionInvalid` with every fault."""
    with definition(text, name) as root:
        return AgeWords(
            signed=read_signed(root),
            version=f"{name}-{fingerprint(root.data)[:12]}",
            under=read_words(root.table("under")),
            ring=root.choices("ring", LineKind),
        )


@cache
def age_words(path: Path = DEFINITIONS / "age.toml") -> AgeWords:
    """The words that Alongside ships with, read once per process."""
    return read_age_words(path.read_text(encoding="utf-8"))
