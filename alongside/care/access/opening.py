"""Whether the door is open: the service's choice, and never on definitions that nobody clinical has checked.

A simulation may run on unchecked definitions; a database of real people only where the setting
``ALONGSIDE_UNCHECKED_DEFINITIONS`` says so.
"""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings

from alongside.base.services.installation import is_simulated
from alongside.base.services.models import Service
from alongside.care.access.rules.age import age_words
from alongside.care.access.rules.first_line import first_lines
from alongside.care.access.rules.help_numbers import help_everywhere, help_numbers
from alongside.care.access.rules.preferences import preference_questions
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.access.rules.signed import Signed
from alongside.care.partnership.models import Team


class Opening(StrEnum):
    """Whether somebody can come in, and if not, why."""

    OPEN = "open"
    NO_SERVICE = "no-service"
    UNCHECKED = "unchecked"  # nobody clinical has checked the definitions
    CLOSED = "closed"  # the service takes no self-referral: ring


def definitions() -> dict[str, Signed]:
    """Every signed definition that the door stands on, by the name of its file."""
    return {
        "safety-screen": safety_screen().signed,
        "help-numbers": help_numbers().signed,
        "help-everywhere": help_everywhere().signed,
        "first-line": first_lines().signed,
        "preferences": preference_questions().signed,
        "age": age_words().signed,
    }


def unchecked() -> list[str]:
    """The definitions that no named person has checked."""
    return [name for name, signed in definitions().items() if not signed.is_checked]


def may_screen() -> bool:
    """Whether the screen may be put to people of this database at all."""
    return settings.UNCHECKED_DEFINITIONS or is_simulated() or not unchecked()


def opening(service: Service | None) -> Opening:
    """Whether the door of ``service`` is open to somebody who comes by themselves."""
    if service is None:
        return Opening.NO_SERVICE
    if not may_screen():
        return Opening.UNCHECKED
    if not service.self_referral_open or not _somebody_reads(service):
        return Opening.CLOSED
    return Opening.OPEN


def _somebody_reads(service: Service) -> bool:
    """A referral that nobody owns would be read by nobody: then people are asked to ring instead."""
    team = Team.objects.filter(service=service, takes_referrals=True).order_by("pk").first()
    return team is not None and team.inbox_owner_id is not None
