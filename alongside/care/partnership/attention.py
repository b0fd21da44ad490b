"""What of this room needs a professional."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import COMMUNICATION, ROLES, SERVICE, Reason

WAITING = "waiting-for-contact"  # came in, and nobody is the contact yet
PROMISE_DUE = "promise-due"  # about the promise: on its day
ERASURE_ASKED = "erasure-asked"  # the lead answers; their contact knows of it
MAIL_NOT_ARRIVED = "mail-not-arrived"  # one for all of them: to ring, or to write a letter

REASONS = {
    WAITING: Reason(
        _("Came in and has no named contact yet"), _("See and take on"), "support:overview", SERVICE
    ),
    PROMISE_DUE: Reason(
        _("Was promised something, and its day has come"),
        _("See what you promised"),
        "partnership:promises",
        ROLES,
    ),
    ERASURE_ASKED: Reason(
        _("Asked for their record to be erased: the lead of the clinic answers within a month"),
        _("See how they are"),
        "support:overview",
        SERVICE,
    ),
    MAIL_NOT_ARRIVED: Reason(
        _("An e-mail to them did not arrive, as far as we know: ring, or write a letter?"),
        _("See what was sent"),
        "partnership:deliveries",
        COMMUNICATION,
    ),
}
