"""In which order people are rung: what could do most harm first. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one person should be rung; ``place`` names it. ``harm``: lower is worse. ``due_at`` None: no time
    was said.
    """

    place: int
    partnership: UUID
    harm: int
    since: datetime
    due_at: datetime | None
    left_alone: bool  # they asked not to be contacted, and this does not answer them


def rank(reason: Reason, now: datetime) -> tuple[bool, int, bool, datetime]:
    """Who asked to be left alone stands last; then by harm; among equals what is overdue, then the oldest."""
    overdue = reason.due_at is not None and reason.due_at < now
    return (reason.left_alone, reason.harm, not overdue, reason.since)


def by_person(reasons: Sequence[Reason], now: datetime) -> list[list[Reason]]:
    """One list a person, their gravest reason first, in the order in which people are rung.

    A person who asked to be left alone, and for whom there is one reason that answers them, stands where that
    one does.
    """
    people: dict[UUID, list[Reason]] = {}
    for reason in sorted(reasons, key=lambda one: rank(one, now)):
        people.setdefault(reason.partnership, []).append(reason)
    return list(people.values())
