"""Say why nothing is planned with somebody, and when to look again."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.access import attention as kinds
from alongside.care.access.events import EXPLAINED
from alongside.care.access.models import Explained
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership, TeamMembership

MOST_WORDS = 500  # characters
FURTHEST = timedelta(days=183)


class NotADay(ValueError):
    """The day to look again is after today, and within ``FURTHEST``."""


class NoWords(ValueError):
    """Why, in at most ``MOST_WORDS`` characters."""


@transaction.atomic
def explain(*, partnership: Partnership, words: str, look_again_on: date, by: Account) -> Explained:
    """Nothing is planned, and this is why, until ``look_again_on``. Raises ``NotADay``, ``NoWords``."""
    relation = authority.require(by, Verb.WORK_ATTENTION, partnership)
    text = " ".join(words.split())
    if not text or len(text) > MOST_WORDS:
        raise NoWords(str(partnership))
    today = clock.today(partnership.service.time_zone)
    if not today < look_again_on <= today + FURTHEST:
        raise NotADay(str(look_again_on))
    seats = TeamMembership.objects.filter(account=by, service=partnership.service_id, until_at=None)
    row = Explained.objects.create(
        service=partnership.service,
        partnership=partnership,
        words=text,
        look_again_on=look_again_on,
        by=by,
        by_profession=seats.values_list("profession", flat=True).first() or "",
        at=clock.now(),
    )
    attention.overtake(partnership=partnership, kind=kinds.NO_NEXT_STEP, by=by)
    events.record(
        EXPLAINED.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=row.pk,
    )
    return row
