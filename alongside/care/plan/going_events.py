"""The kinds of event of *keep going*, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

# Every day's check-in would bury what happened: it has a page of its own, with its picture.
CHECKED_IN = Kind("going.checked-in", team=_("%(who)s checked in."), visibility=Event.Visibility.NOBODY)
EASE_OFFERED = Kind(
    "going.ease-offered",
    person=_("You were offered a change to a step, because of what you said."),
    team=_("%(who)s was offered a change to a step, by a rule."),
)
EASE_TAKEN = Kind(
    "going.ease-taken",
    person=_("You took a change that was offered to you."),
    team=_("%(who)s took a change that was offered."),
)
EASE_KEPT = Kind(
    "going.ease-kept",
    person=_("You kept a step as it is."),
    team=_("%(who)s was offered a change, and kept the step as it is."),
)
EASE_TALK = Kind(
    "going.ease-talk",
    person=_("You asked to talk about a step."),
    team=_("%(who)s would like to talk about a step."),
)
STEP_WORSE = Kind(
    "going.worse",
    person=_("Things got worse, so a step was paused."),
    team=_("It got worse after a step: the step was paused by a rule."),
)
NO_DIFFERENCE = Kind(
    "going.no-difference",
    person=_("You said again that it makes no difference."),
    team=_("%(who)s said again that it makes no difference."),
)
BAD_DAY = Kind(
    "going.bad-day",
    person=_("You had a bad day. We stopped asking for a while."),
    team=_("%(who)s had a bad day. Questions rest for a while."),
)
BAD_DAY_UNDONE = Kind(
    "going.bad-day-undone",
    person=_("You took the bad day back."),
    team=_("%(who)s took the bad day back."),
)
RING_ME = Kind("going.ring-me", person=_("You asked us to ring you."), team=_("%(who)s asked to be rung."))
RING_ME_UNDONE = Kind(
    "going.ring-me-undone",
    person=_("You said that you need no call any more."),
    team=_("%(who)s needs no call any more."),
)
WENT_QUIET = Kind(
    "going.went-quiet",
    team=_("Nothing was heard for a while: somebody was asked to get in touch."),
    visibility=Event.Visibility.TEAM,
)
CHECK_INS_WORSE = Kind(
    "going.check-ins-worse",
    team=_("Check-ins were worse for weeks: somebody was asked to get in touch."),
    visibility=Event.Visibility.TEAM,
)

KINDS = (
    CHECKED_IN,
    EASE_OFFERED,
    EASE_TAKEN,
    EASE_KEPT,
    EASE_TALK,
    STEP_WORSE,
    NO_DIFFERENCE,
    BAD_DAY,
    BAD_DAY_UNDONE,
    RING_ME,
    RING_ME_UNDONE,
    WENT_QUIET,
    CHECK_INS_WORSE,
)
