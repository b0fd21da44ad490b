"""What of this room needs a professional, and what a colleague would say about each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import UNDERSTANDING, Reason

STORY_SHARED = "story-shared"  # until somebody has read it
REFLECTION_OWED = "reflection-owed"  # read, and nobody has written back
REFLECTION_NOT_QUITE = "reflection-not-quite"
LET_US_TALK = "let-us-talk"
MEDICINES_MISMATCH = "medicines-mismatch"
SIDES_DIFFER = "sides-differ"  # about the occasion: until every difference was answered in one way or another
DIFFERENCE_TO_TALK = "difference-to-talk"  # about the difference: for the next visit
DIFFERENCE_FOUND = "difference-found"  # about the difference: the person said what was found; is it so?
SIDE_NOTE = "side-note"  # about the note: the person wrote beside a rating

REASONS = {
    STORY_SHARED: Reason(
        _("Shared their story; nobody has read it"),
        _("Read the story"),
        "understanding:story",
        UNDERSTANDING,
    ),
    REFLECTION_OWED: Reason(
        _("Waits to hear what you understood"), _("Write back"), "understanding:heard", UNDERSTANDING
    ),
    REFLECTION_NOT_QUITE: Reason(
        _("Said not quite to what you wrote back"),
        _("Read the answer"),
        "understanding:heard",
        UNDERSTANDING,
    ),
    LET_US_TALK: Reason(
        _("Said not quite twice: was promised a talk"),
        _("Arrange a talk"),
        "understanding:heard",
        UNDERSTANDING,
    ),
    MEDICINES_MISMATCH: Reason(
        _("Feels the medicines are not right: we may have misunderstood each other"),
        _("See what they say"),
        "understanding:story",
        UNDERSTANDING,
    ),
    SIDES_DIFFER: Reason(
        _("You see some things differently, and nobody has said what to do about it"),
        _("Look at both sides"),
        "understanding:both",
        UNDERSTANDING,
    ),
    DIFFERENCE_TO_TALK: Reason(
        _("Wants to talk about a difference at the next visit"),
        _("See which"),
        "understanding:both",
        UNDERSTANDING,
    ),
    DIFFERENCE_FOUND: Reason(
        _("Wrote what you both found about a difference: is it so?"),
        _("Read and answer"),
        "understanding:both",
        UNDERSTANDING,
    ),
    SIDE_NOTE: Reason(
        _("Wrote something beside a rating"), _("Read it"), "understanding:both", UNDERSTANDING
    ),
}
