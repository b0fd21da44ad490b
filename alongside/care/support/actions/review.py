"""Look back together: begin, say, decide about each step, agree how to go on.

review = begin(partnership=p, by=priya)
tell(review=review, made_difference=MadeDifference.SOME, words="I walk to the shop.", by=joan)
say_of_step(review=review, step=walk, says=Says.KEEP, by=joan)
how = propose(review=review, how=How.ROUND_AGAIN, by=joan)
answer(how=how, says=Answer.YES, by=priya)          # closes it

Where the person has no screen a professional types what they say: ``said``, as in every room.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.holding import hold
from alongside.care.access.actions import follow_up
from alongside.care.access.models import FollowUp
from alongside.care.measures.rules.occasions import plan
from alongside.care.partnership import agreeing, authority, figures, typed
from alongside.care.partnership.actions import attention, ending
from alongside.care.partnership.actions import typed as typings
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.typed import Said, What
from alongside.care.partnership.typed import Voice
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
    return begun(partnership, by, relation)


@transaction.atomic
def tell(
    *,
    review: Review,
    made_difference: MadeDifference,
    words: str = "",
    by: Account,
    said: Said | None = None,
) -> Review:
    """The person says whether it made a difference. They may say it again while it is open."""
    partnership = review.partnership
    speaks = typed.require(partnership, by=by, verb=Verb.REVIEW, said=said)
    if speaks.side is not Side.PERSON:
        raise authority.Refused(Verb.REVIEW, partnership)
    row = _locked(review)
    _by_own_hand(row, speaks, row.pk)
    row.made_difference, row.words, row.told_at = made_difference.value, _fits(words), clock.now()
    row.save(update_fields=["made_difference", "words", "told_at"])
    attention.overtake(partnership=partnership, kind=kinds.REVIEW_BEGUN, by=by)
    harm = AttentionItem.Harm.WORSE if made_difference in NOT_WHAT_WAS_HOPED else AttentionItem.Harm.PROMISE
    put_on_list(partnership, kinds.REVIEW_TOLD, harm, row, by)
    _said(REVIEW_TOLD.name, row, speaks, made_difference=made_difference.value)
    speaks.marked(partnership, What.REVIEW_TOLD, row.pk)
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
def say_of_step(
    *, review: Review, step: Step, says: Says, by: Account, said: Said | None = None
) -> ReviewStep:
    """Keep, change or stop: one side's word about one step. It takes effect when the review closes."""
    speaks = typed.require(review.partnership, by=by, verb=Verb.REVIEW, said=said)
    row = _locked(review)
    line, _made = ReviewStep.objects.get_or_create(
        review=row, step=step, defaults={"service_id": row.service_id}
    )
    if speaks.side is Side.PERSON:
        line.person_says = says.value
    else:
        line.professional_says = says.value
    line.save(update_fields=["person_says", "professional_says"])
    _by_own_hand(row, speaks, line.pk)
    speaks.marked(review.partnership, What.REVIEW_STEP, line.pk)
    return line


@transaction.atomic
def propose(*, review: Review, how: How, note: str = "", by: Account, said: Said | None = None) -> ReviewHow:
    """How one side would go on. The other answers; a newer proposal takes the place of an older one."""
    speaks = typed.require(review.partnership, by=by, verb=Verb.REVIEW, said=said)
    row = _locked(review)
    if row.told_at is None:
        raise TellFirst(str(row))
    side = speaks.side
    proposal = ReviewHow(
        service_id=row.service_id,
        partnership=row.partnership,
        review=row,
        number=_newest(row) + 1,
        how=how.value,
        note=_fits(note),
    )
    agreeing.written(proposal, side=side, by=speaks.author)
    proposal.save()
    speaks.marked(row.partnership, What.REVIEW_HOW, proposal.pk)
    if side is Side.PERSON:
        put_on_list(row.partnership, kinds.REVIEW_HOW, AttentionItem.Harm.PROMISE, row, by)
    else:
        attention.overtake(partnership=row.partnership, kind=kinds.REVIEW_HOW, by=by)
        attention.overtake(partnership=row.partnership, kind=kinds.REVIEW_TOLD, by=by)
    _said(REVIEW_HOW_PROPOSED.name, row, speaks, how=how.value)
    return proposal


@transaction.atomic
def answer(*, how: ReviewHow, says: Answer, why: str = "", by: Account, said: Said | None = None) -> Standing:
    """Answer the newest proposal; when both say yes the review closes. Raises ``agreeing.Changed``."""
    speaks = typed.require(how.partnership, by=by, verb=Verb.REVIEW, said=said)
    row = _locked(how.review)
    proposal = ReviewHow.objects.select_related("partnership").get(pk=how.pk)
    side = speaks.side
    stands = agreeing.answer(proposal, newest=_newest(row), side=side, by=speaks.author, says=says, why=why)
    _by_own_hand(row, speaks, proposal.pk)
    _said(REVIEW_HOW_ANSWERED.name, row, speaks, says=says.value)
    speaks.marked(row.partnership, What.REVIEW_ANSWER, proposal.pk)
    if stands is Standing.AGREED:
        _close(row, How(proposal.how), by, speaks.relation)
    elif side is Side.PERSON:
        put_on_list(row.partnership, kinds.REVIEW_HOW, AttentionItem.Harm.PROMISE, row, by)
    else:
        attention.overtake(partnership=row.partnership, kind=kinds.REVIEW_HOW, by=by)
    return stands


@transaction.atomic
def say_the_rest(
    *,
    review: Review,
    of_steps: Mapping[Step, Says],
    how: How | None = None,
    note: str = "",
    answers: tuple[ReviewHow, Answer, str] | None = None,
    by: Account,
    said: Said,
) -> None:
    """What the person said to everything after the first question, typed at once: all of it, or nothing.

    ``answers``: the professional's proposal, what they say to it, and why. Raises as the single actions do.
    """
    for step, says in of_steps.items():
        say_of_step(review=review, step=step, says=says, by=by, said=said)
    if answers is not None:
        proposal, says_to_it, why = answers
        answer(how=proposal, says=says_to_it, why=why, by=by, said=said)
    elif how is not None:
        propose(review=review, how=how, note=note, by=by, said=said)


def becomes(line: ReviewStep) -> Becomes:
    """What becomes of a step by what both said."""
    return settled(
        Says(line.person_says) if line.person_says else None,
        Says(line.professional_says) if line.professional_says else None,
    )


def begun(partnership: Partnership, by: Account | None, relation: Relation | None) -> Review:
    """The open review, or a new one; ``by`` is None where the day itself has begun it."""
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
        put_on_list(partnership, kinds.REVIEW_BEGUN, AttentionItem.Harm.PROMISE, review, by)
    _record(REVIEW_BEGUN.name, review, by, relation)
    return review


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
            put_on_list(review.partnership, kinds.STEP_TO_CHANGE, AttentionItem.Harm.ROUTINE, review, by)


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


def put_on_list(
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


def _by_own_hand(review: Review, speaks: Voice, about: UUID) -> None:
    """The person says it themselves now: what was typed for them before need not be shown any more."""
    if speaks.relation is Relation.PERSON:
        typings.put_right(partnership=review.partnership, about=[about])


def _said(kind: str, review: Review, speaks: Voice, **facts: events.Fact) -> None:
    """What happened; what was typed for the person says so itself (``Voice.marked``)."""
    if speaks.said is None:
        _record(kind, review, speaks.by, speaks.relation, **facts)


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
