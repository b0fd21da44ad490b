"""Whom to ring, by country, and the standing words beside every box in which a person writes.

The numbers are data (`definitions/help-numbers.toml`), each country with its source. A country that is not
known here gets a general text, never another country's number: 111 is health advice in the United Kingdom
and the emergency number in New Zealand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from alongside.care.access.rules.signed import (
    DEFINITIONS,
    Problem,
    Signed,
    Table,
    definition,
    fingerprint,
    note_repeats,
    read_signed,
)


class LineKind(StrEnum):
    """What a telephone line is for."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    CRISIS = "crisis"


@dataclass(frozen=True)
class Line:
    """One number to ring. `number` is empty where no number can be named (the general text)."""

    kind: LineKind
    name: str
    number: str
    hours: str
    how: str

    @property
    def dial(self) -> str:
        """The digits for a `tel:` link; empty where there is no number."""
        return "".join(character for character in self.number if character.isdigit() or character == "+")


@dataclass(frozen=True)
class Country:
    """The help there is in one country. `code` is ISO 3166-1 alpha-2, empty for the general text.

    `source` says where the numbers come from; `confirmed_on` is empty until someone of a service there has
    rung them.
    """

    code: str
    name: str
    hospital: str
    source: str
    confirmed_on: str
    lines: tuple[Line, ...]

    @property
    def is_known(self) -> bool:
        """False for the general text, which names no country."""
        return bool(self.code)

    @property
    def emergency_number(self) -> str:
        """The first emergency number; empty where no country is known."""
        return next((line.number for line in self.lines if line.kind is LineKind.EMERGENCY), "")

    def lines_for(self, kinds: Sequence[LineKind]) -> tuple[Line, ...]:
        """The lines of these kinds, in the order of `kinds`. A kind that the country lacks falls back to
        its emergency line.
        """
        found: list[Line] = []
        for kind in kinds:
            found.extend(line for line in self.lines if line.kind is kind)
        if not found:
            found.extend(line for line in self.lines if line.kind is LineKind.EMERGENCY)
        return tuple(found)


@dataclass(frozen=True)
class HelpNumbers:
    """Every country known, and the general text for any other."""

    signed: Signed
    version: str
    countries: tuple[Country, ...]
    general: Country

    def country(self, code: str) -> Country:
        """The country with this ISO code (any case), or the general text. Never another country's numbers."""
        wanted = code.strip().upper()
        if wanted == "UK":  # what people write; the ISO code is GB
            wanted = "GB"
        return next((country for country in self.countries if country.code == wanted), self.general)


@dataclass(frozen=True)
class StandingHelp:
    """What stands beside every box in which a person writes, with one country's numbers."""

    title: str
    text: tuple[str, ...]
    lines: tuple[Line, ...]
    version: str


@dataclass(frozen=True)
class HelpEverywhere:
    """The standing words, before a country is chosen."""

    signed: Signed
    version: str
    title: str
    text: tuple[str, ...]
    ring: tuple[LineKind, ...]

    def standing(self, country: Country) -> StandingHelp:
        """The words with `country`'s numbers."""
        return StandingHelp(self.title, self.text, country.lines_for(self.ring), self.version)


def in_country(text: str, country: Country) -> str:
    """`text` with the country's word for where emergencies are seen."""
    return text.replace("{hospital}", country.hospital)


def read_help_numbers(text: str, name: str = "help-numbers") -> HelpNumbers:
    """Read the numbers from TOML. Raises `DefinitionInvalid` with every fault."""
    with definition(text, name) as root:
        countries = tuple(_country(table, root.problems) for table in root.tables("country"))
        general_table = root.table("general")
        general = _country(general_table, root.problems, general=True)
        numbers = HelpNumbers(read_signed(root), f"{name}-{fingerprint(root.data)[:12]}", countries, general)
        note_repeats([country.code for country in countries], name, root.problems)
    return numbers


def read_help_everywhere(text: str, name: str = "help-everywhere") -> HelpEverywhere:
    """Read the standing words from TOML. Raises `DefinitionInvalid` with every fault."""
    with definition(text, name) as root:
        return HelpEverywhere(
            signed=read_signed(root),
            version=f"{name}-{fingerprint(root.data)[:12]}",
            title=root.text("title"),
            text=root.texts("text"),
            ring=root.choices("ring", LineKind),
        )


@cache
def help_numbers(path: Path = DEFINITIONS / "help-numbers.toml") -> HelpNumbers:
    """The numbers that Alongside ships with, read once per process."""
    return read_help_numbers(path.read_text(encoding="utf-8"))


@cache
def help_everywhere(path: Path = DEFINITIONS / "help-everywhere.toml") -> HelpEverywhere:
    """The standing words that Alongside ships with, read once per process."""
    return read_help_everywhere(path.read_text(encoding="utf-8"))


def _country(table: Table, problems: list[Problem], *, general: bool = False) -> Country:
    code = "" if general else table.text("code")
    if not general and code and not (len(code) == 2 and code.isalpha() and code.isupper()):
        table.note("code", "must be an ISO country code in capitals, such as GB")
    country = Country(
        code=code,
        name="" if general else table.text("name"),
        hospital=table.text("hospital"),
        source=table.text("source"),
        confirmed_on=table.text("confirmed_on", may_be_empty=True),
        lines=tuple(_line(line, general) for line in table.tables("lines")),
    )
    table.close()
    needed = {LineKind.EMERGENCY, LineKind.CRISIS} - {line.kind for line in country.lines}
    problems.extend(Problem(table.place, f"has no {kind.value} line") for kind in sorted(needed))
    return country


def _line(table: Table, general: bool) -> Line:
    line = Line(
        kind=table.choice("kind", LineKind),
        name=table.text("name"),
        number=table.text("number", may_be_empty=general),
        hours=table.text("hours", may_be_empty=True),
        how=table.text("how", may_be_empty=True),
    )
    if line.number and set(line.number) - set("0123456789 +"):
        table.note("number", "may hold digits, spaces and + only")
    table.close()
    return line
