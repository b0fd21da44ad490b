"""What of this room needs a professional, and what a colleague would say about each.

*Not now* is not among them: it is respected, and nobody is sent after it.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import INVOLVEMENT, ROLES, Reason

PROPOSAL_WAITS = "proposal-waits"  # about the problem or goal: the person wrote it and waits for an answer
PROPOSAL_DIFFERENT = "proposal-different"
PROPOSAL_TO_TALK = "proposal-to-talk"
GOAL_REACHED = "goal-reached"
DECISION_WAITS = "decision-waits"  # about the decision: for a recommendation, an answer, or for us to decide
DECISION_TO_TALK = "decision-to-talk"
DECISION_WORDS = "decision-words"  # about the decision: words of the person's to which no answer is owed
DECISION_LOOK_AGAIN = "decision-look-again"  # on the day that both named

REASONS = {
    PROPOSAL_WAITS: Reason(
        _("Wrote what they want to work on, and waits for your answer"),
        _("Read and answer"),
        "involvement:together",
        INVOLVEMENT,
    ),
    PROPOSAL_DIFFERENT: Reason(
        _("Sees differently what you proposed to work on"),
        _("Read how"),
        "involvement:together",
        INVOLVEMENT,
    ),
    PROPOSAL_TO_TALK: Reason(
        _("Wants to talk about what you proposed to work on"),
        _("See which"),
        "involvement:together",
        INVOLVEMENT,
    ),
    GOAL_REACHED: Reason(
        _("Reached a goal: tell them that you have seen it"),
        _("See which"),
        "involvement:together",
        ROLES,
    ),
    DECISION_WAITS: Reason(
        _("A decision waits for you: your view with its reason, or your answer"),
        _("See the decision"),
        "involvement:together",
        INVOLVEMENT,
    ),
    DECISION_TO_TALK: Reason(
        _("Wants to talk about a decision, or sees it differently"),
        _("See the decision"),
        "involvement:together",
        INVOLVEMENT,
    ),
    DECISION_WORDS: Reason(
        _("Wrote something about a decision"), _("Read it"), "involvement:together", INVOLVEMENT
    ),
    DECISION_LOOK_AGAIN: Reason(
        _("The day has come to look again at what you decided together"),
        _("See the decision"),
        "involvement:together",
        INVOLVEMENT,
    ),
}
