"""The kinds of event of this room, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

REVIEW_BEGUN = Kind("review.begun", person=_("It was time to look back together."), team=_("A review began."))
REVIEW_TOLD = Kind(
    "review.told",
    person=_("You said whether it has made a difference."),
    team=_("%(who)s said whether it has made a difference."),
)
REVIEW_SAID = Kind(
    "review.said",
    person=_("%(who)s said how they see what has changed."),
    team=_("%(who)s said how they see what has changed."),
)
REVIEW_HOW_PROPOSED = Kind(
    "review.how-proposed",
    person=_("%(who)s said how to go on."),
    team=_("%(who)s said how they would go on."),
)
REVIEW_HOW_ANSWERED = Kind(
    "review.how-answered",
    person=_("%(who)s answered how to go on."),
    team=_("%(who)s answered how to go on."),
)
REVIEW_CLOSED = Kind(
    "review.closed",
    person=_("You both agreed how to go on."),
    team=_("Both agreed how to go on."),
)
STATEMENT_MADE = Kind(
    "statement.made",
    person=_("You chose lines of what we have understood, to show somebody."),
    team=_("%(who)s chose lines of what was understood, to show somebody."),
)
STATEMENT_CONFIRMED = Kind(
    "statement.confirmed",
    person=_("%(who)s confirmed what we have understood."),
    team=_("%(who)s confirmed what was understood."),
)
STATEMENT_NOT_QUITE = Kind(
    "statement.not-quite",
    person=_("%(who)s sees what you chose a little differently, and says why."),
    team=_("%(who)s did not confirm the lines as they are, and said why."),
)
STATEMENT_WITHDRAWN = Kind(
    "statement.withdrawn",
    person=_("You took back what you had chosen to show."),
    team=_("%(who)s took back the lines they had chosen."),
)
# Of the service, not of one person; who, what and when stand in it for whoever watches over the installation.
EXTRACTED = Kind(
    "extract.made",
    team=_("%(who)s took de-identified answers out, to evaluate the clinic."),
    visibility=Event.Visibility.NOBODY,
)
NEXT_STEPS_LOOKED = Kind(
    "next-step.looked",
    team=_("The weekly look at people with no next step."),
    visibility=Event.Visibility.NOBODY,
)
ENCOURAGED = Kind(
    "encouragement.written",
    person=_("%(who)s wrote you a word."),
    team=_("%(who)s wrote them a word."),
)
SEEN = Kind(
    "seen.said",
    person=_("%(who)s asked whether you were seen."),
    team=_("%(who)s asked whether they were seen."),
)
KINDS = (
    ENCOURAGED,
    EXTRACTED,
    NEXT_STEPS_LOOKED,
    REVIEW_BEGUN,
    REVIEW_TOLD,
    REVIEW_SAID,
    REVIEW_HOW_PROPOSED,
    REVIEW_HOW_ANSWERED,
    REVIEW_CLOSED,
    SEEN,
    STATEMENT_MADE,
    STATEMENT_CONFIRMED,
    STATEMENT_NOT_QUITE,
    STATEMENT_WITHDRAWN,
)
