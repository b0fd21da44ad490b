"""When somebody is asked about a visit: signed data (`visits.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alongside.care.partnership.rules.signed import (
    Signed,
    definition,
    read_signed,
)

DEFINITION = Path(__file__).resolve().parents[1] / "definitions" / "visits.toml"
MOST_BOOKED_BEFORE, MOST_SUMMARY_AFTER = 10, 60


@dataclass(frozen=True, slots=True)
class VisitRules:
    """``booked_before`` in working days, ``summary_after`` in days."""

    booked_before: int
    summary_after: int
    signed: Signed


@cache
def visit_rules(path: Path = DEFINITION) -> VisitRules:
    """The definition; raises ``DefinitionInvalid`` with every fault."""
    return read(path.read_text(encoding="utf-8"), path.name)


def read(text: str, name: str) -> VisitRules:
    """Read the definition in ``text``; raises ``DefinitionInvalid`` with every fault."""
    with definition(text, name) as root:
        root.text("id")
        root.text("version")
        signed = read_signed(root)
        booked = root.whole("booked_before", least=1, most=MOST_BOOKED_BEFORE)
        after = root.whole("summary_after_days", least=1, most=MOST_SUMMARY_AFTER)
    return VisitRules(booked, after, signed)
