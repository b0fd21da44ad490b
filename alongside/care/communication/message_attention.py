"""What of the conversation needs a professional, and what a colleague would say about each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import COMMUNICATION, Reason

MESSAGE_WAITS = "message-waits"  # about the thread: until somebody has answered, or said why none is needed

REASONS: dict[str, Reason] = {
    MESSAGE_WAITS: Reason(
        _("Wrote to you and waits for an answer"),
        _("Read and answer"),
        "communication:talk",
        COMMUNICATION,
        by_doing=True,
    ),
}
