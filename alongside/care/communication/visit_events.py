"""The kinds of event of visits, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

PLANNED = Kind("visit.planned", person=_("A visit was planned."), team=_("A visit was planned."))
CHANGED = Kind(
    "visit.changed",
    person=_("%(who)s changed where or how a visit is."),
    team=_("%(who)s changed where or how a visit is."),
)
MOVED = Kind("visit.moved", person=_("A visit was moved."), team=_("A visit was moved."))
CANCELLED = Kind("visit.cancelled", person=_("A visit was called off."), team=_("A visit was called off."))
WAS_OVER = Kind(
    "visit.over",
    team=_("The time of a visit went by. Nobody has said yet whether it took place."),
    visibility=Event.Visibility.TEAM,
)
TOOK_PLACE = Kind("visit.took-place", person=_("You and %(who)s met."), team=_("%(who)s met the person."))
DID_NOT_COME = Kind(
    "visit.did-not-come", person=_("A visit did not happen."), team=_("A visit did not happen.")
)
CANNOT_COME = Kind(
    "visit.cannot-come",
    person=_("You said that you cannot come to a visit."),
    team=_("%(who)s said that they cannot come to a visit."),
)
ARRANGED = Kind(
    "visit.arranged",
    person=_("%(who)s saw to something that you need at a visit."),
    team=_("%(who)s saw to something that is needed at a visit."),
)
NOT_ARRANGED = Kind(
    "visit.not-arranged",
    person=_("%(who)s said that something you need at a visit is not ready yet."),
    team=_("%(who)s said that something needed at a visit is not ready yet."),
)
AGENDA_WRITTEN = Kind(
    "agenda.written",
    person=_("%(who)s wrote down something to talk about."),
    team=_("%(who)s wrote down something to talk about."),
)
AGENDA_CHANGED = Kind(
    "agenda.changed",
    person=_("%(who)s changed their list of what to talk about."),
    team=_("%(who)s changed their list of what to talk about."),
)
SUMMED_UP = Kind(
    "visit.summed-up",
    person=_("%(who)s wrote down what was said at a visit."),
    team=_("%(who)s wrote down what was said at a visit."),
)
SUMMARY_RIGHT = Kind(
    "visit.summary-right",
    person=_("You said: that is what we said."),
    team=_("%(who)s said: that is what we said."),
)
SUMMARY_NOT_QUITE = Kind(
    "visit.summary-not-quite",
    person=_("You said: that is not quite what we said."),
    team=_("%(who)s said: that is not quite what we said."),
)
SUMMARY_TALK = Kind(
    "visit.summary-talk",
    person=_("You said not quite again. It is time to talk about it."),
    team=_("%(who)s said not quite a second time. It is time to talk about it."),
)
AT_HOME = Kind(
    "visit.at-home",
    person=_("You said how you would tell it at home."),
    team=_("%(who)s said how they would tell it at home."),
)
AT_HOME_ANSWERED = Kind(
    "visit.at-home-answered",
    person=_("%(who)s answered how you would tell it at home."),
    team=_("%(who)s answered how they would tell it at home."),
)
KEY_MADE = Kind(
    "calendar.key-made",
    person=_("You made a private address for your own calendar."),
    team=_("%(who)s made a private address for their own calendar."),
)
KEY_REVOKED = Kind(
    "calendar.key-revoked",
    person=_("You switched off the private address for your calendar."),
    team=_("%(who)s switched off the private address for their calendar."),
)
SOURCE_SET = Kind(
    "diary.source-set", team=_("%(who)s said where a diary is kept."), visibility=Event.Visibility.TEAM
)
SOURCE_STOPPED = Kind(
    "diary.source-stopped", team=_("%(who)s stopped reading a diary."), visibility=Event.Visibility.TEAM
)
SOURCE_LEFT = Kind(
    "diary.source-left",
    team=_("A diary is not read any more: whose it was has left."),
    visibility=Event.Visibility.TEAM,
)
SOURCE_PASSED_ON = Kind(
    "diary.source-passed-on",
    team=_("The diary of the whole service is in the hands of another lead."),
    visibility=Event.Visibility.TEAM,
)
DIARY_TAKEN = Kind("diary.taken", team=_("A diary was read."), visibility=Event.Visibility.TEAM)
DIARY_REFUSED = Kind("diary.refused", team=_("A diary could not be read."), visibility=Event.Visibility.TEAM)
ENTRY_MATCHED = Kind(
    "diary.entry-matched",
    team=_("%(who)s said whose an entry of the diary is."),
    visibility=Event.Visibility.TEAM,
)
ENTRY_IGNORED = Kind(
    "diary.entry-ignored",
    team=_("%(who)s said that an entry of the diary is no visit."),
    visibility=Event.Visibility.TEAM,
)
KINDS: tuple[Kind, ...] = (
    PLANNED, CHANGED, MOVED, CANCELLED, WAS_OVER, TOOK_PLACE, DID_NOT_COME, CANNOT_COME, ARRANGED,
    NOT_ARRANGED, AGENDA_WRITTEN, AGENDA_CHANGED, SUMMED_UP, SUMMARY_RIGHT, SUMMARY_NOT_QUITE, SUMMARY_TALK,
    AT_HOME, AT_HOME_ANSWERED, KEY_MADE, KEY_REVOKED, SOURCE_SET, SOURCE_STOPPED, SOURCE_LEFT,
    SOURCE_PASSED_ON, DIARY_TAKEN, DIARY_REFUSED, ENTRY_MATCHED, ENTRY_IGNORED,
)  # fmt: skip
