"""The kinds of event of this room, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

STARTED = Kind(
    "partnership.started", person=_("You came to us."), team=_("Came in: the partnership started.")
)
TAKEN_ON = Kind(
    "partnership.taken-on",
    person=_("%(who)s became your contact."),
    team=_("%(who)s became the named contact."),
)
HANDED_OVER = Kind(
    "partnership.handed-over",
    person=_("%(who)s handed over. You have a new contact."),
    team=_("%(who)s handed over to a new named contact."),
)
BROUGHT_IN = Kind(
    "partnership.brought-in",
    person=_("%(who)s brought in someone else from the team."),
    team=_("%(who)s brought in a colleague."),
)
LEFT = Kind(
    "partnership.left",
    person=_("%(who)s has left. Your team stays with you."),
    team=_("%(who)s left the team."),
)
DOOR_LEFT_OPEN = Kind(
    "partnership.open-door",
    person=_("You both agreed: you come back when you need to."),
    team=_("Both agreed: they come back when they need to."),
)
ENDED_WELL = Kind(
    "partnership.ended", person=_("You both agreed to end here."), team=_("Both agreed to end here.")
)
CAME_BACK = Kind("partnership.came-back", person=_("You came back."), team=_("%(who)s: under way again."))
PROMISED = Kind(
    "promise.made",
    person=_("%(who)s promised you something."),
    team=_("%(who)s promised something."),
)
PROMISE_KEPT = Kind(
    "promise.kept",
    person=_("%(who)s did what was promised."),
    team=_("%(who)s did what was promised."),
)
PROMISE_NOT_KEPT = Kind(
    "promise.could-not",
    person=_("%(who)s could not keep a promise, and says why."),
    team=_("%(who)s could not keep a promise, and said why."),
)
TYPED = Kind(
    "partnership.typed",
    person=_("%(who)s typed what you said, and read it back to you."),
    team=_("%(who)s typed what the person said, and read it back."),
)
TYPED_IS_RIGHT = Kind(
    "partnership.typed-is-right",
    person=_("You read what was typed for you, and said that it is right."),
    team=_("%(who)s read what was typed for them, and said that it is right."),
)
INVITED = Kind("partnership.invited", team=_("%(who)s sent an invitation."), visibility=Event.Visibility.TEAM)
INVITATION_ACCEPTED = Kind(
    "partnership.invitation-accepted",
    person=_("You accepted the invitation."),
    team=_("The invitation was accepted."),
)
INVITATION_RENEWED = Kind(
    "partnership.invitation-renewed",
    team=_("%(who)s sent the invitation again."),
    visibility=Event.Visibility.TEAM,
)
INVITATION_WITHDRAWN = Kind(
    "partnership.invitation-withdrawn",
    team=_("%(who)s took the invitation back."),
    visibility=Event.Visibility.TEAM,
)
ATTENTION_OPENED = Kind(
    "attention.opened", team=_("Something needs somebody."), visibility=Event.Visibility.TEAM
)
ATTENTION_CLOSED = Kind(
    "attention.closed",
    team=_("%(who)s dealt with what needed somebody."),
    visibility=Event.Visibility.TEAM,
)
ATTENTION_SNOOZED = Kind(
    "attention.snoozed", team=_("%(who)s put something off to a later day."), visibility=Event.Visibility.TEAM
)
REMINDER_SET = Kind(
    "reminder.set",
    person=_("%(who)s set when you are reminded of something."),
    team=_("%(who)s set a reminder."),
)
REMINDER_STOPPED = Kind(
    "reminder.stopped",
    person=_("%(who)s stopped a reminder."),
    team=_("%(who)s stopped a reminder."),
)
REMINDERS_SILENCED = Kind(
    "reminder.not-at-all",
    person=_("You asked us not to remind you."),
    team=_("%(who)s asked not to be reminded."),
)
REMINDERS_AGAIN = Kind(
    "reminder.again",
    person=_("You said that we may remind you again."),
    team=_("%(who)s may be reminded again."),
)
ZONE_SET = Kind(
    "way.zone-set",
    person=_("You said which clock counts for you."),
    team=_("%(who)s said which clock counts for them."),
)

KINDS = (
    REMINDER_SET,
    REMINDER_STOPPED,
    REMINDERS_SILENCED,
    REMINDERS_AGAIN,
    ZONE_SET,
    STARTED,
    TAKEN_ON,
    HANDED_OVER,
    BROUGHT_IN,
    LEFT,
    DOOR_LEFT_OPEN,
    ENDED_WELL,
    CAME_BACK,
    PROMISED,
    PROMISE_KEPT,
    PROMISE_NOT_KEPT,
    TYPED,
    TYPED_IS_RIGHT,
    INVITED,
    INVITATION_ACCEPTED,
    INVITATION_RENEWED,
    INVITATION_WITHDRAWN,
    ATTENTION_OPENED,
    ATTENTION_CLOSED,
    ATTENTION_SNOOZED,
)
