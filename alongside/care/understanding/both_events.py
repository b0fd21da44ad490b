"""The kinds of event of *How we each see it*, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind

BOTH_IN = Kind(
    "sides.both-in",
    person=_("Both of you have answered: you can see how you each see it."),
    team=_("Both sides have answered: how each sees it can be read."),
)
TO_TALK = Kind(
    "difference.to-talk",
    person=_("%(who)s marked a difference to talk about."),
    team=_("%(who)s marked a difference to talk about."),
)
FOUND = Kind(
    "difference.found",
    person=_("%(who)s wrote what you found about a difference."),
    team=_("%(who)s wrote what was found about a difference."),
)
SETTLED = Kind(
    "difference.settled",
    person=_("%(who)s agreed with what was found. That difference is settled."),
    team=_("%(who)s agreed with what was found. That difference is settled."),
)
NOT_HOW = Kind(
    "difference.not-how",
    person=_("%(who)s does not see it as it was written. It stays open."),
    team=_("%(who)s does not see it as it was written. It stays open."),
)
LEFT_OPEN = Kind(
    "difference.left-open",
    person=_("%(who)s left a difference open."),
    team=_("%(who)s left a difference open."),
)
REOPENED = Kind(
    "difference.reopened",
    person=_("%(who)s opened a difference again."),
    team=_("%(who)s opened a difference again."),
)
NOTED = Kind(
    "sides.noted",
    person=_("%(who)s wrote a few words beside a rating."),
    team=_("%(who)s wrote a few words beside a rating."),
)
KINDS = (BOTH_IN, TO_TALK, FOUND, SETTLED, NOT_HOW, LEFT_OPEN, REOPENED, NOTED)
