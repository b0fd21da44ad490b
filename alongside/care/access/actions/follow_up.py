"""Agree how somebody comes back when nothing is planned; extend it, turn it into reviews, end it: by both.

terms = Terms(until_on=in_six_months, conditions=["worse"], at_end=AtEnd.RING)
words = propose(partnership=p, terms=terms, by=priya)
answer(wording=words, says=Answer.YES, by=joan)      # the door stands open

Nothing ends by itself. Before the day somebody is asked to talk with the person, and is asked again until
they have, or until both have agreed on something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.holding import hold
from alongside.base.record.mail import SOMETHING_NEW
from alongside.care.access import attention as kinds
from alongside.care.access import events as room
from alongside.care.access.catalogue import follow_up_rules
from alongside.care.access.clocks import end_of
from alongside.care.access.models import FollowUp, FollowUpWording
from alongside.care.access.rules.follow_up import AtEnd, Becomes, Phase, months_after, phase
from alongside.care.partnership import agreeing, authority, contacting, figures, meetings, typed
from alongside.care.partnership.actions import attention, ending
from alongside.care.partnership.actions import typed as typings
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import AttentionItem, Meeting, Partnership, TeamMembership
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.preferences import Purpose
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.typed import Said, What

MOST_WORDS = 1_000  # characters
MOST_AT_ONCE = 100  # asked about by one run of the chore
_OF_IT = (kinds.FOLLOW_UP_TO_AGREE, kinds.FOLLOW_UP_PROPOSED, kinds.FOLLOW_UP_ENDS)


class NotADay(ValueError):
    """Not a day that can be agreed on: past, or beyond the longest window."""


class NotNow(Exception):
    """There is nothing to follow up: nobody has taken them on yet, or it has ended."""


class NoWords(ValueError):
    """Neither a reason to come back, or more words than fit."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Until when the door stands open, for what, what to watch for, and the conversation at its end."""

    until_on: date
    conditions: Sequence[str]
    at_end: AtEnd
    watch_for: str = ""
    note: str = ""


@transaction.atomic
def propose(*, partnership: Partnership, terms: Terms, by: Account) -> FollowUpWording:
    """An open door in the words of ``by``; also how one that is open is extended. The other side is asked.

    Raises ``NotADay``, ``NoWords``, ``NotNow``.
    """
    relation = authority.require(by, Verb.AGREE_FOLLOW_UP, partnership)
    rules = follow_up_rules()
    today = clock.today(partnership.service.time_zone)
    if not today < terms.until_on <= months_after(today, max(rules.windows_months)):
        raise NotADay(str(terms.until_on))
    known = [choice.id for choice in rules.conditions]
    conditions = [each for each in known if each in terms.conditions]
    if not conditions or terms.at_end not in rules.at_end:
        raise NoWords(str(partnership))
    return _propose(
        partnership,
        by,
        relation,
        becomes=Becomes.OPEN.value,
        until_on=terms.until_on,
        conditions=conditions,
        at_end=terms.at_end.value,
        watch_for=_fits(terms.watch_for),
        note=_fits(terms.note),
    )


@transaction.atomic
def propose_reviews(
    *, partnership: Partnership, review_on: date, by: Account, note: str = ""
) -> FollowUpWording:
    """Fixed days to look back together, the first on ``review_on``, in the place of the open door."""
    relation = authority.require(by, Verb.AGREE_FOLLOW_UP, partnership)
    today = clock.today(partnership.service.time_zone)
    if not today < review_on <= months_after(today, 12):
        raise NotADay(str(review_on))
    return _propose(
        partnership, by, relation, becomes=Becomes.REVIEWS.value, review_on=review_on, note=_fits(note)
    )


@transaction.atomic
def propose_end(*, partnership: Partnership, by: Account, note: str = "") -> FollowUpWording:
    """To end here. Coming back stays possible for ever."""
    relation = authority.require(by, Verb.AGREE_FOLLOW_UP, partnership)
    return _propose(partnership, by, relation, becomes=Becomes.END.value, note=_fits(note))


@transaction.atomic
def answer(
    *, wording: FollowUpWording, says: Answer, by: Account, why: str = "", said: Said | None = None
) -> Standing:
    """Answer the newest words; a yes of both takes effect, once. Raises ``agreeing.Changed``, ``NotNow``.

    ``said``: ``by`` types what the person answered, and has read it back.
    """
    speaks = typed.require(wording.partnership, by=by, verb=Verb.AGREE_FOLLOW_UP, said=said)
    relation, partnership = speaks.relation, _held(wording.partnership)
    row = FollowUpWording.objects.select_related("follow_up").get(pk=wording.pk)
    if row.follow_up.closed_at is not None:
        raise NotNow(str(partnership))
    if row.agreed_at is not None:  # in force: it is followed by other words, and does not begin anew
        raise agreeing.Changed(str(row))
    side = speaks.side
    if side is Side.PERSON and said is None:
        typings.put_right(partnership=partnership, about=[row.pk])
    stands = agreeing.answer(
        row, newest=_newest(row.follow_up), side=side, by=speaks.author, says=says, why=why
    )
    if said is None:  # else the mark says whose hand it was
        _record(room.FOLLOW_UP_ANSWERED.name, partnership, row.pk, by, relation, says=says.value)
    speaks.marked(partnership, What.FOLLOW_UP_ANSWER, row.pk)
    if stands is Standing.AGREED:
        _take_effect(row, partnership, by, relation)
    elif side is Side.PERSON:
        _ask_team(partnership, row.follow_up, by)
    else:
        attention.overtake(partnership=partnership, kind=kinds.FOLLOW_UP_PROPOSED, by=by)
    return stands


@transaction.atomic
def talked(*, follow_up: FollowUp, how: Meeting.How | None, by: Account) -> FollowUp:
    """A professional talked with the person about the end; ``how`` None: in writing. The door stays open."""
    partnership = follow_up.partnership
    relation = authority.require(by, Verb.WORK_ATTENTION, partnership)
    row = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if row.closed_at is not None or row.agreed_id is None:
        raise NotNow(str(partnership))
    row.talked_at, row.talked_by = clock.now(), by
    row.save(update_fields=["talked_at", "talked_by"])
    if how is not None:
        meetings.took_place(partnership, with_=by, how=how, at=row.talked_at, about=row.agreed_id)
    attention.overtake(partnership=partnership, kind=kinds.FOLLOW_UP_ENDS, by=by)
    _record(room.FOLLOW_UP_TALKED.name, partnership, row.pk, by, relation)
    return row


@transaction.atomic
def to_agree(*, partnership: Partnership, by: Account) -> None:
    """Both agreed to leave the door open: somebody owns that they also agree until when and for what."""
    authority.require(by, Verb.AGREE_FOLLOW_UP, partnership)
    if not FollowUp.objects.filter(partnership=partnership).in_force().exists():
        _open_item(partnership, kinds.FOLLOW_UP_TO_AGREE, None, by)


@transaction.atomic
def close(*, partnership: Partnership, how: FollowUp.Closed, by: Account) -> None:
    """Something else has taken its place: they came back, or both agreed on it in a review."""
    authority.require(by, Verb.AGREE_FOLLOW_UP, partnership)
    open_ = FollowUp.objects.filter(partnership=partnership).open()
    open_.update(closed_at=clock.now(), closed_how=how.value)
    figures.keep(partnership, follow_up_until=None)
    _settle(partnership, by)


@transaction.atomic
def call_up(*, limit: int = MOST_AT_ONCE) -> int:
    """Ask somebody to talk with whoever's door is near its end; for a worker, every hour.

    Asked again, within the hour, where the item was closed and nobody has said that they talked: a window
    that is over ends nothing. Returns how many items were opened.
    """
    rules = follow_up_rules()
    soon = clock.today("UTC") + timedelta(weeks=rules.remind_weeks_before, days=1)
    asked = AttentionItem.objects.filter(
        partnership=OuterRef("partnership"), kind=kinds.FOLLOW_UP_ENDS, closed_at=None
    )
    due = FollowUp.objects.in_force().filter(until_on__lte=soon, talked_at=None).exclude(Exists(asked))
    opened = 0
    for row in due.select_related("partnership__service", "partnership__team").order_by("until_on")[:limit]:
        service = row.partnership.service
        if row.until_on and phase(row.until_on, clock.today(service.time_zone), rules) is not Phase.OPEN:
            opened += _ask(row)
    return opened


def _propose(partnership: Partnership, by: Account, relation: Relation, **words: object) -> FollowUpWording:
    partnership = _held(partnership)
    if partnership.state not in (Partnership.State.ACTIVE, Partnership.State.OPEN_DOOR):
        raise NotNow(str(partnership))
    follow_up, _made = FollowUp.objects.open().get_or_create(
        partnership=partnership, closed_at=None, defaults={"service_id": partnership.service_id}
    )
    side = agreeing.side_of(relation)
    wording = FollowUpWording(
        service_id=partnership.service_id,
        partnership=partnership,
        follow_up=follow_up,
        number=_newest(follow_up) + 1,
        rules_version=follow_up_rules().version,
        author_profession=_profession(by, partnership),
        **words,
    )
    agreeing.written(wording, side=side, by=by).save()
    if side is Side.PERSON:
        _ask_team(partnership, follow_up, by)
    else:
        for kind in (kinds.FOLLOW_UP_TO_AGREE, kinds.FOLLOW_UP_PROPOSED):
            attention.overtake(partnership=partnership, kind=kind, by=by)
        contacting.notify(partnership, SOMETHING_NEW, Purpose.ROUTINE)
    _record(room.FOLLOW_UP_PROPOSED.name, partnership, wording.pk, by, relation, becomes=wording.becomes)
    return wording


def _take_effect(row: FollowUpWording, partnership: Partnership, by: Account, relation: Relation) -> None:
    follow_up, becomes = row.follow_up, Becomes(row.becomes)
    if becomes is Becomes.OPEN:
        follow_up.agreed, follow_up.until_on = row, row.until_on
        follow_up.asked_at = follow_up.talked_at = follow_up.talked_by = None
        ending.leave_open(partnership=partnership, by=by)
    elif becomes is Becomes.REVIEWS:
        follow_up.review_on = row.review_on
        _becomes(follow_up, FollowUp.Closed.REVIEWS)
        ending.resume(partnership=partnership, by=by)
    else:
        _becomes(follow_up, FollowUp.Closed.ENDED)
        ending.end(partnership=partnership, by=by)
    follow_up.save()
    open_until = follow_up.until_on if becomes is Becomes.OPEN else None
    figures.keep(partnership, follow_up_until=open_until)
    _settle(partnership, by)
    _record(room.FOLLOW_UP_AGREED.name, partnership, row.pk, by, relation, becomes=becomes.value)


def _becomes(follow_up: FollowUp, how: FollowUp.Closed) -> None:
    follow_up.closed_at, follow_up.closed_how = clock.now(), how.value


def _ask(row: FollowUp) -> int:
    """Put it on somebody's list; the first time the person hears of it as well."""
    partnership = row.partnership
    owner = attention.owner_or_anyone(partnership)
    if owner is None or row.until_on is None:
        return 0
    with transaction.atomic():
        attention.open_item(
            partnership=partnership,
            kind=kinds.FOLLOW_UP_ENDS,
            harm=AttentionItem.Harm.PROMISE,
            by=None,
            about=row.pk,
            owner=owner,
            due_at=end_of(row.until_on, partnership.service),
        )
        if FollowUp.objects.filter(pk=row.pk, asked_at=None).update(asked_at=clock.now()):
            contacting.notify(partnership, SOMETHING_NEW, Purpose.ROUTINE)
            _record(room.FOLLOW_UP_NEARS_END.name, partnership, row.pk, None, None)
    return 1


def _ask_team(partnership: Partnership, follow_up: FollowUp, by: Account) -> None:
    _open_item(partnership, kinds.FOLLOW_UP_PROPOSED, follow_up.pk, by)


def _open_item(partnership: Partnership, kind: str, about: UUID | None, by: Account) -> None:
    owner = attention.owner_or_anyone(partnership)
    if owner is not None:
        attention.open_item(
            partnership=partnership,
            kind=kind,
            harm=AttentionItem.Harm.PROMISE,
            by=by,
            about=about,
            owner=owner,
        )


def _settle(partnership: Partnership, by: Account) -> None:
    for kind in _OF_IT:
        attention.overtake(partnership=partnership, kind=kind, by=by)


def _held(partnership: Partnership) -> Partnership:
    return hold(Partnership.objects.select_related("service", "team"), partnership.pk)


def _newest(follow_up: FollowUp) -> int:
    return FollowUpWording.objects.filter(follow_up=follow_up).aggregate(n=Max("number"))["n"] or 0


def _profession(by: Account, partnership: Partnership) -> str:
    seats = TeamMembership.objects.filter(account=by, service=partnership.service_id, until_at=None)
    return seats.values_list("profession", flat=True).first() or ""


def _fits(words: str) -> str:
    text = words.strip()
    if len(text) > MOST_WORDS:
        raise NoWords(str(len(text)))
    return text


def _record(
    kind: str,
    partnership: Partnership,
    about: UUID,
    by: Account | None,
    relation: Relation | None,
    **facts: events.Fact,
) -> None:
    events.record(
        kind,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation or "",
        about=about,
        **facts,
    )
