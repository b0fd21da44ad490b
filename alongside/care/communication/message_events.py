"""The kinds of event of the conversation, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

WROTE = Kind("message.wrote", person=_("You wrote to your team."), team=_("%(who)s wrote to the team."))
ANSWERED = Kind("message.answered", person=_("%(who)s wrote to you."), team=_("%(who)s wrote to the person."))
TAKEN = Kind(
    "message.taken",
    person=_("%(who)s will see to what you wrote."),
    team=_("%(who)s took what the person wrote."),
)
HANDED_OVER = Kind(
    "message.handed-over",
    person=_("%(who)s asked a colleague to see to what you wrote."),
    team=_("%(who)s handed a message over to a colleague."),
)
STOOD_IN = Kind(
    "message.stood-in",
    person=_("%(who)s is away. A colleague sees to what you wrote."),
    team=_("%(who)s is away; a message went to who stands in."),
)
SAW_TO_IT = Kind(
    "absence.saw-to-it",
    team=_("%(who)s is away; what could not wait went to who stands in."),
    visibility=Event.Visibility.TEAM,
)
NEEDED_NO_ANSWER = Kind(
    "message.needed-no-answer",
    person=_("%(who)s read what you wrote. It needed no answer here."),
    team=_("%(who)s closed a message that needed no answer."),
)
RIGHT = Kind(
    "message.right",
    person=_("You said: that is right."),
    team=_("%(who)s said to what was understood: that is right."),
)
NOT_QUITE = Kind(
    "message.not-quite",
    person=_("You said: not quite."),
    team=_("%(who)s said to what was understood: not quite."),
)
# About a service, not a person: on nobody's timeline.
AWAY = Kind("absence.said", team=_("%(who)s said when they are away."), visibility=Event.Visibility.NOBODY)
BACK = Kind("absence.taken-back", team=_("%(who)s is back."), visibility=Event.Visibility.NOBODY)
PROMISE_CHOSEN = Kind(
    "answering.chosen",
    team=_("%(who)s chose within how many days the clinic answers."),
    visibility=Event.Visibility.NOBODY,
)

KINDS: tuple[Kind, ...] = (
    WROTE,
    ANSWERED,
    TAKEN,
    HANDED_OVER,
    STOOD_IN,
    SAW_TO_IT,
    NEEDED_NO_ANSWER,
    RIGHT,
    NOT_QUITE,
    AWAY,
    BACK,
    PROMISE_CHOSEN,
)
