"""What changed between two texts, by words, for people to read: kept, taken out, put in.

Bounded work whatever is pasted: a stretch too large to compare word by word is shown whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"\s+|\w+(?:['’]\w+)*|[^\w\s]")
# The most pairs of pieces that are compared: about 300 words against 300.
_MOST_PAIRS = 90_000


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces that, without the new ones, spell ``before`` and, without the gone ones, ``after``."""
    return _joined(_compare(before, after, (_LINES, _WORDS)))


def _compare(before: str, after: str, steps: Sequence[re.Pattern[str]]) -> Iterator[Piece]:
    if before == after:
        yield Piece(Change.SAME, before)
    elif not steps or not before or not after:
        yield Piece(Change.GONE, before)
        yield Piece(Change.NEW, after)
    else:
        yield from _by(steps[0], before, after, steps[1:])


def _by(step: re.Pattern[str], before: str, after: str, finer: Sequence[re.Pattern[str]]) -> Iterator[Piece]:
    old, new = step.findall(before), step.findall(after)
    start = _shared_start(old, new)
    end = _shared_start(old[start:][::-1], new[start:][::-1])
    yield Piece(Change.SAME, "".join(old[:start]))
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    if len(old_middle) * len(new_middle) > _MOST_PAIRS:
        yield from _compare("".join(old_middle), "".join(new_middle), ())
    else:
        matcher = SequenceMatcher(None, old_middle, new_middle, autojunk=False)
        for _tag, a, b, c, d in matcher.get_opcodes():
            yield from _compare("".join(old_middle[a:b]), "".join(new_middle[c:d]), finer)
    yield Piece(Change.SAME, "".join(old[len(old) - end :]))


def _shared_start(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].change is piece.change:
            joined[-1] = Piece(piece.change, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
