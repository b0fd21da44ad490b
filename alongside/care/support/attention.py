"""What of this room needs a professional, and what a colleague would say about each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import INVOLVEMENT, ROLES, SERVICE, UNDERSTANDING, Reason

REVIEW_BEGUN = "review-begun"  # about the review: until the person has said whether it made a difference
REVIEW_TOLD = "review-told"  # about the review: the person has said it, and nobody has answered
REVIEW_HOW = "review-how"  # about the review: the person said how they would go on
STEP_TO_CHANGE = "step-to-change"  # about the review: both want to change a step, or do not agree to stop it
STATEMENT_TO_CONFIRM = "statement-to-confirm"  # about the statement
WORTH_A_WORD = "worth-a-word"  # the weeks gave reason for one
CAME_BACK = "needs-us-again"

REASONS = {
    REVIEW_BEGUN: Reason(
        _("It is time to look back together"), _("Look back with them"), "support:review", INVOLVEMENT
    ),
    REVIEW_TOLD: Reason(
        _("Said whether it has made a difference"), _("Read it and answer"), "support:review", INVOLVEMENT
    ),
    REVIEW_HOW: Reason(_("Said how they would like to go on"), _("Answer"), "support:review", INVOLVEMENT),
    STEP_TO_CHANGE: Reason(
        _("You both looked back, and a step is to change"), _("Change the plan"), "plan:plan", INVOLVEMENT
    ),
    STATEMENT_TO_CONFIRM: Reason(
        _("Asks you to confirm what both have understood, to show somebody outside"),
        _("Read and confirm"),
        "support:understood",
        UNDERSTANDING,
    ),
    WORTH_A_WORD: Reason(
        _("What they did these weeks is worth a word from you"), _("Write a word"), "support:word", ROLES
    ),
    CAME_BACK: Reason(
        _("Came back: needs you again"), _("See what has changed"), "support:overview", SERVICE
    ),
}
