"""The person was shown what somebody typed for them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.events import TYPED_IS_RIGHT
from alongside.care.partnership.models import Partnership, Typed


@transaction.atomic
def that_is_right(*, partnership: Partnership, rows: Iterable[UUID], by: Account) -> int:
    """The person says of ``rows``, which were on the page, that it is what they said; how many were new."""
    relation = authority.require(by, Verb.SEE_AGREEMENTS, partnership)
    if relation is not Relation.PERSON:
        raise Refused(Verb.SEE_AGREEMENTS, partnership)
    found = Typed.objects.unseen().filter(partnership=partnership, pk__in=list(rows))
    count = found.update(seen_at=clock.now())
    if count:
        events.record(
            TYPED_IS_RIGHT.name,
            service=partnership.service,
            subject=partnership.pk,
            by=by,
            relation=relation,
        )
    return count


def put_right(*, partnership: Partnership, about: Iterable[UUID]) -> None:
    """The person has said it anew with their own hand: nothing more to show. Called by the rooms' actions."""
    Typed.objects.unseen().filter(partnership=partnership, about__in=list(about)).update(seen_at=clock.now())
