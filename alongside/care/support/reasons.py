"""Why somebody is on the list: for each rule a colleague's sentence, one next step, and its theme.

The rooms open attention items by the name of a rule; this table, in the one room that sees all the
others, says what each means to the professional who reads it. A test holds it complete.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Reason:
    """What a rule's item says: ``why`` may use ``%(name)s``; ``step`` leads to the page ``page``."""

    why: Text
    step: Text
    page: str
    theme: Text


COMMUNICATION = _("communication")
UNDERSTANDING = _("understanding")
ROLES = _("roles")
SERVICE = _("service")

REASONS: dict[str, Reason] = {
    "waiting-for-contact": Reason(
        _("Came in and has no named contact yet"), _("See and take on"), "support:overview", SERVICE
    ),
    "new-or-worse": Reason(
        _("Said that something is new or worse"), _("Read it"), "access:new-or-worse", SERVICE
    ),
    "were-you-seen": Reason(
        _("Was told to get urgent help: were they seen?"), _("Ring them"), "access:new-or-worse", SERVICE
    ),
    "came-back": Reason(
        _("Came back by the door and hopes to hear from you"),
        _("See how to reach them"),
        "access:way",
        SERVICE,
    ),
}
