"""What this room holds about a person. A draft is its author's; what is written back, theirs on release."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.base import clock
from alongside.care.partnership.held import Held
from alongside.care.partnership.models import Partnership
from alongside.care.understanding.models import (
    Difference,
    Draft,
    Offer,
    Reflection,
    Retold,
    SetAside,
    SideNote,
    Story,
    StoryReading,
    StoryVersion,
)
from alongside.care.understanding.presenters import told


def _mine(partnership: Partnership) -> Q:
    return Q(author=partnership.person_id)


def _released(_partnership: Partnership) -> Q:
    return Q(visible_at__lte=clock.now())


def _notes(partnership: Partnership) -> Q:
    both_in = Q(occasion__person_done_at__isnull=False, occasion__professional_done_at__isnull=False)
    return Q(author=partnership.person_id) | both_in


def sections_in_words(version: StoryVersion) -> dict[str, object]:
    """Under each heading what was said."""
    return {
        one.heading: [text for text in (one.choice, *one.places, one.text) if text]
        for one in told.told_sections(version, version.partnership, to_person=True)
    }


HELD = (
    Held(Story, _("Your story"), quiet=frozenset({"reflections_any_time"})),
    Held(StoryVersion, _("Your story as you shared it"), order=("number",),
         read={"sections": sections_in_words}, related=("partnership", "typed_by"),
         quiet=frozenset({"changed"})),
    Held(Draft, _("What you have written and not shared"), only=_mine,
         quiet=frozenset({"by_button", "begun_from", "is_shared"})),
    Held(SetAside, _("What you wrote in a second window"), only=_mine),
    Held(StoryReading, _("Who has read your story")),
    Held(Reflection, _("What we heard"), only=_released, order=("number",)),
    Held(Offer, _("What we can and cannot offer")),
    Held(Retold, _("When you had to tell it again")),
    Held(SideNote, _("Words beside a rating"), only=_notes),
    Held(Difference, _("Where we see things differently"),
         quiet=frozenset({"moved_at", "moved_by", "instrument"})),
)  # fmt: skip
