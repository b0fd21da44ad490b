"""The real exports that stand beside the project and are no part of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def real_data(*parts: str) -> Path:
    """A file of the folder that SHARED_DATA names (``../shared/data`` otherwise); skips where it is
    missing."""
    folder = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
    path = folder.joinpath(*parts)
    if not path.exists():
        pytest.skip(
            f"no {'/'.join(parts)} in {folder.name}: set SHARED_DATA to the folder of the real exports"
        )
    return path
