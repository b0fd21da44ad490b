"""What a professional typed for the person when both looked back, and what there is to type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.partnership.models import Partnership, Typed
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.typed import What
from alongside.care.partnership.typed_presenters import Shown, ToType
from alongside.care.plan.models import StepWording
from alongside.care.plan.reading import plan_of
from alongside.care.support.models import Review, ReviewHow, ReviewStep
from alongside.care.support.reviews import difference_words, how_words, says_words
from alongside.care.support.rules.reviewing import How, MadeDifference, Says


@dataclass(frozen=True, slots=True)
class Rest:
    """What is asked after the first question: each step with its words, and the proposal that waits."""

    steps: dict[UUID, str]
    proposed: UUID | None
    proposal: str


def rest(partnership: Partnership, review: Review) -> Rest:
    steps = {one.id: one.agreed.words.what for one in plan_of(partnership).steps if one.agreed}
    newest = ReviewHow.objects.filter(review=review).order_by("-number").first()
    if newest is None or newest.author_side == Side.PERSON:
        return Rest(steps, None, "")
    words = how_words(How(newest.how))
    return Rest(steps, newest.pk, f"{words}. {newest.note}" if newest.note else f"{words}.")


def shown(partnership: Partnership, rows: Sequence[Typed]) -> dict[UUID, Shown]:
    """What of ``rows`` was said in looking back, as the person is shown it, by the key of the mark."""
    by_what = {row.what: [one.about for one in rows if one.what == row.what] for row in rows}
    reviews = Review.objects.filter(partnership=partnership, pk__in=by_what.get(What.REVIEW_TOLD, []))
    lines = ReviewStep.objects.filter(
        review__partnership=partnership, pk__in=by_what.get(What.REVIEW_STEP, [])
    )
    about_how = by_what.get(What.REVIEW_HOW, []) + by_what.get(What.REVIEW_ANSWER, [])
    hows = ReviewHow.objects.filter(partnership=partnership, pk__in=about_how).in_bulk()
    told, of_steps = reviews.in_bulk(), lines.in_bulk()
    titles = _titles([line.step_id for line in of_steps.values()])
    href = reverse("support:review", args=[partnership.pk])
    found: dict[UUID, Shown] = {}
    for row in rows:
        if row.about in told:
            found[row.pk] = _told(told[row.about], href)
        elif row.about in of_steps:
            line = of_steps[row.about]
            said = says_words()[Says(line.person_says)]
            found[row.pk] = Shown(
                _("You said what to do with a step"), f"{titles[line.step_id]}: {said}.", href
            )
        elif row.about in hows:
            found[row.pk] = _how(hows[row.about], href)
    return found


def _told(row: Review, href: str) -> Shown:
    said = difference_words(MadeDifference(row.made_difference))
    return Shown(_("You said whether it made a difference"), said, href, row.words)


def _how(row: ReviewHow, href: str) -> Shown:
    words = how_words(How(row.how))
    if row.author_side == Side.PERSON:
        return Shown(_("You said how you would go on"), words, href, row.note)
    answers = {
        Answer.YES: _("You said yes to how we go on"),
        Answer.NOT_NOW: _("You said “not now” to how we go on"),
        Answer.TALK: _("You want to talk about how we go on"),
        Answer.DIFFERENT: _("You see it differently, how we go on"),
    }
    answer = row.answer_of(Side.PERSON)
    return Shown(answers[answer] if answer else _("How we go on"), words, href, row.person_why)


def _titles(steps: Sequence[UUID]) -> dict[UUID, str]:
    rows = StepWording.objects.filter(step__in=steps).order_by("number", "pk")
    return {row.step_id: row.what for row in rows}  # the newest words stay


def to_type(partnership: Partnership) -> list[ToType]:
    """The first question of a review that is open; when it is answered, the rest."""
    review = Review.objects.filter(partnership=partnership).open().first()
    if review is None:
        return []
    if review.told_at is None:
        href = reverse("support:review-type-told", args=[partnership.pk])
        return [ToType(_("Looking back: has it made a difference?"), href)]
    href = reverse("support:review-type-rest", args=[partnership.pk])
    return [ToType(_("Looking back: what to keep, and how to go on"), href)]
