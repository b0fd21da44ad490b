"""Files written for one test, and read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.evidence.importing import Reading, SourceRecord, read

Read = Callable[..., tuple[Reading, list[SourceRecord]]]


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    """Write bytes or text into a file of this name and read all of it."""

    def write_and_read(content: str | bytes, name: str = "export.txt") -> tuple[Reading, list[SourceRecord]]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        opened = read(path)
        return opened, list(opened)

    return write_and_read
