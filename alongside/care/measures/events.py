"""The kinds of event of this room, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

ASKED = Kind(
    "check.asked",
    person=_("%(who)s asked for a check."),
    team=_("%(who)s asked for a check."),
)
ANSWERED = Kind("check.answered", person=_("You answered a check."), team=_("%(who)s answered a check."))
TYPED = Kind(
    "check.typed",
    person=_("%(who)s typed what you answered to a check, and read it back to you."),
    team=_("%(who)s typed what the person answered to a check, and read it back."),
)
RATED = Kind(
    "check.rated",
    person=_("%(who)s answered their side of a check."),
    team=_("%(who)s answered the professional’s side of a check."),
)
ALERTED = Kind(
    "check.alerted",
    person=_("We asked somebody to read an answer of yours."),
    team=_("An answer needs somebody to read it."),
)
NOBODY_TO_ALERT = Kind(
    "check.nobody-to-alert",
    team=_("An answer needed somebody to read it, and nobody owns this partnership."),
    visibility=Event.Visibility.TEAM,
)
# The team is not told that the person changed their mind about who may read.
AUDIENCE_CHOSEN = Kind(
    "check.audience-chosen", person=_("You chose who may read what you say about working together."), team=""
)
# Whether the person's answers are counted is between them and the clinic; the team is not told.
COUNTED_OUT = Kind(
    "check.counted-out", person=_("You said that your answers are not to be counted."), team=""
)
COUNTED_IN = Kind("check.counted-in", person=_("You said that your answers may be counted."), team="")
RESCORED = Kind(
    "check.rescored",
    team=_("A corrected rule made a new score beside the old one."),
    visibility=Event.Visibility.TEAM,
)
CALLED_UP = Kind(
    "check.called-up",
    team=_("Three months have passed: the checks are due."),
    visibility=Event.Visibility.TEAM,
)

KINDS = (
    ASKED,
    ANSWERED,
    TYPED,
    RATED,
    ALERTED,
    NOBODY_TO_ALERT,
    AUDIENCE_CHOSEN,
    COUNTED_OUT,
    COUNTED_IN,
    RESCORED,
    CALLED_UP,
)
