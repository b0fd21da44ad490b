"""The kinds of event of calls, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

ASKED = Kind("call.asked", person=_("You asked us to ring you."), team=_("%(who)s asked to be rung."))
CHANGED = Kind(
    "call.changed",
    person=_("You changed what you told us about a call."),
    team=_("%(who)s changed what they asked of a call."),
)
TAKEN_BACK = Kind(
    "call.taken-back", person=_("You said that you need no call."), team=_("%(who)s needs no call any more.")
)
STARTED = Kind(
    "call.started", team=_("%(who)s put a call to them on the list."), visibility=Event.Visibility.TEAM
)
TAKEN = Kind("call.taken", team=_("%(who)s took a call on."), visibility=Event.Visibility.TEAM)
HANDED_OVER = Kind(
    "call.handed-over", team=_("%(who)s handed a call over."), visibility=Event.Visibility.TEAM
)
PROMISED = Kind(
    "call.promised",
    person=_("%(who)s said when you will be rung."),
    team=_("%(who)s promised when to ring."),
)
BEGUN = Kind("call.begun", team=_("%(who)s began to ring."), visibility=Event.Visibility.NOBODY)
SPOKE = Kind(
    "call.spoke",
    person=_("%(who)s rang you, and you spoke."),
    team=_("%(who)s rang, and they spoke."),
)
NOT_REACHED = Kind(
    "call.not-reached",
    person=_("%(who)s rang and did not reach you."),
    team=_("%(who)s rang and did not reach them."),
)
MESSAGE_LEFT = Kind(
    "call.message-left",
    person=_("%(who)s rang and left you a message."),
    team=_("%(who)s rang and left a message."),
)
WRONG_NUMBER = Kind(
    "call.wrong-number",
    person=_("%(who)s rang, and the number was not yours."),
    team=_("%(who)s rang, and it was a wrong number."),
)
LEFT_ALONE = Kind(
    "call.left-alone",
    person=_("%(who)s rang. You asked to be left alone for now."),
    team=_("%(who)s rang, and they asked to be left alone for now."),
)
NOT_RUNG = Kind(
    "call.not-rung", team=_("%(who)s did not ring after all."), visibility=Event.Visibility.NOBODY
)
AGAINST_THEIR_WISH = Kind(
    "call.against-wish",
    person=_("%(who)s rang at a time or in a way that you do not want. Why stands with the call."),
    team=_("%(who)s rang against what they asked of us, and said why."),
)
WROTE = Kind(
    "call.wrote",
    person=_("%(who)s could not reach you by telephone, and wrote to you."),
    team=_("%(who)s wrote, because ringing reached nobody."),
)
ENDED = Kind(
    "call.ended",
    person=_("%(who)s ended a call that you were to get, and says why."),
    team=_("%(who)s ended a call, and said why."),
)
INTERPRETER_BOOKED = Kind(
    "call.interpreter-booked",
    person=_("%(who)s booked an interpreter for your call."),
    team=_("%(who)s booked an interpreter for a call."),
)

KINDS: tuple[Kind, ...] = (
    ASKED,
    CHANGED,
    TAKEN_BACK,
    STARTED,
    TAKEN,
    HANDED_OVER,
    PROMISED,
    BEGUN,
    SPOKE,
    NOT_REACHED,
    MESSAGE_LEFT,
    WRONG_NUMBER,
    LEFT_ALONE,
    NOT_RUNG,
    AGAINST_THEIR_WISH,
    WROTE,
    ENDED,
    INTERPRETER_BOOKED,
)
