"""Start a partnership, take it on, hand it over, bring a colleague in."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services.models import Service
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.attention import WAITING
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.events import BROUGHT_IN, HANDED_OVER, STARTED, TAKEN_ON
from alongside.care.partnership.models import (
    AttentionItem,
    Figures,
    Membership,
    Partnership,
    Team,
    TeamMembership,
)


class AlreadyTaken(Exception):
    """Somebody else became the contact a moment ago; ``partnership`` shows who."""


class NotInTeam(Exception):
    """The colleague has no open seat in a team of the partnership's service."""


@transaction.atomic
def start(
    *,
    service: Service,
    team: Team | None,
    person: Account,
    known_as: str,
    full_name: str,
    born_on: date | None,
    phone: str,
    came_by: Partnership.CameBy,
    by: Account,
    state: Partnership.State = Partnership.State.WAITING,
) -> Partnership:
    """One person in one service begins. Somebody who is here already comes back to the same partnership.

    Permission is the caller's (the door, an invitation, a professional who types): there is no
    partnership yet to ask.
    """
    partnership, made = Partnership.objects.get_or_create(
        service=service,
        person=person,
        defaults={
            "team": team,
            "known_as": known_as,
            "full_name": full_name,
            "born_on": born_on,
            "phone": phone,
            "came_by": came_by,
            "state": state,
            "started_at": clock.now(),
        },
    )
    if not made:
        return partnership
    Figures.objects.create(partnership=partnership, service=service)
    events.record(
        STARTED.name, service=service, subject=partnership.pk, by=by, about=partnership.pk, came_by=came_by
    )
    if state == Partnership.State.WAITING and team is not None:
        attention.open_item(partnership=partnership, kind=WAITING, harm=AttentionItem.Harm.PROMISE, by=by)
    return partnership


@transaction.atomic
def take_on(*, partnership: Partnership, by: Account) -> Membership:
    """``by`` becomes the person's contact.

    Raises ``AlreadyTaken`` where somebody else is already, also when both tap at once.
    """
    relation = authority.require(by, Verb.TAKE_ON, partnership)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if relation is Relation.MEMBER:
        _end(partnership, by)
    try:
        with transaction.atomic():
            membership = _join(partnership, by, Membership.Role.CONTACT)
    except IntegrityError as taken:
        raise AlreadyTaken(str(partnership)) from taken
    Partnership.objects.filter(pk=partnership.pk).update(state=Partnership.State.ACTIVE)
    _hand_on(partnership, partnership.team.inbox_owner if partnership.team else None, to=by)
    attention.overtake(partnership=partnership, kind=WAITING, by=by)
    events.record(
        TAKEN_ON.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=membership.pk,
    )
    partnership.refresh_from_db()
    return membership


@transaction.atomic
def hand_over(*, partnership: Partnership, to: Account, by: Account) -> Membership:
    """The contact hands over to a colleague, who owns what is open from now on. So does the lead whose it is
    because nobody else is left.
    """
    relation = authority.require(by, Verb.HAND_OVER, partnership)
    _end(partnership, by)
    _end(partnership, to)
    membership = _join(partnership, to, Membership.Role.CONTACT)
    _hand_on(partnership, by, to=to)
    if partnership.state == Partnership.State.WAITING:
        Partnership.objects.filter(pk=partnership.pk).update(state=Partnership.State.ACTIVE)
        attention.overtake(partnership=partnership, kind=WAITING, by=by)
    events.record(
        HANDED_OVER.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=membership.pk,
        to=to.pk,
    )
    return membership


@transaction.atomic
def bring_in(*, partnership: Partnership, colleague: Account, by: Account) -> Membership:
    """The contact brings a colleague of the service in by name, of whichever team."""
    authority.require(by, Verb.BRING_IN, partnership)
    membership = _join(partnership, colleague, Membership.Role.MEMBER)
    events.record(
        BROUGHT_IN.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=Relation.CONTACT,
        about=membership.pk,
    )
    return membership


def _join(partnership: Partnership, account: Account, role: Membership.Role) -> Membership:
    seat = TeamMembership.objects.filter(service=partnership.service, account=account, until_at=None).first()
    if seat is None:
        raise NotInTeam(str(partnership))
    return Membership.objects.create(
        service=partnership.service,
        partnership=partnership,
        account=account,
        profession=seat.profession,
        role=role,
        from_at=clock.now(),
    )


def _end(partnership: Partnership, account: Account) -> None:
    Membership.objects.filter(partnership=partnership, account=account, until_at=None).update(
        until_at=clock.now()
    )


def _hand_on(partnership: Partnership, owner: Account | None, *, to: Account) -> None:
    """What ``owner`` had to look at is ``to``'s now. Others keep theirs: the person may have chosen them
    to read what the contact may not.
    """
    AttentionItem.objects.filter(partnership=partnership, owner=owner, closed_at=None).update(owner=to)
