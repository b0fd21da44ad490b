"""What of this room needs a professional."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import ROLES, SERVICE, Reason

WAITING = "waiting-for-contact"  # came in, and nobody is the contact yet
PROMISE_DUE = "promise-due"  # about the promise: on its day

REASONS = {
    WAITING: Reason(
        _("Came in and has no named contact yet"), _("See and take on"), "support:overview", SERVICE
    ),
    PROMISE_DUE: Reason(
        _("Was promised something by today"), _("See what you promised"), "partnership:promises", ROLES
    ),
}
