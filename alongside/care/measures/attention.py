"""What of this room needs a professional."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import ROLES, SERVICE, UNDERSTANDING, Reason

ALERT = "instrument-alert"  # an answer that its instrument says somebody has to see; about the Alert
WORDS = "check-words"  # the person wrote something in a check; about the Assessment
RATING_DUE = "rating-due"  # the person's side is in, the professional's is missing; about the Occasion
THREE_MONTHS_DUE = "three-months-due"  # the day has come and nothing is answered; about nothing: one a person
ASKED = "asked-to-rate"  # about the occasion: the person would like to answer something, and says why

REASONS = {
    ASKED: Reason(
        _("Would like to answer a check on a day of its own"), _("See which"), "measures:checks", ROLES
    ),
    ALERT: Reason(
        _("Gave an answer in a check that somebody has to see"), _("Read it"), "measures:checks", ROLES
    ),
    WORDS: Reason(_("Wrote something in their own words in a check"), _("Read it"), "measures:checks", ROLES),
    RATING_DUE: Reason(_("Rated; waits for your side"), _("Rate yours"), "measures:checks", UNDERSTANDING),
    THREE_MONTHS_DUE: Reason(
        _("Three months: time to look again together"), _("See what is due"), "measures:checks", SERVICE
    ),
}
