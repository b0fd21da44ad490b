"""What was said once and can be talked about at a visit: a line of an agenda grows out of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.rules.authority import Verb
from alongside.care.partnership.sources import Growth

GROWS_FROM = ("difference", "goal", "problem", "message", "story")
GROWTHS = (Growth(frozenset(GROWS_FROM), "communication:agenda", _("at the next visit"), Verb.PREPARE_VISIT),)
