"""What was said once and can be grown from: a section of the story, a difference, a goal. Never retyped.

Theme rooms do not know each other. A room whose words others can grow something out of declares how to read
them; a room that grows something declares out of what, and on which page. Both from ``AppConfig.ready``:

    sources.declare("story", read=..., listing=...)          # understanding
    sources.grow(Growth(kinds={"story"}, page="involvement:problem-new", ...))   # involvement

A page that shows a source lays ``growths(...)`` beside it as links; the page they lead to takes ``?from=``
(``source.address``, an id and never words) and asks ``read`` for the words, under the reader's own authority.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.urls import reverse

from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.reasons import Text
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.partnership.rules.side import Side


@dataclass(frozen=True, slots=True)
class Source:
    """``words`` that ``side`` said under ``heading``; ``address`` names it: ``kind:key``.

    ``is_bare``: nobody wrote anything, and the words are only what it is about (*Sleep*).
    """

    kind: str
    key: str
    heading: str
    words: str
    side: Side
    said_on: date | None = None
    href: str = ""  # the page where it stands
    is_bare: bool = False

    @property
    def address(self) -> str:
        return f"{self.kind}:{self.key}"


class Read(Protocol):
    """The source ``key``, or None where it is not there or ``by`` may not read it."""

    def __call__(
        self, *, partnership: Partnership, by: Account, relation: Relation, key: str
    ) -> Source | None: ...


class Listing(Protocol):
    """All that ``by`` may grow something out of, what matters most first."""

    def __call__(self, *, partnership: Partnership, by: Account, relation: Relation) -> Iterable[Source]: ...


@dataclass(frozen=True, slots=True)
class Growth:
    """A page where something grows out of sources of these kinds; ``verb`` says who may."""

    kinds: frozenset[str]
    page: str  # a URL name that takes the partnership, and ``?from=``
    label: Text
    verb: Verb
    side: Side | None = None  # offered to this side only


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str


_read: dict[str, Read] = {}
_listing: dict[str, Listing] = {}
_growths: list[Growth] = []


def declare(kind: str, *, read: Read, listing: Listing) -> None:
    """Say how sources of ``kind`` are read; called once from a room's ``AppConfig.ready``."""
    _read[kind], _listing[kind] = read, listing


def grow(*growths: Growth) -> None:
    """Say what grows out of sources; called once from a room's ``AppConfig.ready``."""
    _growths.extend(one for one in growths if one not in _growths)


def read(address: str, *, partnership: Partnership, by: Account, relation: Relation) -> Source | None:
    """The source at ``address``; None for one that is not there, not readable, or nonsense."""
    kind, _colon, key = address.partition(":")
    reader = _read.get(kind)
    return reader(partnership=partnership, by=by, relation=relation, key=key) if reader and key else None


def listed(
    kinds: Iterable[str], *, partnership: Partnership, by: Account, relation: Relation
) -> list[Source]:
    """Everything of ``kinds`` that something can grow out of."""
    return [
        source
        for kind in kinds
        if kind in _listing
        for source in _listing[kind](partnership=partnership, by=by, relation=relation)
    ]


def growths(
    kind: str, key: str, *, partnership: Partnership, relation: Relation, but: Verb | None = None
) -> list[Link]:
    """Where something can grow out of this source, as links for its reader; ``but`` leaves one verb's out."""
    side = Side.PERSON if relation is Relation.PERSON else Side.PROFESSIONAL
    return [
        Link(str(one.label), f"{reverse(one.page, args=[partnership.pk])}?from={kind}:{key}")
        for one in _growths
        if kind in one.kinds and one.verb != but and allows(relation, one.verb) and one.side in (None, side)
    ]
