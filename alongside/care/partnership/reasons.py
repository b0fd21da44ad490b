"""Why somebody is on a professional's list: a colleague's sentence, one next step, and the theme it touches.

Rooms open attention items by the name of a rule. Each room explains its own in ``attention.py``; the list
and the overview read them here. A test holds that nothing is opened which nobody explained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


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


def declare(reasons: Mapping[str, Reason]) -> None:
    """Make a room's reasons known; called once from its ``AppConfig.ready``."""
    for kind, reason in reasons.items():
        if _reasons.get(kind, reason) != reason:
            raise ValueError(f"attention kind {kind!r} is explained twice, differently")
        _reasons[kind] = reason


def reason_of(kind: str) -> Reason:
    """Why an item of ``kind`` is on the list; raises ``KeyError`` for one that no room explained."""
    return _reasons[kind]


def explained() -> frozenset[str]:
    return frozenset(_reasons)
