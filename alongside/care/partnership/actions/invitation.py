"""Ask somebody to come in: a person by the team, a professional by the lead.

The link carries a token that is signed from the invitation's id and its end, so that the worker that
sends the e-mail can make it again and no row, delivery or log has to hold it; the row keeps its hash.
Sending again moves the end, which makes a new token: the old link stops working.

A person's partnership starts with the invitation, under way, with the inviter as contact. Somebody has
taken them on already, so they are in nobody's queue, and from the first moment one named professional
owns what happens; until the person accepts there is simply nothing in it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.base.record import deliveries, events
from alongside.base.record.models import Delivery
from alongside.base.services.models import Service
from alongside.care.partnership import authority
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.actions import team as teams
from alongside.care.partnership.events import (
    INVITATION_ACCEPTED,
    INVITATION_RENEWED,
    INVITATION_WITHDRAWN,
    INVITED,
)
from alongside.care.partnership.models import Invitation, Membership, Partnership, Team, TeamMembership
from alongside.care.partnership.rules.invitation import GOOD_FOR, Standing, standing

TEMPLATE = "invitation"
_signer = signing.Signer(sep=".", salt="alongside.invitation")


class NotAllowed(Exception):
    """Somebody may not invite here, or not touch this invitation."""


class CannotInvite(Exception):
    """The address belongs to somebody who cannot be invited; it is not said why, nor that they exist."""


class UnknownLink(Exception):
    """The token is not one of ours, or only part of one."""


class ReplacedLink(Exception):
    """A newer invitation was sent: this link no longer works."""


class NotOpen(Exception):
    """The invitation was accepted, withdrawn or has expired; ``standing`` says which."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom to ask. ``neutral`` where somebody else may read their e-mail."""

    email: str
    name: str
    known_as: str = ""
    neutral: bool = False


@transaction.atomic
def invite_person(*, team: Team, invitee: Invitee, by: Account) -> Invitation:
    """A professional of ``team`` invites a person and becomes their contact.

    Raises ``NotAllowed`` for anybody else, ``CannotInvite`` for an address that is taken here.
    """
    if not _has_seat(by, team):
        raise NotAllowed
    account = _account(invitee)
    if account.is_professional:
        raise CannotInvite
    partnership = _partnership(team, account, invitee, by)
    partnerships.take_on(partnership=partnership, by=by)
    invitation = _make(Invitation.Kind.PERSON, team, account, by, partnership=partnership)
    _record(INVITED.name, invitation, by)
    _promise(invitation, neutral=invitee.neutral or account.neutral_mail)
    return invitation


@transaction.atomic
def invite_professional(*, team: Team, invitee: Invitee, profession: str, by: Account) -> Invitation:
    """The lead of the service invites a professional to a seat in ``team``.

    Raises ``NotAllowed`` for anybody else, ``CannotInvite`` for an address that is taken here.
    """
    if not authority.is_lead(by, team.service_id):
        raise NotAllowed
    account = _account(invitee)
    waiting = Invitation.objects.filter(
        team=team, account=account, accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now()
    )
    if _has_seat(account, team) or account.partnerships.exists() or waiting.exists():
        raise CannotInvite
    invitation = _make(Invitation.Kind.PROFESSIONAL, team, account, by, profession=profession)
    _record(INVITED.name, invitation, by)
    _promise(invitation, neutral=invitee.neutral)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: Account) -> Invitation:
    """A new link for another fortnight; the old one stops working.

    Raises ``NotAllowed``, or ``NotOpen`` where it was accepted or withdrawn.
    """
    _require(by, invitation)
    now_is = standing_of(invitation)
    if now_is in {Standing.ACCEPTED, Standing.WITHDRAWN}:
        raise NotOpen(now_is)
    neutral = Delivery.objects.filter(_mine(invitation), neutral=True).exists()
    _hold_back(invitation)
    # Later than before, so that the new token differs even at the same instant.
    invitation.expires_at = max(clock.now() + GOOD_FOR, invitation.expires_at + timedelta(milliseconds=1))
    invitation.token_hash = _hash(token_of(invitation))
    invitation.save(update_fields=["expires_at", "token_hash"])
    _record(INVITATION_RENEWED.name, invitation, by)
    _promise(invitation, neutral=neutral)
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Account) -> Invitation:
    """Take an invitation back before it is accepted; the partnership that it started ends.

    Raises ``NotAllowed``, or ``NotOpen`` where it was accepted or withdrawn already.
    """
    _require(by, invitation)
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=clock.now()
    )
    invitation.refresh_from_db()
    if not changed:
        raise NotOpen(standing_of(invitation))
    _hold_back(invitation)
    if invitation.partnership is not None:
        _end(invitation.partnership)
    _record(INVITATION_WITHDRAWN.name, invitation, by)
    return invitation


@transaction.atomic
def accept(*, token: str) -> Invitation:
    """Whoever was sent the link says yes; it works once, also when two arrive together.

    Raises ``UnknownLink``, ``ReplacedLink``, or ``NotOpen`` with where it stands.
    """
    invitation = find(token)
    changed = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now()
    ).update(accepted_at=clock.now())
    invitation.refresh_from_db()
    if not changed:
        raise NotOpen(standing_of(invitation))
    if invitation.kind == Invitation.Kind.PROFESSIONAL and invitation.team is not None:
        teams.seat(team=invitation.team, account=invitation.account, profession=invitation.profession)
    _record(INVITATION_ACCEPTED.name, invitation, invitation.account)
    return invitation


def find(token: str) -> Invitation:
    """The invitation of a link, whatever has become of it.

    Raises ``UnknownLink`` or ``ReplacedLink``.
    """
    try:
        key = UUID(_signer.unsign(token).split("-")[0])
    except (signing.BadSignature, ValueError) as wrong:
        raise UnknownLink from wrong
    invitation = (
        Invitation.objects.select_related("service", "team", "account", "invited_by", "partnership")
        .filter(pk=key)
        .first()
    )
    if invitation is None:
        raise UnknownLink
    if not constant_time_compare(_hash(token), invitation.token_hash):
        raise ReplacedLink
    return invitation


def token_of(invitation: Invitation) -> str:
    """The token of the invitation's link: made again each time, kept nowhere."""
    microseconds = round(invitation.expires_at.timestamp() * 1_000_000)
    return _signer.sign(f"{invitation.pk.hex}-{microseconds:x}")


def standing_of(invitation: Invitation) -> Standing:
    return standing(
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
        expires_at=invitation.expires_at,
        now=clock.now(),
    )


def may_touch(account: Account, invitation: Invitation) -> bool:
    """Whether ``account`` may send it again or withdraw it: who leads the service, and a person's team."""
    person = invitation.kind == Invitation.Kind.PERSON
    if person and invitation.team is not None and _has_seat(account, invitation.team):
        return True
    return authority.is_lead(account, invitation.service_id)


def _require(by: Account, invitation: Invitation) -> None:
    if not may_touch(by, invitation):
        raise NotAllowed


def _has_seat(account: Account, team: Team) -> bool:
    return TeamMembership.objects.filter(team=team, account=account, until_at=None).exists()


def _account(invitee: Invitee) -> Account:
    """The account at the address, made now if there is none; one that is there keeps its own name."""
    email = invitee.email.lower()
    found = Account.objects.filter(email=email).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Account.objects.create_user(email, name=invitee.name, neutral_mail=invitee.neutral)
    except IntegrityError:  # two invitations at once
        return Account.objects.get(email=email)


def _partnership(team: Team, account: Account, invitee: Invitee, by: Account) -> Partnership:
    here = Partnership.objects.filter(service=team.service, person=account).first()
    if here is None:
        return partnerships.start(
            service=team.service,
            team=team,
            person=account,
            known_as=invitee.known_as or invitee.name.split()[0],
            full_name=invitee.name,
            born_on=None,
            phone="",
            came_by=Partnership.CameBy.INVITED,
            by=by,
            state=Partnership.State.ACTIVE,
        )
    if not _never_began(here):
        raise CannotInvite
    Partnership.objects.filter(pk=here.pk).update(team=team, state=Partnership.State.ACTIVE, ended_at=None)
    here.refresh_from_db()
    return here


def _never_began(partnership: Partnership) -> bool:
    """An invitation started it and was withdrawn before anybody accepted: it can be asked again."""
    invitations = Invitation.objects.filter(partnership=partnership)
    return (
        partnership.state == Partnership.State.ENDED
        and invitations.exists()
        and not invitations.filter(withdrawn_at=None).exists()
    )


def _end(partnership: Partnership) -> None:
    now: datetime = clock.now()
    Partnership.objects.filter(pk=partnership.pk).update(state=Partnership.State.ENDED, ended_at=now)
    Membership.objects.filter(partnership=partnership, until_at=None).update(until_at=now)


def _make(
    kind: Invitation.Kind,
    team: Team,
    account: Account,
    by: Account,
    *,
    partnership: Partnership | None = None,
    profession: str = "",
) -> Invitation:
    service: Service = team.service
    now = clock.now()
    invitation = Invitation(
        id=ids.uuid7(),
        service=service,
        kind=kind,
        team=team,
        account=account,
        invited_by=by,
        partnership=partnership,
        profession=profession,
        made_at=now,
        expires_at=now + GOOD_FOR,
    )
    invitation.token_hash = _hash(token_of(invitation))
    invitation.save(force_insert=True)
    return invitation


def _record(kind: str, invitation: Invitation, by: Account) -> None:
    events.record(
        kind,
        service=invitation.service,
        subject=invitation.partnership_id,
        by=by,
        about=invitation.pk,
        what=invitation.kind,
    )


def _promise(invitation: Invitation, *, neutral: bool) -> None:
    deliveries.promise(
        TEMPLATE,
        service=invitation.service,
        to=invitation.account,
        subject=invitation.partnership_id,
        neutral=neutral,
        expires_after=GOOD_FOR,
        invitation=str(invitation.pk),
    )


def _hold_back(invitation: Invitation) -> None:
    """An e-mail that has not left yet would carry a link that no longer works."""
    Delivery.objects.filter(_mine(invitation), state=Delivery.State.DUE).update(
        state=Delivery.State.WITHHELD, problem="replaced"
    )


def _mine(invitation: Invitation) -> Q:
    return Q(template=TEMPLATE, facts__invitation=str(invitation.pk))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
