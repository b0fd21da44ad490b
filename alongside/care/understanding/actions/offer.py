"""What the contact can and cannot offer one person."""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.professions import profession_of
from alongside.care.understanding.events import OFFER_WRITTEN
from alongside.care.understanding.models import Offer, Story


@transaction.atomic
def write_offer(*, partnership: Partnership, text: str, by: Account) -> Offer:
    """The contact says what they can and cannot offer this person; before that, the service's words stand.

    Only the contact does: it is a promise of theirs. Raises ``Refused`` for everyone else.
    """
    relation = authority.require(by, Verb.REFLECT, partnership)
    if relation is not Relation.CONTACT:
        raise Refused(Verb.REFLECT, partnership)
    story = Story.objects.locked(partnership)
    offer = Offer.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        author=by,
        author_profession=profession_of(by, partnership.service_id),
        text=text,
        written_at=clock.now(),
    )
    Story.objects.filter(pk=story.pk).update(offer=offer)
    events.record(
        OFFER_WRITTEN.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=offer.pk,
    )
    return offer
