"""What of visits needs a professional, and what a colleague would say about each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import Reason

THEME = _("communication")  # of this room

VISIT_CANNOT_COME = "visit-cannot-come"  # about the visit, as all of these
VISIT_GONE = "visit-gone"  # it was in the diary, and is not any more
VISIT_NEEDS_SOMEBODY = "visit-needs-somebody"  # whom they were to see has left
VISIT_DID_NOT_COME = "visit-did-not-come"
INTERPRETER_NOT_BOOKED = "interpreter-not-booked"
VISIT_WITHOUT_SUMMARY = "visit-without-summary"
SUMMARY_CORRECTED = "summary-corrected"
SUMMARY_TALK = "summary-talk"  # not quite, a second time
NOT_EXPLAINED_WELL = "not-explained-well"
TOLD_AT_HOME = "told-at-home"  # what they would say at home, until somebody read it
AGENDA_WRITTEN = "agenda-written"  # about nothing: one a person, until the visit is summed up

REASONS: dict[str, Reason] = {
    AGENDA_WRITTEN: Reason(
        _("Wrote what they want to talk about"), _("Read it before the visit"), "communication:visits", THEME
    ),
    VISIT_CANNOT_COME: Reason(
        _("Cannot come to the next visit: find another day"),
        _("See the visit"),
        "communication:visits",
        THEME,
    ),
    VISIT_GONE: Reason(
        _("A visit is not in the diary any more: is it off?"),
        _("Say what holds"),
        "communication:visits",
        THEME,
    ),
    VISIT_NEEDS_SOMEBODY: Reason(
        _("Whom they were to see at the next visit has left: who sees them?"),
        _("Say who, or call it off"),
        "communication:visits",
        THEME,
    ),
    VISIT_DID_NOT_COME: Reason(
        _("A visit did not happen: ask how they are"),
        _("See how to reach them"),
        "communication:visits",
        THEME,
    ),
    INTERPRETER_NOT_BOOKED: Reason(
        _("Needs an interpreter at the visit, and nobody is booked"),
        _("Book, then tick it"),
        "communication:visits",
        THEME,
    ),
    VISIT_WITHOUT_SUMMARY: Reason(
        _("Was here, and has not read what was said"),
        _("Write it down"),
        "communication:visits",
        THEME,
    ),
    SUMMARY_CORRECTED: Reason(
        _("Said not quite to what you wrote about the visit"),
        _("Read and put it right"),
        "communication:visits",
        THEME,
    ),
    SUMMARY_TALK: Reason(
        _("Said not quite twice about the visit: was promised a talk"),
        _("Arrange a talk"),
        "communication:visits",
        THEME,
    ),
    NOT_EXPLAINED_WELL: Reason(
        _("Says it was not explained well: try other words"),
        _("Read how they put it"),
        "communication:visits",
        THEME,
    ),
    TOLD_AT_HOME: Reason(
        _("Said how they would tell it at home: did you come across?"),
        _("Read and answer"),
        "communication:visits",
        THEME,
    ),
}
