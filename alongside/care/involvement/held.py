"""What this room holds about a person: problems, goals, decisions, with every wording of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.involvement.models import (
    Decision,
    DecisionChoice,
    DecisionOption,
    Matter,
    MatterRating,
    MatterWording,
    Recommendation,
)
from alongside.care.partnership.held import Held

QUIET = frozenset({"waits_for_person", "waits_for_team", "moved_at", "stands", "source", "author_side"})

HELD = (
    Held(Matter, _("Your problems and goals"), quiet=QUIET),
    Held(MatterWording, _("How they were put into words"), quiet=QUIET),
    Held(MatterRating, _("How you rated them")),
    Held(Decision, _("What there was to decide"), quiet=QUIET),
    Held(DecisionOption, _("What could be done"), quiet=QUIET),
    Held(DecisionChoice, _("What was chosen"), quiet=QUIET),
    Held(Recommendation, _("What your professional would do, and why"), quiet=QUIET),
)
