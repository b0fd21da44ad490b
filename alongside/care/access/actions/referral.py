"""Somebody comes in by the door: by themselves, or typed by a professional who read it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services.models import Service
from alongside.care.access.actions import coming_back, new_or_worse, screening, triage, way
from alongside.care.access.actions.coming_back import Said
from alongside.care.access.catalogue import referral_rules
from alongside.care.access.clocks import answer_by
from alongside.care.access.events import REFERRED, TYPED
from alongside.care.access.models import Referral, ScreenRun
from alongside.care.access.rules.age import AgeLimit, age_on
from alongside.care.access.rules.referral import Asked, Outcome, Why, turned_away
from alongside.care.measures.actions import occasion
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.attention import WAITING
from alongside.care.partnership.models import AttentionItem, Partnership, Team, TeamMembership


class NotScreened(Exception):
    """The safety screen stands before a referral, and these runs do not show that it was passed."""


class UnderAge(Exception):
    """Under the service's age limit: nothing may be kept."""


class TooSoon(Exception):
    """By the clinic's rules nothing new is sent so soon after *not the right place for you*."""


class AlreadyHere(Exception):
    """The address belongs to somebody whom the service, or Alongside, knows already."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who refers themselves. ``email`` only where it was proven that they read it, or a professional
    typed it; empty otherwise.
    """

    full_name: str
    known_as: str
    born_on: date
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it. ``new_account`` where it was made for this referral."""

    referral: Referral
    partnership: Partnership
    new_account: bool


@transaction.atomic
def send(
    *,
    service: Service,
    who: Who,
    way_answers: Mapping[str, Any],
    run_ids: Iterable[UUID],
    account: Account | None = None,
) -> Sent:
    """*Send my referral to the team.* Sent twice, it counts once.

    ``account`` is who is signed in. Somebody whom the service knows comes back to the same partnership,
    and nothing that stands there is changed. Raises ``NotScreened``, ``UnderAge``, ``TooSoon``.
    """
    runs = _runs(service, run_ids)
    earlier = _earlier(runs)
    if earlier is not None:
        return Sent(earlier, earlier.partnership, new_account=False)
    _require_passed(runs)
    _require_age(service, who)
    person, made = (account, False) if account is not None else _account(who)
    known = Partnership.objects.filter(service=service, person=person).first()
    if known is not None:
        if _too_soon(known):
            raise TooSoon
        return Sent(_come_back(known, runs, by=person), known, new_account=False)
    partnership = _start(service, team_for(service), who, person, Partnership.CameBy.SELF, by=person)
    _begins(runs, partnership, by=person)
    way.write(partnership=partnership, answers=way_answers, by=person)
    referral = _refer(partnership, Referral.How.SELF, by=person)
    _set_the_clock(partnership)
    events.record(REFERRED.name, service=service, subject=partnership.pk, by=person, about=referral.pk)
    return Sent(referral, partnership, new_account=made)


@transaction.atomic
def type_for(
    *,
    service: Service,
    who: Who,
    way_answers: Mapping[str, Any],
    run_ids: Iterable[UUID],
    how: Referral.How,
    by: Account,
) -> Sent:
    """A professional types what a person says, and has read it back. Marked so, with their name.

    Raises ``PermissionDenied`` for somebody without a seat in a team of the service, ``AlreadyHere``,
    ``NotScreened``, ``UnderAge``.
    """
    seat = seat_of(by, service)
    if seat is None:
        raise PermissionDenied
    runs = _runs(service, run_ids)
    earlier = _earlier(runs)
    if earlier is not None:
        return Sent(earlier, earlier.partnership, new_account=False)
    _require_passed(runs)
    _require_age(service, who)
    if who.email and Account.objects.filter(email=who.email).exists():
        raise AlreadyHere
    person, made = _account(who)
    partnership = _start(service, seat.team, who, person, Partnership.CameBy.TYPED, by=by)
    _begins(runs, partnership, by=by)
    way.write(partnership=partnership, answers=way_answers, by=by)
    referral = _refer(partnership, how, by=by, read_back=True)
    _set_the_clock(partnership)
    events.record(
        TYPED.name, service=service, subject=partnership.pk, by=by, about=referral.pk, how=how.value
    )
    return Sent(referral, partnership, new_account=made)


@transaction.atomic
def return_known(*, partnership: Partnership, run_ids: Iterable[UUID], by: Account) -> None:
    """Somebody who is here already answered the screen at the door (invited, or coming back).

    What was flagged goes to their team like *something new or worse*.
    """
    if partnership.person_id != by.pk:
        raise PermissionDenied
    _tell_flagged(partnership, _runs(partnership.service, run_ids), by=by)


def team_for(service: Service) -> Team | None:
    """The team that takes referrals: the first that does."""
    return Team.objects.filter(service=service, takes_referrals=True).order_by("pk").first()


def seat_of(account: Account, service: Service) -> TeamMembership | None:
    """A professional's seat in the service, first where referrals are taken."""
    return (
        TeamMembership.objects.filter(account=account, service=service, until_at=None)
        .select_related("team")
        .order_by("-team__takes_referrals", "from_at")
        .first()
    )


def _runs(service: Service, run_ids: Iterable[UUID]) -> list[ScreenRun]:
    """Locked, so that a second submission waits and then sees what the first did."""
    return list(
        ScreenRun.objects.select_for_update().filter(pk__in=list(run_ids), service=service).order_by("at")
    )


def _earlier(runs: list[ScreenRun]) -> Referral | None:
    """The referral that these runs were already joined to."""
    joined = [run for run in runs if run.partnership_id is not None]
    if not joined:
        return None
    return (
        Referral.objects.filter(partnership=joined[-1].partnership_id, sent_at__gte=joined[-1].at)
        .select_related("partnership")
        .order_by("sent_at")
        .first()
    )


def _require_passed(runs: list[ScreenRun]) -> None:
    """The newest run counts: complete, and come back from where it gave advice."""
    if not runs or not runs[-1].complete or (runs[-1].speed and runs[-1].came_back_at is None):
        raise NotScreened


def _require_age(service: Service, who: Who) -> None:
    age = age_on(who.born_on, clock.today(service.time_zone))
    if not AgeLimit(service.age_limit).admits(age):
        raise UnderAge


def _account(who: Who) -> tuple[Account, bool]:
    """The account with this address, or a new one: also when two windows send at once."""
    if who.email:
        found = Account.objects.filter(email=who.email).first()
        if found is not None:
            return found, False
    try:
        with transaction.atomic():
            return Account.objects.create_user(who.email or None, name=who.full_name), True
    except IntegrityError:
        return Account.objects.get(email=who.email), False


def _start(
    service: Service,
    team: Team | None,
    who: Who,
    person: Account,
    came_by: Partnership.CameBy,
    *,
    by: Account,
) -> Partnership:
    return partnerships.start(
        service=service,
        team=team,
        person=person,
        known_as=who.known_as or who.full_name,
        full_name=who.full_name,
        born_on=who.born_on,
        phone=who.phone,
        came_by=came_by,
        by=by,
    )


def _refer(
    partnership: Partnership,
    how: Referral.How,
    *,
    by: Account,
    read_back: bool = False,
    came_back: bool = False,
) -> Referral:
    return Referral.objects.create(
        service=partnership.service,
        partnership=partnership,
        how=how,
        came_back=came_back,
        by=by,
        read_back_at=clock.now() if read_back else None,
        sent_at=clock.now(),
    )


def _come_back(partnership: Partnership, runs: list[ScreenRun], *, by: Account) -> Referral:
    """Into the same partnership: nobody starts again, and somebody owns that they are back."""
    _tell_flagged(partnership, runs, by=by)
    referral = _refer(partnership, Referral.How.SELF, by=by, came_back=True)
    coming_back.write(partnership=partnership, said=Said(), run=runs[-1], by=by)
    return referral


def _too_soon(partnership: Partnership) -> bool:
    last = triage.newest(partnership)
    if last is None or last.outcome != Outcome.NOT_HERE or partnership.state != Partnership.State.ENDED:
        return False
    asked = Asked(weeks_since_not_here=(clock.now() - last.at).days // 7)
    return turned_away(referral_rules(), asked) is Why.REPEAT


def _set_the_clock(partnership: Partnership) -> None:
    """By when somebody of the team says what becomes of the referral, by the clinic's own rules."""
    items = AttentionItem.objects.filter(partnership=partnership, kind=WAITING, closed_at=None)
    items.update(due_at=answer_by(partnership.service, referral_rules().decide_working_days))


def _tell_flagged(partnership: Partnership, runs: list[ScreenRun], *, by: Account) -> None:
    _begins(runs, partnership, by=by)
    flagged = [run for run in runs if run.speed]
    if flagged:
        new_or_worse.write(partnership=partnership, by=by, run=flagged[-1])


def _begins(runs: Iterable[ScreenRun], partnership: Partnership, *, by: Account) -> None:
    """The screen is behind them: it belongs to them now, and the first checks are open."""
    screening.join(run_ids=[run.pk for run in runs], partnership=partnership, by=by)
    occasion.open_baseline(partnership=partnership, by=by)
