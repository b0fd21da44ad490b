"""What another room does when something happened here, in the same transaction.

This room lies below the theme rooms and knows none of them. A room that lays both sides beside each other
says so once, from its ``AppConfig.ready``, as it does with its figures; the actions here then call it
in the open, where they keep their figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from alongside.base.accounts.models import Account
from alongside.care.measures.models import Occasion
from alongside.care.partnership.models import Partnership


class BothIn(Protocol):
    def __call__(self, *, occasion: Occasion, by: Account) -> object: ...


class AudienceChosen(Protocol):
    def __call__(self, *, partnership: Partnership, by: Account) -> None: ...


@dataclass(frozen=True, slots=True)
class Follower:
    """``both_in``: both sides of an occasion are in. ``audience_chosen``: the person chose who may read."""

    both_in: BothIn
    audience_chosen: AudienceChosen


_followers: dict[str, Follower] = {}


def declare(room: str, follower: Follower) -> None:
    """Say what ``room`` does; called once from its ``AppConfig.ready``."""
    _followers[room] = follower


def both_in(*, occasion: Occasion, by: Account) -> None:
    for follower in _followers.values():
        follower.both_in(occasion=occasion, by=by)


def audience_chosen(*, partnership: Partnership, by: Account) -> None:
    for follower in _followers.values():
        follower.audience_chosen(partnership=partnership, by=by)
