"""What this room holds about a person. An idea they asked not to be shown stays unshown here too."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.held import Held
from alongside.care.partnership.models import Partnership
from alongside.care.plan.models import (
    BadDay,
    CheckIn,
    CheckInWord,
    EaseOffer,
    IdeaAnswer,
    LifeFacts,
    PlanVersion,
    Step,
    StepWording,
)


def _shown(_partnership: Partnership) -> Q:
    return Q(held=False) | Q(shown_at__isnull=False)


QUIET = frozenset({
    "library_id", "library_hash", "grown_from", "held", "asked_for", "definition_version", "definition_hash",
    "rule", "author_side",
})  # fmt: skip

HELD = (
    Held(Step, _("Steps on your plan"), quiet=QUIET),
    Held(StepWording, _("How the steps were put into words"), only=_shown, quiet=QUIET),
    Held(PlanVersion, _("Your plan as it stood"), order=("number",), quiet=frozenset({"changes"})),
    Held(CheckIn, _("How it went"), order=("on",), quiet=frozenset({"said"})),
    Held(CheckInWord, _("A word you added"), via="check_in__partnership"),
    Held(BadDay, _("Bad days"), order=("on",)),
    Held(EaseOffer, _("Where we offered to change a step"), quiet=QUIET),
    Held(LifeFacts, _("What fits your life"), order=("version",)),
    Held(IdeaAnswer, _("What you said to ideas"), quiet=frozenset({"idea"})),
)
