"""What a person can be reminded of. Each room declares its own, and what of it has a day of its own.

cues.declare(Cue("visit", _("a visit"), "communication:visits", "visits", source=Source(coming, when)))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from alongside.care.partnership.reasons import Text


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing with a day of its own: whose it is, its row, and the instant."""

    partnership: UUID
    about: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """What comes, asked by time; and whether one of them still stands (``None``: not any more).

    ``coming(from, until)`` is asked about once an hour and must be found by an index. The reminder leaves
    ``days_before`` days before it, at ``at``, where the person is.
    """

    coming: Callable[[datetime, datetime], Iterable[Coming]]
    when: Callable[[UUID], datetime | None]
    days_before: int = 1
    at: time = time(10)


@dataclass(frozen=True, slots=True)
class Cue:
    """``label`` goes on *Remind me about …*. ``page`` is a URL name that takes the partnership, ``purpose``
    what the access log calls it. ``by_us``: the clinic reminds of it by itself; ``by_days``: the person can
    choose days and a time.
    """

    name: str
    label: Text
    page: str
    purpose: str
    by_us: bool = False
    by_days: bool = False
    source: Source | None = None


_cues: dict[str, Cue] = {}


def declare(*cues: Cue) -> None:
    """Make a room's cues known; called once from its ``AppConfig.ready``."""
    for cue in cues:
        if _cues.get(cue.name, cue) != cue:
            raise ValueError(f"cue {cue.name!r} is declared twice, differently")
        _cues[cue.name] = cue


def cue(name: str) -> Cue:
    """The declared cue ``name``; raises ``KeyError`` for one that no room declared."""
    return _cues[name]


def all_cues() -> list[Cue]:
    return list(_cues.values())
