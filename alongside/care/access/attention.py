"""What of this room needs a professional."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import SERVICE, Reason

NEW_OR_WORSE = "new-or-worse"  # about what they wrote
WERE_YOU_SEEN = "were-you-seen"  # the screen sent them to get help; wakes on the next working morning
CAME_BACK = "came-back"  # came through the door again

REASONS = {
    NEW_OR_WORSE: Reason(
        _("Said that something is new or worse"), _("Read it"), "access:new-or-worse", SERVICE
    ),
    WERE_YOU_SEEN: Reason(
        _("Was told to get urgent help: were they seen?"), _("Ring them"), "access:new-or-worse", SERVICE
    ),
    CAME_BACK: Reason(
        _("Came back by the door and hopes to hear from you"),
        _("See how to reach them"),
        "access:way",
        SERVICE,
    ),
}
