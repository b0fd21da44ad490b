"""What this room holds about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.access.models import Found, NewOrWorse, Referral, ScreenRun
from alongside.care.partnership.held import Held

HELD = (
    Held(Referral, _("How you came to us")),
    Held(ScreenRun, _("The safety questions you answered")),
    Held(NewOrWorse, _("What you said is new or worse")),
    Held(Found, _("What we found when we looked into it"), via="report__partnership"),
)
