"""What of this room needs a professional."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import COMMUNICATION, SERVICE, UNDERSTANDING, Reason

NEW_OR_WORSE = "new-or-worse"  # about what they wrote
WERE_YOU_SEEN = "were-you-seen"  # the screen sent them to get help; wakes on the next working morning
CAME_BACK = "came-back"  # about the coming back: until somebody has answered
FOLLOW_UP_TO_AGREE = "follow-up-to-agree"  # the door was left open, and nobody said until when and for what
FOLLOW_UP_PROPOSED = "follow-up-proposed"  # about the follow-up: the person said something to it
FOLLOW_UP_ENDS = "follow-up-ends"  # about the follow-up: until somebody has talked with the person
NO_NEXT_STEP = "no-next-step"  # the weekly look found nothing planned with them
LETTER_TO_HAND_OVER = "letter-to-hand-over"  # about the letter: the person said yes
NORMAL_TO_AGREE = "normal-to-agree"  # about the text: the person wrote what is usual for them
WAY_WORDS = "way-words"  # their language, or what they need so that they can read, hear or understand

REASONS = {
    NORMAL_TO_AGREE: Reason(
        _("Wrote what is usual for them: it counts when you agree"),
        _("Read it"),
        "access:my-normal",
        UNDERSTANDING,
    ),
    WAY_WORDS: Reason(
        _("Said what they need, to read, hear or understand"), _("Read it"), "access:way", COMMUNICATION
    ),
    NEW_OR_WORSE: Reason(
        _("Said that something is new or worse"), _("Read it"), "access:new-or-worse", SERVICE
    ),
    WERE_YOU_SEEN: Reason(
        _("Was told to get urgent help: were they seen?"), _("Ring them"), "access:new-or-worse", SERVICE
    ),
    CAME_BACK: Reason(
        _("Came back, and hopes to hear from you"),
        _("Read it and answer"),
        "support:come-back",
        SERVICE,
        by_doing=True,
    ),
    FOLLOW_UP_TO_AGREE: Reason(
        _("The door is open, and nobody has said until when and for what"),
        _("Agree on it"),
        "access:follow-up",
        SERVICE,
    ),
    FOLLOW_UP_PROPOSED: Reason(
        _("Said how they would like to come back"), _("Read it and answer"), "access:follow-up", SERVICE
    ),
    FOLLOW_UP_ENDS: Reason(
        _("Their open door nears its end: talk with them first"),
        _("See how to reach them"),
        "access:follow-up",
        SERVICE,
        by_doing=True,
    ),
    LETTER_TO_HAND_OVER: Reason(
        _("Said yes to the letter to their GP"), _("Hand it over"), "support:letters", SERVICE
    ),
    NO_NEXT_STEP: Reason(
        _("Nothing is planned with them, and nobody has said why"),
        _("See what could come next"),
        "support:next-step",
        SERVICE,
    ),
}
