"""What ``check`` says about the door: who has checked its definitions, when they are due, and what is wrong
with the clinic's own rules.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks

from alongside.base import clock
from alongside.care.access import catalogue
from alongside.care.access.opening import definitions, unchecked


def register() -> None:
    """Called once when the room is ready."""
    checks.register(signed_definitions, checks.Tags.security, deploy=True)
    checks.register(own_rules, checks.Tags.files)


def own_rules(**_kwargs: Any) -> list[checks.CheckMessage]:
    """The clinic's own rules that are not used, because they are wrong: the shipped ones go on."""
    return [
        checks.Warning(
            f"The clinic's own rules are not used: {why}",
            hint=f"Mend {name}.toml in the folder rules, and start again. Until then ours go on.",
            id="access.W004",
        )
        for name, why in catalogue.faults().items()
    ]


def signed_definitions(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Why the door will not open, or is open without a clinician's check; and what is due for review."""
    found: list[checks.CheckMessage] = []
    names = unchecked()
    if names and settings.UNCHECKED_DEFINITIONS:
        found.append(
            checks.Warning(
                f"The door is open on definitions that nobody clinical has checked: {', '.join(names)}.",
                hint="Have them checked and signed, then unset ALONGSIDE_UNCHECKED_DEFINITIONS.",
                id="access.W002",
            )
        )
    elif names:
        found.append(
            checks.Warning(
                f"The door stays shut: nobody clinical has checked {', '.join(names)}.",
                hint="A clinical safety officer checks each definition and signs it in `checked_by`.",
                id="access.W001",
            )
        )
    today = clock.today("UTC")
    late = [name for name, signed in definitions().items() if signed.review_by < today]
    if late:
        found.append(
            checks.Warning(f"These definitions are due for review: {', '.join(late)}.", id="access.W003")
        )
    return found
