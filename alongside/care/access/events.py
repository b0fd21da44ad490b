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
CAME_BACK = Kind(
    "access.came-back", person=_("You came back, and said so."), team=_("Came back, and said so.")
)
COMING_BACK_HEARD = Kind(
    "access.coming-back-heard",
    person=_("%(who)s answered you."),
    team=_("%(who)s answered their coming back."),
)
FOLLOW_UP_PROPOSED = Kind(
    "follow-up.proposed",
    person=_("%(who)s said how you could come back when you need to."),
    team=_("%(who)s said how they could come back."),
)
FOLLOW_UP_ANSWERED = Kind(
    "follow-up.answered",
    person=_("%(who)s answered how you come back."),
    team=_("%(who)s answered how they come back."),
)
FOLLOW_UP_AGREED = Kind(
    "follow-up.agreed",
    person=_("You both agreed how to go on from here."),
    team=_("Both agreed how to go on from here."),
)
FOLLOW_UP_NEARS_END = Kind(
    "follow-up.nears-end",
    person=_("Your open door nears its end. Your team was asked to talk with you."),
    team=_("The open door nears its end: somebody was asked to talk with them."),
)
FOLLOW_UP_TALKED = Kind(
    "follow-up.talked",
    person=_("%(who)s talked with you about what comes next."),
    team=_("%(who)s talked with them about what comes next."),
)
TRIAGED = Kind(
    "referral.triaged",
    person=_("%(who)s decided about your referral, and says why."),
    team=_("%(who)s decided about the referral."),
)
LETTER_DRAFTED = Kind(
    "letter.drafted",
    person=_("%(who)s wrote a letter to your GP, for you to read first."),
    team=_("%(who)s wrote a letter to the GP, for the person to read first."),
)
LETTER_ANSWERED = Kind(
    "letter.answered",
    person=_("You decided about the letter to your GP."),
    team=_("Decided about the letter to the GP."),
)
LETTER_TAKEN_BACK = Kind(
    "letter.taken-back",
    person=_("You took the letter to your GP back."),
    team=_("Took the letter to the GP back."),
)
LETTER_HANDED_OVER = Kind(
    "letter.handed-over",
    person=_("%(who)s handed the letter over to your GP."),
    team=_("%(who)s handed the letter over to the GP."),
)
EXPLAINED = Kind(
    "next-step.explained",
    person=_("%(who)s wrote down why nothing is planned, and when to look again."),
    team=_("%(who)s wrote down why nothing is planned, and when to look again."),
)
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
    COMING_BACK_HEARD,
    FOLLOW_UP_PROPOSED,
    FOLLOW_UP_ANSWERED,
    FOLLOW_UP_AGREED,
    FOLLOW_UP_NEARS_END,
    FOLLOW_UP_TALKED,
    TRIAGED,
    LETTER_DRAFTED,
    LETTER_ANSWERED,
    LETTER_TAKEN_BACK,
    LETTER_HANDED_OVER,
    EXPLAINED,
    SCREENED,
    WAY_SET,
    NEW_OR_WORSE,
    FOUND,
    NORMAL_WRITTEN,
    NORMAL_AGREED,
    NOBODY_OWNS,
)
