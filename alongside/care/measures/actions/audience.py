"""The person says who may read their rating of the partnership."""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.measures import followers
from alongside.care.measures.events import AUDIENCE_CHOSEN
from alongside.care.measures.models import RatingAudience
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Membership, Partnership, TeamMembership


class NotHere(ValueError):
    """Whom the person chose does not work here with them, or nobody was chosen."""


@transaction.atomic
def choose(
    *, partnership: Partnership, audience: str, by: Account, chosen: Account | None = None
) -> RatingAudience:
    """``audience`` is one of ``RatingAudience.Audience``; with *someone else*, ``chosen`` is who.

    Holds at once, for what was said before too. Raises ``NotHere``.
    """
    relation = authority.require(by, Verb.RATE_AS_PERSON, partnership)
    kind = RatingAudience.Audience(audience)
    if kind is not RatingAudience.Audience.SOMEONE_ELSE:
        chosen = None
    elif chosen is None or chosen.pk not in {account.pk for account in could_be_chosen(partnership)}:
        raise NotHere(str(partnership))
    before = RatingAudience.objects.select_for_update().filter(partnership=partnership).first()
    if before is not None and (before.audience, before.chosen_id) == (kind, chosen.pk if chosen else None):
        return before
    row, _made = RatingAudience.objects.update_or_create(
        partnership=partnership,
        defaults={
            "service_id": partnership.service_id,
            "audience": kind,
            "chosen": chosen,
            "said_at": clock.now(),
        },
    )
    events.record(
        AUDIENCE_CHOSEN.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=partnership.pk,
    )
    followers.audience_chosen(partnership=partnership, by=by)
    return row


def could_be_chosen(partnership: Partnership) -> list[Account]:
    """Everybody in this partnership or its team but the contact, by name."""
    contact = Membership.objects.filter(
        partnership=partnership, role=Membership.Role.CONTACT, until_at=None
    ).values("account")
    members = Membership.objects.filter(partnership=partnership, until_at=None).values("account")
    seats = TeamMembership.objects.filter(team=partnership.team_id, until_at=None).values("account")
    return list(
        (Account.objects.filter(pk__in=members) | Account.objects.filter(pk__in=seats))
        .exclude(pk__in=contact)
        .order_by("name")
    )
