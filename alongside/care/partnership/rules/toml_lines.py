"""On which line of a TOML file a key stands, so that who mends a definition finds it. Pure.

    Lines(text).of(("rule", 2, "offers"))  ->  47       the third [[rule]]
    Lines(text).of(("rule", 2, "nothing")) ->  44       not there: where its table begins

Only an aid to the eye: the file has been read by ``tomllib``, and what is not found has no line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

Path = tuple[str | int, ...]

_HEAD = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_LONG = re.compile(r'"""|' + "'''")


class Lines:
    """The lines of one file, counted from one."""

    def __init__(self, text: str) -> None:
        self._found: dict[Path, int] = {}
        self._counts: Counter[Path] = Counter()
        table: Path = ()
        inside = False
        for number, line in enumerate(text.splitlines(), start=1):
            if not inside:
                table = self._read(line, number, table)
            if len(_LONG.findall(line)) % 2:
                inside = not inside

    def of(self, path: Sequence[str | int]) -> int | None:
        """The line of ``path``, or of the nearest table around it; None where neither stands on its own."""
        at = tuple(path)
        while at:
            if at in self._found:
                return self._found[at]
            at = at[:-1]
        return None

    def _read(self, line: str, number: int, table: Path) -> Path:
        head = _HEAD.match(line)
        if head is not None:
            table = self._within((), _names(head[2]), one_more=head[1] == "[[")
            self._found.setdefault(table, number)
            return table
        key = _KEY.match(line)
        if key is not None:
            self._found.setdefault(self._within(table, _names(key[1])), number)
        return table

    def _within(self, start: Path, names: Sequence[str], *, one_more: bool = False) -> Path:
        """The path of ``names`` below ``start``; of a list of tables the newest, or one more."""
        at = start
        for place, name in enumerate(names, start=1):
            at = (*at, name)
            if one_more and place == len(names):
                self._counts[at] += 1
            if self._counts[at]:
                at = (*at, self._counts[at] - 1)
        return at


def _names(text: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(text)]
