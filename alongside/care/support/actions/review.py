"""Look back together: begin, say, decide about each step, agree how to go on.

review = begin(partnership=p, by=priya)
tell(review=review, made_difference=MadeDifference.SOME, words="I walk to the shop.", by=joan)
say_of_step(review=review, step=walk, says=Says.KEEP, by=joan)
how = propose(review=review, how=How.ROUND_AGAIN, by=joan)
answer(how=how, says=Answer.YES, by=priya)          # closes it
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.holding import hold
from alongside.care.access.actions import follow_up
from alongside.care.access.models import Explained, FollowUp
from alongside.care.measures.actions import occasion as occasions
from alongside.care.measures.catalogue import NoSuchInstrument
from alongside.care.measures.models import Occasion
from alongside.care.measures.rules.occasions import OccasionKind, plan
from alongside.care.partnership import agreeing, authority, figures, reminding
from alongside.care.partnership.actions import attention, ending
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.side import Side
from alongside.care.plan.actions import step as steps
from alongside.care.plan.models import Step
from alongside.care.support import attention as kinds
from alongside.care.support.events import (
    REVIEW_BEGUN,
    REVIEW_CLOSED,
    REVIEW_HOW_ANSWERED,
    REVIEW_HOW_PROPOSED,
    REVIEW_SAID,
    REVIEW_TOLD,
)
from alongside.care.support.models import Review, ReviewHow, ReviewStep
from alongside.care.support.rules.reviewing import (
    NOT_WHAT_WAS_HOPED,
    Becomes,
    How,
    MadeDifference,
    Says,
    settled,
)

MOST_WORDS = 5_000  # characters
MOST_AT_ONCE = 100  # reviews begun by one run of the chore
LATE_AFTER = timedelta(days=21)
"""As wide as the window of the three months' checks (``measures/definitions/occasions.toml``)."""


class Closed(Exception):
    """Both have agreed how to go on: this review is done."""


class TooLong(ValueError):
    """More than ``MOST_WORDS`` characters: refused, never cut."""


class TellFirst(Exception):
    """The person has not said yet whether it made a difference, and is asked that first."""


@transaction.atomic
def begin(*, partnership: Partnership, by: Account) -> Review:
    """Either side starts to look back. One that is open already is returned."""
    relation = authority.require(by, Verb.REVIEW, partnership)
    return _begin(partnership, by, relation)


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
                _begin(partnership, None, None)
                _ask_again(partnership)
                reminding.came_due(partnership, "review")
            else:
                Review.objects.filter(partnership=partnership).update(next_on=None)
    return len(due)


@transaction.atomic
def tell(*, review: Review, made_difference: MadeDifference, words: str = "", by: Account) -> Review:
    """The person says whether it made a difference. They may say it again while it is open."""
    partnership = review.partnership
    relation = authority.require(by, Verb.REVIEW, partnership)
    if relation is not Relation.PERSON:
        raise authority.Refused(Verb.REVIEW, partnership)
    row = _locked(review)
    row.made_difference, row.words, row.told_at = made_difference.value, _fits(words), clock.now()
    row.save(update_fields=["made_difference", "words", "told_at"])
    attention.overtake(partnership=partnership, kind=kinds.REVIEW_BEGUN, by=by)
    harm = AttentionItem.Harm.WORSE if made_difference in NOT_WHAT_WAS_HOPED else AttentionItem.Harm.PROMISE
    _open(partnership, kinds.REVIEW_TOLD, harm, row, by)
    _record(REVIEW_TOLD.name, row, by, relation, made_difference=made_difference.value)
    return row


@transaction.atomic
def say(*, review: Review, words: str, by: Account) -> Review:
    """The professional says how they see it, once the person has."""
    partnership = review.partnership
    relation = authority.require(by, Verb.REVIEW, partnership)
    if relation is Relation.PERSON:
        raise authority.Refused(Verb.REVIEW, partnership)
    row = _locked(review)
    if row.told_at is None:
        raise TellFirst(str(row))
    row.professional, row.professional_words = by, _fits(words)
    row.professional_told_at = clock.now()
    row.save(update_fields=["professional", "professional_words", "professional_told_at"])
    attention.overtake(partnership=partnership, kind=kinds.REVIEW_TOLD, by=by)
    _record(REVIEW_SAID.name, row, by, relation)
    return row


@transaction.atomic
def say_of_step(*, review: Review, step: Step, says: Says, by: Account) -> ReviewStep:
    """Keep, change or stop: one side's word about one step. It takes effect when the review closes."""
    relation = authority.require(by, Verb.REVIEW, review.partnership)
    row = _locked(review)
    line, _made = ReviewStep.objects.get_or_create(
        review=row, step=step, defaults={"service_id": row.service_id}
    )
    if relation is Relation.PERSON:
        line.person_says = says.value
    else:
        line.professional_says = says.value
    line.save(update_fields=["person_says", "professional_says"])
    return line


@transaction.atomic
def propose(*, review: Review, how: How, note: str = "", by: Account) -> ReviewHow:
    """How one side would go on. The other answers; a newer proposal takes the place of an older one."""
    relation = authority.require(by, Verb.REVIEW, review.partnership)
    row = _locked(review)
    if row.told_at is None:
        raise TellFirst(str(row))
    side = agreeing.side_of(relation)
    proposal = ReviewHow(
        service_id=row.service_id,
        partnership=row.partnership,
        review=row,
        number=_newest(row) + 1,
        how=how.value,
        note=_fits(note),
    )
    agreeing.written(proposal, side=side, by=by)
    proposal.save()
    if side is Side.PERSON:
        _open(row.partnership, kinds.REVIEW_HOW, AttentionItem.Harm.PROMISE, row, by)
    else:
        attention.overtake(partnership=row.partnership, kind=kinds.REVIEW_HOW, by=by)
        attention.overtake(partnership=row.partnership, kind=kinds.REVIEW_TOLD, by=by)
    _record(REVIEW_HOW_PROPOSED.name, row, by, relation, how=how.value)
    return proposal


@transaction.atomic
def answer(*, how: ReviewHow, says: Answer, why: str = "", by: Account) -> Standing:
    """Answer the newest proposal; when both say yes the review closes. Raises ``agreeing.Changed``."""
    relation = authority.require(by, Verb.REVIEW, how.partnership)
    row = _locked(how.review)
    proposal = ReviewHow.objects.select_related("partnership").get(pk=how.pk)
    side = agreeing.side_of(relation)
    stands = agreeing.answer(proposal, newest=_newest(row), side=side, by=by, says=says, why=why)
    _record(REVIEW_HOW_ANSWERED.name, row, by, relation, says=says.value)
    if stands is Standing.AGREED:
        _close(row, How(proposal.how), by, relation)
    elif side is Side.PERSON:
        _open(row.partnership, kinds.REVIEW_HOW, AttentionItem.Harm.PROMISE, row, by)
    else:
        attention.overtake(partnership=row.partnership, kind=kinds.REVIEW_HOW, by=by)
    return stands


def becomes(line: ReviewStep) -> Becomes:
    """What becomes of a step by what both said."""
    return settled(
        Says(line.person_says) if line.person_says else None,
        Says(line.professional_says) if line.professional_says else None,
    )


def _begin(partnership: Partnership, by: Account | None, relation: Relation | None) -> Review:
    there = Review.objects.filter(partnership=partnership).open()
    review = there.first()
    if review is not None:
        return review
    Review.objects.filter(partnership=partnership, next_on__isnull=False).update(next_on=None)
    number = Review.objects.filter(partnership=partnership).aggregate(n=Max("number"))["n"] or 0
    try:
        with transaction.atomic():
            review = Review.objects.create(
                service_id=partnership.service_id, partnership=partnership, number=number + 1, opened_by=by
            )
    except IntegrityError:  # the other side began at the same moment
        return there.get()
    if relation in (None, Relation.PERSON):
        _open(partnership, kinds.REVIEW_BEGUN, AttentionItem.Harm.PROMISE, review, by)
    _record(REVIEW_BEGUN.name, review, by, relation)
    return review


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
        _open(review.partnership, kinds.REVIEW_LATE, AttentionItem.Harm.PROMISE, review, None)


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


def _close(review: Review, how: How, by: Account, relation: Relation) -> None:
    partnership = review.partnership
    today = clock.today(partnership.service.time_zone)
    _settle_steps(review, by)
    review.how, review.closed_at = how.value, clock.now()
    review.next_on = _next(today) if how is How.ROUND_AGAIN else None
    review.save(update_fields=["how", "closed_at", "next_on"])
    for kind in (kinds.REVIEW_BEGUN, kinds.REVIEW_TOLD, kinds.REVIEW_HOW, kinds.REVIEW_LATE):
        attention.overtake(partnership=partnership, kind=kind, by=by)
    figures.keep(partnership, review_done_on=today)
    _record(REVIEW_CLOSED.name, review, by, relation, how=how.value)
    if how is How.END_WELL:
        follow_up.close(partnership=partnership, how=FollowUp.Closed.ENDED, by=by)
        ending.end(partnership=partnership, by=by)
    elif how is How.WHEN_NEEDED:
        ending.leave_open(partnership=partnership, by=by)
        follow_up.to_agree(partnership=partnership, by=by)
    elif partnership.state == Partnership.State.OPEN_DOOR:
        follow_up.close(partnership=partnership, how=FollowUp.Closed.REVIEWS, by=by)
        ending.resume(partnership=partnership, by=by)


def _next(today: date) -> date:
    return today + timedelta(days=plan().three_months.due_after_days)


def _settle_steps(review: Review, by: Account) -> None:
    """What the person stops, stops; what is to change or to be talked about, a professional sees."""
    lines = review.steps.select_related("step__partnership__service")
    for line in lines:
        what = becomes(line)
        if what is Becomes.STOP and line.step.stopped_at is None:
            steps.stop(step=line.step, by=by)
        elif what in (Becomes.CHANGE, Becomes.TALK):
            _open(review.partnership, kinds.STEP_TO_CHANGE, AttentionItem.Harm.ROUTINE, review, by)


def _locked(review: Review) -> Review:
    row = hold(Review.objects.select_related("partnership__service", "partnership__team"), review.pk)
    if row.closed_at is not None:
        raise Closed(str(row))
    return row


def _newest(review: Review) -> int:
    return ReviewHow.objects.filter(review=review).aggregate(n=Max("number"))["n"] or 0


def _fits(words: str) -> str:
    text = words.strip()
    if len(text) > MOST_WORDS:
        raise TooLong(str(len(text)))
    return text


def _open(
    partnership: Partnership,
    kind: str,
    harm: AttentionItem.Harm,
    review: Review | None,
    by: Account | None,
) -> None:
    """An item on somebody's list: the contact's, else whoever reads for the team or leads the clinic."""
    owner = attention.owner_or_anyone(partnership)
    if owner is not None:
        about = review.pk if review else None
        attention.open_item(partnership=partnership, kind=kind, harm=harm, by=by, about=about, owner=owner)


def _record(
    kind: str, review: Review, by: Account | None, relation: Relation | None, **facts: events.Fact
) -> None:
    events.record(
        kind,
        service=review.partnership.service,
        subject=review.partnership_id,
        by=by,
        relation=relation or "",
        about=review.pk,
        **facts,
    )
