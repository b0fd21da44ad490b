"""What happens around a person's own copy, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind

OWN_COPY_TAKEN = Kind(
    "partnership.own-copy-taken",
    person=_("You took a copy of everything we hold about you."),
    team=_("%(who)s took a copy of everything held about them."),
)
OWN_COPY_MADE = Kind(
    "partnership.own-copy-made",
    person=_("Somebody who runs Alongside for us made a copy of everything we hold about you."),
    team=_("Whoever runs Alongside made a copy of everything held about them, as they asked."),
)

KINDS = (OWN_COPY_TAKEN, OWN_COPY_MADE)
