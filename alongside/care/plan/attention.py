"""What of the plan needs a professional, and what a colleague would say about each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import Reason

STEP_WAITS = "step-waits"  # about the step: the person's words wait for a professional's answer
STEP_TALK = "step-talk"  # about the step: the person wants to talk about it, or sees it differently
STEP_STOPPED = "step-stopped"  # about the step: the person stopped it
STEP_WORSE = "step-worse"  # about the step: it got worse, and is paused until a professional says go on
LOOK_AGAIN = "look-again"  # about the step: the day on which both look at it again has come
STEP_WORDS = "step-words"  # about the step: words of the person's to which no answer is owed

INDIVIDUALISED = _("individualised care")

REASONS = {
    STEP_WAITS: Reason(
        _("Proposed a step for the plan, or other words for one: they wait for your answer"),
        _("Read and answer"),
        "plan:plan",
        INDIVIDUALISED,
    ),
    STEP_TALK: Reason(
        _("Would like to talk about a step you proposed"), _("See which"), "plan:plan", INDIVIDUALISED
    ),
    STEP_WORDS: Reason(
        _("Wrote something about a step of the plan"), _("Read it"), "plan:plan", INDIVIDUALISED
    ),
    STEP_STOPPED: Reason(_("Stopped a step of the plan"), _("See why"), "plan:plan", INDIVIDUALISED),
    STEP_WORSE: Reason(
        _("It got worse after a step. The step is paused until you say how to go on"),
        _("See which, and get in touch"),
        "plan:plan",
        INDIVIDUALISED,
    ),
    LOOK_AGAIN: Reason(
        _("You both wanted to look at a step again by now"), _("Look at it"), "plan:plan", INDIVIDUALISED
    ),
}
