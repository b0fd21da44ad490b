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
}
