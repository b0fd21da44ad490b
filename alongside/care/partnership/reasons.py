"""Why somebody is on a professional's list: a colleague's sentence, one next step, and the theme it touches.

Rooms open attention items by the name of a rule. Each room explains its own in ``attention.py``; the list
and the overview read them here. A test holds that nothing is opened which nobody explained.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
Which = Callable[[Collection[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True, slots=True)
class Reason:
    """What a rule's item says. ``step`` leads to the page ``page``, a URL name that takes the partnership.

    ``by_doing``: it ends only by doing what it asks (a message is answered, a call is made), never by being
    crossed off or put off.
    """

    why: Text
    step: Text
    page: str
    theme: Text
    by_doing: bool = False


UNDERSTANDING = _("understanding")
ROLES = _("roles")
INVOLVEMENT = _("involvement")
SERVICE = _("service")
COMMUNICATION = _("communication")

_reasons: dict[str, Reason] = {}
_which: dict[str, Which] = {}


def declare(reasons: Mapping[str, Reason]) -> None:
    """Make a room's reasons known; called once from its ``AppConfig.ready``."""
    for kind, reason in reasons.items():
        if _reasons.get(kind, reason) != reason:
            raise ValueError(f"attention kind {kind!r} is explained twice, differently")
        _reasons[kind] = reason


def declare_which(kind: str, which: Which) -> None:
    """``which`` names in one query what items of ``kind`` are about: where several are open for one
    person, each says which it is. It may tell only what every reader of the list may know.
    """
    _which[kind] = which


def reason_of(kind: str) -> Reason:
    """Why an item of ``kind`` is on the list; raises ``KeyError`` for one that no room explained."""
    return _reasons[kind]


def which(items: Collection[tuple[str, UUID | None]]) -> dict[UUID, str]:
    """What each of ``items`` (kind, what it is about) is about, in words, for kinds that are there twice."""
    named: dict[UUID, str] = {}
    for kind in {kind for kind, _about in items}:
        about = [each for one, each in items if one == kind and each is not None]
        name = _which.get(kind)
        if name is not None and len(about) > 1:
            named.update(name(about))
    return named


def explained() -> frozenset[str]:
    return frozenset(_reasons)
