"""What of the ideas needs a professional."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import Reason

IDEA_TALK = "idea-talk"  # about the answer: the person would like to talk about an idea first

REASONS = {
    IDEA_TALK: Reason(
        _("Would like to talk about an idea before trying it"),
        _("See which, and talk about it"),
        "plan:ideas",
        _("individualised care"),
    ),
}
