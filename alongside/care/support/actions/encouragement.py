"""A word from a person to a person: prompted by what happened, written by a professional, never by a rule."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.actions.attention import NobodyToOwn
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import AttentionItem, Partnership, TeamMembership
from alongside.care.plan.models import CheckIn
from alongside.care.plan.rules import going
from alongside.care.plan.rules.going import Told
from alongside.care.support import attention as kinds
from alongside.care.support.events import ENCOURAGED
from alongside.care.support.models import Encouragement

MOST_TEXT = 1_000  # characters
WORTH_A_WORD = frozenset({Told.HARD_AND_KEPT, Told.BACK, Told.EASIER})
NOT_AGAIN_FOR = timedelta(days=27)
LOOKED_AT_ON = (0, 6)  # Monday, at six in the morning: the week before is whole
MOST_AT_ONCE = 500


class NoWords(ValueError):
    """A word of encouragement has between 1 and ``MOST_TEXT`` characters."""


@transaction.atomic
def write(*, partnership: Partnership, text: str, by: Account) -> Encouragement:
    """``by`` writes a word; the person finds it on their today."""
    relation = authority.require(by, Verb.PROMISE, partnership)
    words = text.strip()
    if not words or len(words) > MOST_TEXT:
        raise NoWords(str(partnership))
    seat = TeamMembership.objects.filter(account=by, service=partnership.service_id).order_by("-from_at")
    row = Encouragement.objects.create(
        service=partnership.service,
        partnership=partnership,
        text=words,
        written_by=by,
        written_by_profession=seat.values_list("profession", flat=True).first() or "",
    )
    attention.overtake(partnership=partnership, kind=kinds.WORTH_A_WORD, by=by)
    events.record(
        ENCOURAGED.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=row.pk,
    )
    return row


@transaction.atomic
def seen(*, encouragement: Encouragement, by: Account) -> None:
    """The person has read it: it leaves their today."""
    relation = authority.require(by, Verb.SEE_PROMISES, encouragement.partnership)
    if relation is Relation.PERSON:
        Encouragement.objects.filter(pk=encouragement.pk, seen_at=None).update(seen_at=clock.now())


def prompt(*, limit: int = MOST_AT_ONCE) -> int:
    """On Monday morning: ask the contact for a word where the weeks gave reason for one; for a worker.

    At most once in four weeks for one person. Returns how many were asked for.
    """
    now = clock.now()
    recent = now.date() - timedelta(days=8)
    asked = AttentionItem.objects.filter(kind=kinds.WORTH_A_WORD, opened_at__gt=now - NOT_AGAIN_FOR)
    rows = (
        Partnership.objects.filter(state=Partnership.State.ACTIVE, figures__last_check_in_on__gte=recent)
        .exclude(pk__in=asked.values("partnership"))
        .select_related("service", "team")
        .order_by("figures__last_check_in_on", "pk")
    )
    return sum(_prompt(partnership, now) for partnership in rows[:limit])


def _prompt(partnership: Partnership, now: datetime) -> int:
    local = now.astimezone(ZoneInfo(partnership.service.time_zone))
    if (local.weekday(), local.hour) != LOOKED_AT_ON:
        return 0
    last = local.date() - timedelta(days=1)
    since = last - timedelta(weeks=going.WEEKS_SHOWN)
    rows = CheckIn.objects.filter(partnership=partnership, on__range=(since, last)).order_by("on")
    sentence = going.sentence(going.weeks([row.day() for row in rows], last=last))
    if sentence.told not in WORTH_A_WORD:
        return 0
    try:
        attention.open_item(
            partnership=partnership,
            kind=kinds.WORTH_A_WORD,
            harm=AttentionItem.Harm.ROUTINE,
            by=None,
        )
    except NobodyToOwn:
        return 0
    return 1
