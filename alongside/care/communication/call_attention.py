"""What of calls needs a professional, and what a colleague would say about each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import COMMUNICATION, Reason

CALL_DUE = "call-due"  # about the call: the person asked for it, until it ends
CALL_TO_MAKE = "call-to-make"  # about the call: a professional means to ring, until it ends
KINDS = (CALL_DUE, CALL_TO_MAKE)

REASONS: dict[str, Reason] = {
    CALL_DUE: Reason(
        _("Asked to be rung"),
        _("See when and how"),
        "communication:calls-of-one",
        COMMUNICATION,
        by_doing=True,
    ),
    CALL_TO_MAKE: Reason(
        _("Somebody of us is to ring them"),
        _("See why"),
        "communication:calls-of-one",
        COMMUNICATION,
        by_doing=True,
    ),
}
