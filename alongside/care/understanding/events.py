"""The kinds of event of this room, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

SHARED = Kind(
    "story.shared", person=_("You shared your story with your team."), team=_("%(who)s shared their story.")
)
TYPED = Kind(
    "story.typed",
    person=_("%(who)s typed what you said, and read it back to you."),
    team=_("%(who)s typed what the person said, and read it back."),
)
READ = Kind("story.read", person=_("%(who)s read your story."), team=_("%(who)s read the story."))
WRITTEN_BACK = Kind(
    "reflection.written",
    person=_("%(who)s wrote back what they heard."),
    team=_("%(who)s wrote back what they heard."),
)
# Held for working hours: the person's timeline must not tell of what they cannot read yet.
WRITTEN_AND_HELD = Kind(
    "reflection.held",
    team=_("%(who)s wrote back what they heard. The person sees it in working hours."),
    visibility=Event.Visibility.TEAM,
)
RIGHT = Kind("reflection.right", person=_("You said: that’s right."), team=_("%(who)s said: that’s right."))
NOT_QUITE = Kind("reflection.not-quite", person=_("You said: not quite."), team=_("%(who)s said: not quite."))
LET_US_TALK = Kind(
    "reflection.talk",
    person=_("You said: not quite. It is time to talk."),
    team=_("%(who)s said not quite a second time. It is time to talk."),
)
RELEASE_CHOSEN = Kind(
    "reflection.release-chosen",
    person=_("You chose when you see what we write back."),
    team=_("%(who)s chose when to see what is written back."),
)
NORMAL_AGREED = Kind(
    "story.normal-agreed",
    person=_("%(who)s agreed with what you said is normal for you."),
    team=_("%(who)s agreed what is normal for this person."),
)
OFFER_WRITTEN = Kind(
    "story.offer-written",
    person=_("%(who)s wrote what they can and cannot offer."),
    team=_("%(who)s wrote what they can and cannot offer."),
)
TOLD_AGAIN = Kind(
    "story.told-again",
    person=_("You had to tell your story again."),
    team=_("%(who)s had to tell their story again."),
)
TOLD_AGAIN_UNDONE = Kind(
    "story.told-again-undone",
    person=_("You took back that you had to tell it again."),
    team=_("%(who)s took back that they had to tell it again."),
)
KINDS = (
    SHARED,
    TYPED,
    READ,
    WRITTEN_BACK,
    WRITTEN_AND_HELD,
    RIGHT,
    NOT_QUITE,
    LET_US_TALK,
    RELEASE_CHOSEN,
    NORMAL_AGREED,
    OFFER_WRITTEN,
    TOLD_AGAIN,
    TOLD_AGAIN_UNDONE,
)
