"""What of this room needs a professional: the kinds of item, and what a colleague would say about each.

The caseload asks ``words_of`` for its sentence, its next step and the theme.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.partnership.models import AttentionItem

STORY_SHARED = "story-shared"  # until somebody has read it
REFLECTION_OWED = "reflection-owed"  # read, and nobody has written back
REFLECTION_NOT_QUITE = "reflection-not-quite"
LET_US_TALK = "let-us-talk"
MEDICINES_MISMATCH = "medicines-mismatch"

KINDS = (STORY_SHARED, REFLECTION_OWED, REFLECTION_NOT_QUITE, LET_US_TALK, MEDICINES_MISMATCH)


@dataclass(frozen=True, slots=True)
class AttentionWords:
    """Why somebody is on the list, the one next step and where it is, and the theme it touches."""

    why: str
    action: str
    href: str
    theme: str


def words_of(item: AttentionItem) -> AttentionWords | None:
    """The words for ``item``; None for a kind of another room."""
    words = {
        STORY_SHARED: (_("Shared their story; nobody has read it"), _("Read the story"), "story"),
        REFLECTION_OWED: (_("Waits to hear what you understood"), _("Write back"), "heard"),
        REFLECTION_NOT_QUITE: (
            _("Said not quite to what you wrote back"),
            _("Read the answer"),
            "heard",
        ),
        LET_US_TALK: (
            _("Said not quite twice: was promised a talk"),
            _("Arrange a talk"),
            "heard",
        ),
        MEDICINES_MISMATCH: (
            _("Feels the medicines are not right: we may have misunderstood each other"),
            _("See what they say"),
            "story",
        ),
    }.get(item.kind)
    if words is None:
        return None
    why, action, page = words
    href = reverse(f"understanding:{page}", args=[item.partnership_id])
    return AttentionWords(why, action, href, _("understanding"))
