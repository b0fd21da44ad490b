"""The kinds of event of this room, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind

PROPOSED = Kind(
    "together.proposed",
    person=_("%(who)s proposed something to work on together."),
    team=_("%(who)s proposed something to work on together."),
)
CHANGED = Kind(
    "together.changed",
    person=_("%(who)s changed the words of something you work on together."),
    team=_("%(who)s changed the words of something to work on together."),
)
AGREED = Kind(
    "together.agreed",
    person=_("You both agreed on something to work on."),
    team=_("%(who)s agreed: both have, on something to work on."),
)
ANSWERED = Kind(
    "together.answered",
    person=_("%(who)s answered what was proposed."),
    team=_("%(who)s answered what was proposed."),
)
RATED = Kind(
    "together.rated",
    person=_("You rated something you work on."),
    team=_("%(who)s rated something you work on together."),
)
REACHED = Kind(
    "together.reached",
    person=_("You said: this is reached."),
    team=_("%(who)s said: this is reached."),
)
LET_GO = Kind(
    "together.let-go",
    person=_("%(who)s let something go."),
    team=_("%(who)s let something go."),
)
TAKEN_UP = Kind(
    "together.taken-up",
    person=_("%(who)s took something up again."),
    team=_("%(who)s took something up again."),
)
OPENED = Kind(
    "decision.opened",
    person=_("%(who)s opened a decision."),
    team=_("%(who)s opened a decision."),
)
PREPARED = Kind(
    "decision.prepared",
    person=_("You said what matters to you in a decision."),
    team=_("%(who)s said what matters in a decision, and how much say they want."),
)
OPTION_ADDED = Kind(
    "decision.option-added",
    person=_("%(who)s added a choice to a decision."),
    team=_("%(who)s added an option to a decision."),
)
OPTION_CHANGED = Kind(
    "decision.option-changed",
    person=_("%(who)s changed a choice in a decision."),
    team=_("%(who)s changed an option of a decision."),
)
OPTION_GONE = Kind(
    "decision.option-gone",
    person=_("%(who)s took a choice away from a decision."),
    team=_("%(who)s took an option away from a decision."),
)
RECOMMENDED = Kind(
    "decision.recommended",
    person=_("%(who)s said what they would do, and why."),
    team=_("%(who)s recommended an option, with the reason."),
)
RESPONDED = Kind(
    "decision.responded",
    person=_("You answered what was recommended."),
    team=_("%(who)s answered the recommendation."),
)
CHOSEN = Kind(
    "decision.chosen",
    person=_("%(who)s put a choice forward to decide on."),
    team=_("%(who)s put an option forward to decide on."),
)
CHOICE_ANSWERED = Kind(
    "decision.answered",
    person=_("%(who)s answered in a decision."),
    team=_("%(who)s answered in a decision."),
)
DECIDED = Kind("decision.decided", person=_("A decision was made."), team=_("A decision was made."))
REOPENED = Kind(
    "decision.reopened",
    person=_("%(who)s opened a decision again."),
    team=_("%(who)s opened a decision again."),
)

KINDS = (
    PROPOSED,
    CHANGED,
    AGREED,
    ANSWERED,
    RATED,
    REACHED,
    LET_GO,
    TAKEN_UP,
    OPENED,
    PREPARED,
    OPTION_ADDED,
    OPTION_CHANGED,
    OPTION_GONE,
    RECOMMENDED,
    RESPONDED,
    CHOSEN,
    CHOICE_ANSWERED,
    DECIDED,
    REOPENED,
)
