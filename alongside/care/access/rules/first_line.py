"""The first line of the door: how to ring, and how to name one's language, in ten languages
(`definitions/first-line.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from alongside.care.access.rules.signed import (
    DEFINITIONS,
    Signed,
    Table,
    definition,
    fingerprint,
    note_repeats,
    read_signed,
)


class Direction(StrEnum):
    """Which way a language is written: the value of HTML's `dir`."""

    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True)
class FirstLine:
    """One language. `english_name` is the word to say on the telephone; `checked_by` is empty until a
    native speaker has checked it.
    """

    code: str
    direction: Direction
    own_name: str
    english_name: str
    ring: str
    emergency: str
    checked_by: str

    def ring_text(self, phone: str) -> str:
        """How to ring, with the service's number. The number is kept left to right in every script (Unicode
        isolates).
        """
        return self.ring.replace("{phone}", _isolated(phone))

    def emergency_text(self, emergency_number: str) -> str:
        """What to ring in an emergency; empty where no number is known."""
        return self.emergency.replace("{emergency}", _isolated(emergency_number)) if emergency_number else ""


@dataclass(frozen=True)
class FirstLines:
    """Every language of the first line, English first."""

    signed: Signed
    version: str
    lines: tuple[FirstLine, ...]


def read_first_lines(text: str, name: str = "first-line") -> FirstLines:
    """Read the first line from TOML. Raises `DefinitionInvalid` with every fault."""
    with definition(text, name) as root:
        lines = FirstLines(
            signed=read_signed(root),
            version=f"{name}-{fingerprint(root.data)[:12]}",
            lines=tuple(_line(table) for table in root.tables("line")),
        )
        note_repeats([line.code for line in lines.lines], f"{name}.line", root.problems)
    return lines


@cache
def first_lines(path: Path = DEFINITIONS / "first-line.toml") -> FirstLines:
    """The first line that Alongside ships with, read once per process."""
    return read_first_lines(path.read_text(encoding="utf-8"))


def _line(table: Table) -> FirstLine:
    line = FirstLine(
        code=table.text("code"),
        direction=table.choice("direction", Direction),
        own_name=table.text("own_name"),
        english_name=table.text("english_name"),
        ring=table.text("ring"),
        emergency=table.text("emergency"),
        checked_by=table.text("checked_by", may_be_empty=True),
    )
    if line.ring.count("{phone}") != 1:
        table.note("ring", "must hold {phone} once")
    if line.emergency.count("{emergency}") != 1:
        table.note("emergency", "must hold {emergency} once")
    if line.code != "en" and line.english_name not in line.ring:
        table.note("ring", "must have the person say the English name of the language")
    table.close()
    return line


def _isolated(number: str) -> str:
    return f"\N{LEFT-TO-RIGHT ISOLATE}{number}\N{POP DIRECTIONAL ISOLATE}"
