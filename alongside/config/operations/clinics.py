"""Set up a clinic from the command line: what no page can do, because nobody can sign in yet."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from alongside.base.accounts.models import Account
from alongside.base.record.mail import sign_in_link
from alongside.base.services.models import Service
from alongside.care.partnership.actions import team as teams
from alongside.care.partnership.models import ServiceRole, Team, TeamMembership
from alongside.care.partnership.models.team import Profession
from alongside.config.operations.schema import require_current
from alongside.config.problems import USAGE, Problem


def create(
    *, name: str, phone: str, lead: str, lead_name: str, team: str, country: str, time_zone: str
) -> dict[str, Any]:
    """A service with a team that takes referrals and a lead; raises ``Problem`` for what cannot be."""
    require_current()
    _require_words(name=name, phone=phone, lead_name=lead_name, team=team)
    address = _address(lead)
    if re.fullmatch("[A-Z]{2}", country) is None:
        raise Problem(f"{country!r} is not a country.", "Two capital letters, such as GB.", code=USAGE)
    if time_zone not in available_timezones():
        raise Problem(f"{time_zone!r} is not a time zone.", "One such as Europe/London.", code=USAGE)
    with transaction.atomic():
        if Service.objects.filter(name=name).exists():
            raise Problem(f"There is a clinic named {name} already.", "See: alongside clinic list")
        service = Service.objects.create(name=name, phone=phone, country=country, time_zone=time_zone)
        first = Team.objects.create(service=service, name=team)
        account = _account(address, lead_name)
        teams.make_lead(service=service, account=account)
        # Until a professional has a seat, the lead is who referrals come to: an inbox has an owner, always.
        Team.objects.filter(pk=first.pk).update(inbox_owner=account)
    return {"id": str(service.pk), "team": str(first.pk), "lead": str(account.pk), "sign_in": sign_in_link()}


def listed() -> list[dict[str, Any]]:
    """One row a clinic: id, name, its teams, how many professionals and leads."""
    require_current()
    rows = []
    for service in Service.objects.order_by("created_at").prefetch_related("teams"):
        leads = ServiceRole.objects.filter(service=service, until_at=None).count()
        seats = Account.objects.filter(
            team_memberships__service=service, team_memberships__until_at=None
        ).distinct()
        rows.append(
            {
                "id": str(service.pk),
                "name": service.name,
                "country": service.country,
                "time_zone": service.time_zone,
                "teams": ", ".join(sorted(team.name for team in service.teams.all())),
                "professionals": seats.count(),
                "leads": leads,
            }
        )
    return rows


def add_team(*, clinic: str, name: str) -> dict[str, Any]:
    """A further team; its first professional will own its inbox."""
    require_current()
    _require_words(name=name)
    service = clinic_of(clinic)
    with transaction.atomic():
        if service.teams.filter(name=name).exists():
            raise Problem(f"There is a team named {name} already.")
        team = Team.objects.create(service=service, name=name)
    return {"id": str(team.pk), "name": name, "clinic": str(service.pk)}


def add_professional(*, clinic: str, team: str, email: str, name: str, profession: str) -> dict[str, Any]:
    """A seat in a team for a professional, who can then sign in."""
    require_current()
    _require_words(name=name)
    address = _address(email)
    if profession not in Profession.values:
        raise Problem(
            f"{profession!r} is not a profession.", f"One of: {', '.join(Profession.values)}.", code=USAGE
        )
    chosen = _team(clinic_of(clinic), team)
    with transaction.atomic():
        seat = teams.seat(team=chosen, account=_account(address, name), profession=profession)
    return {
        "id": str(seat.account_id),
        "team": chosen.name,
        "profession": profession,
        "sign_in": sign_in_link(),
    }


def leave(*, clinic: str, team: str, email: str, inbox_owner: str) -> dict[str, Any]:
    """A professional's seat ends; says how many people wait for a new contact."""
    require_current()
    chosen = _team(clinic_of(clinic), team)
    seats = TeamMembership.objects.filter(team=chosen, until_at=None).select_related("account")
    seat = seats.filter(account__email=_address(email)).first()
    if seat is None:
        raise Problem(f"{email} has no seat in {chosen.name}.")
    heir = seats.filter(account__email=_address(inbox_owner)).first() if inbox_owner else None
    try:
        waiting = teams.leave(seat=seat, by=None, inbox_owner=heir.account if heir else None)
    except teams.InboxNeedsOwner as unowned:
        raise Problem(
            f"{email} owns the inbox of {chosen.name}.", "Say who owns it next: --inbox-owner EMAIL"
        ) from unowned
    return {"id": str(seat.account_id), "team": chosen.name, "waiting": waiting}


def clinic_of(clinic: str) -> Service:
    if clinic:
        service = Service.objects.filter(pk=_id(clinic)).first()
        if service is None:
            raise Problem(f"There is no clinic {clinic}.", "See: alongside clinic list")
        return service
    services = list(Service.objects.all()[:2])
    if not services:
        raise Problem("There is no clinic yet.", "Set one up: alongside clinic create")
    if len(services) > 1:
        raise Problem("There is more than one clinic.", "Say which: --clinic ID", code=USAGE)
    return services[0]


def _team(service: Service, name: str) -> Team:
    teams_there = list(service.teams.filter(name=name) if name else service.teams.all())
    if len(teams_there) == 1:
        return teams_there[0]
    names = ", ".join(sorted(service.teams.values_list("name", flat=True)))
    raise Problem(
        f"Which team? There is: {names}." if names else "The clinic has no team.",
        "Say it: --team NAME",
        code=USAGE,
    )


def _account(address: str, name: str) -> Account:
    account = Account.objects.filter(email=address).first()
    return account or Account.objects.create_user(address, name=name)


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as wrong:
        raise Problem(f"{text!r} is not an e-mail address.", code=USAGE) from wrong
    return text.strip().lower()


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Problem(f"{text!r} is not an id.", "It has 32 letters and digits.", code=USAGE) from wrong


def _require_words(**given: str) -> None:
    for name, words in given.items():
        if not words.strip() or len(words) > 200 or not words.isprintable():
            raise Problem(f"--{name.replace('_', '-')} needs words, 200 letters at most.", code=USAGE)
