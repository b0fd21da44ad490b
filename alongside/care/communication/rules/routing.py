"""To whom a message goes: the first of those who could look, and whoever stands in for somebody away.

Nobody is skipped for being away while somebody stands in for them; where everybody is away the first still
owns it, because a message without an owner would be read by nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Route:
    """``to`` looks; ``instead_of`` is who would have, had they not been away."""

    to: UUID
    instead_of: UUID | None = None


def route(
    first_to_last: Sequence[UUID], *, away: Mapping[UUID, UUID | None], may: Collection[UUID]
) -> Route | None:
    """Who looks, of ``first_to_last``; None where nobody of them may.

    ``away`` maps whoever is away to who stands in for them (None: nobody was named). ``may`` are those who
    may read the record.
    """
    able = [one for one in dict.fromkeys(first_to_last) if one in may]
    for one in able:
        to = _present(one, away, may)
        if to is not None:
            return Route(to, one if to != one else None)
    for one in able:
        # Away, and nobody stands in who may: the next who is there looks instead of them.
        there = next((other for other in able if other not in away), None)
        return Route(there, one) if there is not None else Route(one)
    return None


def _present(one: UUID, away: Mapping[UUID, UUID | None], may: Collection[UUID]) -> UUID | None:
    """Follow those who stand in until somebody is there; None where that ends or goes round in a circle."""
    been: set[UUID] = set()
    at: UUID | None = one
    while at is not None and at in away and at not in been:
        been.add(at)
        at = away[at]
    return at if at is not None and at not in away and at in may else None
