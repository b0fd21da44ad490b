"""What happens with ideas and with what fits a life, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind

LIFE_SAID = Kind(
    "fits.said",
    person=_("You changed what fits your life."),
    team=_("%(who)s changed what fits their life."),
)
NOT_FOR_ME = Kind(
    "idea.not-for-me",
    person=_("You said that an idea is not for you."),
    team=_("%(who)s said that an idea is not for them."),
)
TALK_FIRST = Kind(
    "idea.talk",
    person=_("You asked to talk about an idea first."),
    team=_("%(who)s would like to talk about an idea first."),
)
OFFER_AGAIN = Kind(
    "idea.again",
    person=_("You said that an idea may come back."),
    team=_("%(who)s said that an idea may come back."),
)
TAKEN = Kind(
    "idea.taken",
    person=_("%(who)s took an idea for the plan."),
    team=_("%(who)s took an idea for the plan."),
)
KINDS = (LIFE_SAID, NOT_FOR_ME, TALK_FIRST, OFFER_AGAIN, TAKEN)
