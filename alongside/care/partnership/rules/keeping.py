"""How long a service keeps a record: signed data, said in words beside the person's own copy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alongside.care.partnership.rules.signed import (
    Signed,
    definition,
    read_signed,
)

FILE = Path(__file__).parent.parent / "definitions" / "keeping.toml"


@dataclass(frozen=True)
class Keeping:
    """``years_after``: whole years for which a record is kept after the person was last seen.

    ``backups_days``: for how long the service keeps a backup, and with it a copy of what was erased.
    """

    signed: Signed
    years_after: int
    backups_days: int


def read_keeping(text: str, name: str = "keeping") -> Keeping:
    """Read the rule from TOML. Raises ``DefinitionInvalid`` with every fault."""
    with definition(text, name) as root:
        return Keeping(
            read_signed(root),
            root.whole("years_after", least=1, most=100),
            root.whole("backups_days", least=1, most=3650),
        )


@cache
def keeping(path: Path = FILE) -> Keeping:
    """The rule that Alongside ships with, read once a process."""
    return read_keeping(path.read_text(encoding="utf-8"))
