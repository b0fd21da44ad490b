"""The kinds of event there are. Each room declares its own in ``events.py``; an unknown kind is refused.

A kind carries the sentence that each side reads on the timeline, so that nobody has to guess what an
event means from its code.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from alongside.base.record.models import Event

Sentence = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event.

    ``person`` and ``team`` are translated sentences with ``%(who)s`` for the actor's name or role;
    ``person`` is empty where the person's timeline does not show it.
    """

    name: str
    team: Sentence
    person: Sentence = ""
    visibility: str = Event.Visibility.BOTH


_kinds: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Make ``kinds`` known; called once from a room's ``AppConfig.ready``."""
    for kind in kinds:
        if _kinds.get(kind.name, kind) != kind:
            raise ValueError(f"event kind {kind.name!r} is declared twice, differently")
        _kinds[kind.name] = kind


def kind(name: str) -> Kind:
    """The declared kind ``name``; raises ``KeyError`` for one that no room declared."""
    return _kinds[name]


def all_kinds() -> dict[str, Kind]:
    return dict(_kinds)
