"""A protocol as plain data: what is asked, what is let in and left out, and the words to look for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_CRITERIA = 40
_CODE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. ``code`` stays the same through all versions, so that a reason keeps its meaning."""

    code: str
    kind: str  # "in" or "out"
    text: str

    def as_plain(self) -> dict[str, str]:
        return {"code": self.code, "kind": self.kind, "text": self.text}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Criterion:
        return cls(str(plain["code"]), str(plain["kind"]), str(plain["text"]))


def lines_of(text: str) -> list[str]:
    """The lines that say something, each once, in their order."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def criteria(let_in: str, left_out: str, before: Iterable[Criterion] = ()) -> tuple[Criterion, ...]:
    """The criteria in two texts, one a line. Words that stood in ``before`` keep their code."""
    known = {(each.kind, each.text): each.code for each in before}
    taken = set(known.values())
    made = []
    for kind, text in (("in", let_in), ("out", left_out)):
        for line in lines_of(text):
            code = known.get((kind, line)) or _code(kind, line, taken)
            taken.add(code)
            made.append(Criterion(code, kind, line))
    return tuple(made)


def _code(kind: str, line: str, taken: set[str]) -> str:
    words = _CODE.sub("-", line.lower()).strip("-")[:32].strip("-") or "criterion"
    code, number = f"{kind}-{words}", 2
    while code in taken:
        code, number = f"{kind}-{words}-{number}", number + 1
    return code


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it is a word to look for: ``for``, ``against`` or nothing."""

    text: str
    sort: str = ""


def highlighted(text: str, wanted: Sequence[str], unwanted: Sequence[str]) -> list[Piece]:
    """``text`` in pieces that spell it, the words to look for marked: a term matches a word's beginning."""
    sorts = {term.lower(): "against" for term in unwanted if term.strip()}
    sorts |= {term.lower(): "for" for term in wanted if term.strip()}
    if not sorts or not text:
        return [Piece(text)]
    longest_first = sorted(sorts, key=len, reverse=True)
    pattern = re.compile(rf"\b({'|'.join(re.escape(term) for term in longest_first)})\w*", re.IGNORECASE)
    pieces, at = [], 0
    for found in pattern.finditer(text):
        if found.start() > at:
            pieces.append(Piece(text[at : found.start()]))
        pieces.append(Piece(found.group(), sorts[found.group(1).lower()]))
        at = found.end()
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces
