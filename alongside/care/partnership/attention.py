"""What of this room needs a professional."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import SERVICE, Reason

WAITING = "waiting-for-contact"  # came in, and nobody is the contact yet

REASONS = {
    WAITING: Reason(
        _("Came in and has no named contact yet"), _("See and take on"), "support:overview", SERVICE
    ),
}
