"""What this room holds about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.held import Held
from alongside.care.support.models import Encouragement, Review, ReviewHow, ReviewStep, Statement

HELD = (
    Held(Review, _("Looking back"), order=("number",)),
    Held(ReviewStep, _("Looking back: each step"), via="review__partnership"),
    Held(ReviewHow, _("How we go on")),
    Held(Statement, _("What we have understood"), order=("number",)),
    Held(Encouragement, _("A word to you")),
)
