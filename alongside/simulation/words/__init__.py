"""The bank of sentences that invented people speak in. Written for Alongside; read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent


@cache
def bank(name: str) -> dict[str, Any]:
    """One file of the bank, as it stands."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))
