"""What of this room needs a professional, and what a colleague would say about each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.reasons import INVOLVEMENT, ROLES, UNDERSTANDING, Reason

REVIEW_BEGUN = "review-begun"  # about the review: until the person has said whether it made a difference
REVIEW_TOLD = "review-told"  # about the review: the person has said it, and nobody has answered
REVIEW_HOW = "review-how"  # about the review: the person said how they would go on
STEP_TO_CHANGE = "step-to-change"  # about the review: both want to change a step, or do not agree to stop it
STATEMENT_TO_CONFIRM = "statement-to-confirm"  # about the statement
WORTH_A_WORD = "worth-a-word"  # the weeks gave reason for one
REVIEW_LATE = "review-late"  # about the review: open for weeks, and on nobody's list
OF_A_REVIEW = (REVIEW_BEGUN, REVIEW_TOLD, REVIEW_HOW, REVIEW_LATE)

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
    REVIEW_LATE: Reason(
        _("Looking back was begun weeks ago and is not finished"),
        _("Take it up with them"),
        "support:review",
        INVOLVEMENT,
    ),
}
