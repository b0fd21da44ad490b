"""What of *keep going* needs a professional, and what a colleague would say about each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import ROLES, Reason

CHECK_IN_WORDS = "check-in-words"  # about the check-in: a word beside it
EASE_TALK = "ease-talk"  # about the step: offered a change, and would rather talk
BEYOND_RANGE = "beyond-range"  # about the step: too easy at the top of what was agreed
NO_DIFFERENCE = "no-difference"  # said again that it makes no difference
PLEASE_RING = "please-ring"  # about the bad day
WENT_QUIET = "went-quiet"
CHECK_INS_WORSE = "check-ins-worse"  # not after a step: for weeks

INDIVIDUALISED = _("individualised care")

REASONS = {
    CHECK_IN_WORDS: Reason(_("Wrote a word with a check-in"), _("Read it"), "plan:going", INDIVIDUALISED),
    EASE_TALK: Reason(
        _("A step does not fit, and they would like to talk about it"),
        _("See which"),
        "plan:going",
        INDIVIDUALISED,
    ),
    BEYOND_RANGE: Reason(
        _("Says a step is too easy, at the top of what you both agreed: only you can go beyond"),
        _("See which"),
        "plan:going",
        INDIVIDUALISED,
    ),
    NO_DIFFERENCE: Reason(
        _("Says more than once that it makes no difference: think again together"),
        _("See how it goes"),
        "plan:going",
        INDIVIDUALISED,
    ),
    PLEASE_RING: Reason(
        _("Has a bad day and asks you to ring"), _("See how to reach them"), "access:way", ROLES
    ),
    CHECK_INS_WORSE: Reason(
        _("Check-ins have been worse for weeks than they were before"),
        _("See how it went"),
        "plan:going",
        ROLES,
    ),
    WENT_QUIET: Reason(
        _("Went quiet: nothing heard since they began the plan or last checked in"),
        _("See how it went"),
        "plan:going",
        ROLES,
    ),
}
