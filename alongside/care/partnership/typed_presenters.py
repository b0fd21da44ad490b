"""How what was typed for a person is shown to them, and what a professional can type: for every room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that was typed: ``href`` is where the person puts it right."""

    title: str
    text: str
    href: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class ToType:
    """One thing that a professional can type for somebody."""

    label: str
    href: str
