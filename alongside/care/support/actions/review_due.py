"""Reviews that begin because their day has come, and those that nobody has on their list any more."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from alongside.base import clock
from alongside.care.access.models import Explained, FollowUp
from alongside.care.measures.actions import occasion as occasions
from alongside.care.measures.catalogue import NoSuchInstrument
from alongside.care.measures.models import Occasion
from alongside.care.measures.rules.occasions import OccasionKind, plan
from alongside.care.partnership import reminding
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.support import attention as kinds
from alongside.care.support.actions import review as reviews
from alongside.care.support.models import Review

MOST_AT_ONCE = 100  # reviews begun by one run of the chore
LATE_AFTER = timedelta(days=21)
"""As wide as the window of the three months' checks (``measures/definitions/occasions.toml``)."""


@transaction.atomic
def call_up(*, limit: int = MOST_AT_ONCE) -> int:
    """Begin the reviews whose day has come; for a worker, every hour. Returns how many were begun.

    The first is due with the checks of three months, the next on the day both agreed on, in a review or in
    the place of an open door. Permission is time's own: both were told when they agreed. One that was begun
    and that nobody has on their list any more goes back onto one.
    """
    _late(limit)
    today = clock.now().date()
    again = Review.objects.filter(next_on__lte=today).order_by("next_on")
    again = again.select_related("partnership__service", "partnership__team")
    due = [review.partnership for review in again[:limit]]
    due += _instead_of_an_open_door(today, limit)
    first = (
        Occasion.objects.filter(kind=OccasionKind.THREE_MONTHS, called_up_at__isnull=False)
        .filter(partnership__reviews=None, partnership__state=Partnership.State.ACTIVE)
        .order_by("partnership", "called_up_at")
        .values_list("partnership", flat=True)
        .distinct()[:limit]
    )
    due += Partnership.objects.filter(pk__in=list(first)).select_related("service", "team")
    for partnership in due:
        with transaction.atomic():
            if partnership.state == Partnership.State.ACTIVE:
                reviews.begun(partnership, None, None)
                _ask_again(partnership)
                reminding.came_due(partnership, "review")
            else:
                Review.objects.filter(partnership=partnership).update(next_on=None)
    return len(due)


def _instead_of_an_open_door(today: date, limit: int) -> list[Partnership]:
    """Whose open door was turned into reviews, and whose first day has come."""
    rows = FollowUp.objects.filter(review_on__lte=today).order_by("review_on")
    found = [
        row.partnership for row in rows.select_related("partnership__service", "partnership__team")[:limit]
    ]
    FollowUp.objects.filter(partnership__in=found, review_on__lte=today).update(review_on=None)
    return found


def _late(limit: int) -> None:
    """A review open for longer than it takes, which nobody has on their list: somebody owns it again.

    Not before the day to look again, where somebody has said why nothing is planned: who was rung and wants
    to be left, or who looks back on the telephone, is nobody's debt.
    """
    items = AttentionItem.objects.filter(
        partnership=OuterRef("partnership"), kind__in=kinds.OF_A_REVIEW, closed_at=None
    )
    late = Review.objects.open().filter(opened_at__lt=clock.now() - LATE_AFTER).exclude(Exists(items))
    said_why = Explained.objects.filter(
        partnership=OuterRef("partnership"), look_again_on__gt=clock.now().date()
    )
    late = late.exclude(Exists(said_why))
    rows = late.exclude(partnership__state=Partnership.State.ENDED).order_by("opened_at")
    for review in rows.select_related("partnership__service", "partnership__team")[:limit]:
        reviews.put_on_list(review.partnership, kinds.REVIEW_LATE, AttentionItem.Harm.PROMISE, review, None)


def _ask_again(partnership: Partnership) -> None:
    """Later rounds rate the same again: the checks of three months are asked once only."""
    answered = Occasion.objects.filter(
        partnership=partnership, kind=OccasionKind.THREE_MONTHS, person_done_at__isnull=False
    )
    keys = [key for key in plan().planned if key in set(answered.values_list("key", flat=True))]
    for key in keys:
        try:
            occasions.ask(partnership=partnership, key=key, by=partnership.person)
        except NoSuchInstrument:
            continue  # retired since: what is not asked any more is not asked again
