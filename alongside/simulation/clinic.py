"""The invented clinic and its team, made through the real actions."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.models import Service
from alongside.care.measures.actions import instrument
from alongside.care.partnership.actions import team as teams
from alongside.care.partnership.models import Team
from alongside.simulation.words import bank

# What Django writes for a password that nobody can sign in with, but without its random tail.
NO_PASSWORD = "!"  # noqa: S105 - a mark, not a password


@dataclass(frozen=True, slots=True)
class Clinic:
    """A service, and its professionals by key."""

    service: Service
    professionals: dict[str, Account]
    lead: Account


def found() -> Clinic:
    """Make the clinic of ``words/clinic.toml``, and the checks that it asks."""
    written = bank("clinic")
    service = Service.objects.create(
        name=written["name"], phone=written["phone"], can_and_cannot=written["can_and_cannot"]
    )
    seats = {
        each["key"]: Team.objects.create(
            service=service, name=each["name"], takes_referrals=each["takes_referrals"]
        )
        for each in written["team"]
    }
    professionals = {}
    for each in written["professional"]:
        account = _account(each["email"], each["name"])
        teams.seat(team=seats[each["team"]], account=account, profession=each["profession"])
        professionals[each["key"]] = account
    lead = _account(written["lead"]["email"], written["lead"]["name"])
    teams.make_lead(service=service, account=lead)
    instrument.ensure_own_checks()
    return Clinic(service, professionals, lead)


def _account(email: str, name: str) -> Account:
    return Account.objects.create(email=email, name=name, password=NO_PASSWORD, joined_at=clock.now())
