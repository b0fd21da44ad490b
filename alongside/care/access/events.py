"""The kinds of event of this room, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

REFERRED = Kind(
    "access.referred", person=_("You referred yourself."), team=_("Referred themselves by the door.")
)
TYPED = Kind(
    "access.typed",
    person=_("%(who)s typed what you said, and read it back to you."),
    team=_("%(who)s typed what the person said, and read it back."),
)
CAME_BACK = Kind("access.came-back", person=_("You came back by the door."), team=_("Came back by the door."))
SCREENED = Kind(
    "access.screened",
    person=_("You answered the safety questions."),
    team=_("Answered the safety questions."),
)
WAY_SET = Kind(
    "access.way-set",
    person=_("%(who)s wrote down how you want to be reached and supported."),
    team=_("%(who)s wrote down how the person wants to be reached and supported."),
)
NEW_OR_WORSE = Kind(
    "access.new-or-worse",
    person=_("You said that something is new or worse."),
    team=_("Said that something is new or worse."),
)
FOUND = Kind(
    "access.found",
    person=_("%(who)s followed up what you said is new or worse."),
    team=_("%(who)s followed up what was new or worse."),
)
NORMAL_WRITTEN = Kind(
    "access.normal-written",
    person=_("%(who)s wrote what is usual for you."),
    team=_("%(who)s wrote what is usual for the person."),
)
NORMAL_AGREED = Kind(
    "access.normal-agreed",
    person=_("%(who)s agreed what is usual for you."),
    team=_("%(who)s agreed what is usual for the person."),
)
NOBODY_OWNS = Kind(
    "access.nobody-owns",
    team=_("Something came in and the team has nobody who owns its inbox."),
    visibility=Event.Visibility.TEAM,
)

KINDS = (
    REFERRED,
    TYPED,
    CAME_BACK,
    SCREENED,
    WAY_SET,
    NEW_OR_WORSE,
    FOUND,
    NORMAL_WRITTEN,
    NORMAL_AGREED,
    NOBODY_OWNS,
)
