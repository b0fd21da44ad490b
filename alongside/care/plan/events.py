"""The kinds of event of the plan itself, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind

PROPOSED = Kind(
    "step.proposed", person=_("%(who)s proposed a step."), team=_("%(who)s proposed a step for the plan.")
)
HELD = Kind(
    "step.held",
    person=_("%(who)s has an idea, and asks whether you want to see it."),
    team=_("%(who)s has an idea, and asked first: this person wants no advice unless they ask."),
)
SHOWN = Kind(
    "step.shown",
    person=_("You asked to see an idea."),
    team=_("%(who)s asked to see an idea that was kept back."),
)
CHANGED = Kind(
    "step.changed",
    person=_("%(who)s proposed other words for a step."),
    team=_("%(who)s proposed other words for a step."),
)
AGREED = Kind(
    "step.agreed", person=_("You both agreed on a step."), team=_("Both sides agreed on a step of the plan.")
)
ANSWERED = Kind(
    "step.answered",
    person=_("%(who)s answered a proposal for your plan."),
    team=_("%(who)s answered a proposal for the plan."),
)
TAKEN_BACK = Kind(
    "step.taken-back",
    person=_("%(who)s took a proposal back."),
    team=_("%(who)s took a proposal back."),
)
MOVED = Kind(
    "step.moved",
    person=_("%(who)s changed how much, inside what you agreed."),
    team=_("%(who)s changed the amount of a step, inside the agreed range."),
)
PAUSED = Kind("step.paused", person=_("%(who)s paused a step."), team=_("%(who)s paused a step."))
RESUMED = Kind(
    "step.resumed", person=_("%(who)s took a step up again."), team=_("%(who)s took a step up again.")
)
STOPPED = Kind("step.stopped", person=_("%(who)s stopped a step."), team=_("%(who)s stopped a step."))
ENDED = Kind(
    "step.ended",
    person=_("A step has done its work: %(who)s ended it."),
    team=_("A step has done its work: %(who)s ended it."),
)
LOOKED_AGAIN = Kind(
    "step.looked-again",
    person=_("%(who)s looked at a step again and kept it."),
    team=_("%(who)s looked at a step again and kept it."),
)
KINDS = (
    PROPOSED,
    HELD,
    SHOWN,
    CHANGED,
    AGREED,
    ANSWERED,
    TAKEN_BACK,
    MOVED,
    PAUSED,
    RESUMED,
    STOPPED,
    ENDED,
    LOOKED_AGAIN,
)
