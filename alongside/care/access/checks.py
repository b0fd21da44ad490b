"""What ``check --deploy`` says about the door: who has checked its definitions, and when they are due."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks

from alongside.base import clock
from alongside.care.access.opening import definitions, unchecked


def register() -> None:
    """Called once when the room is ready."""
    checks.register(signed_definitions, checks.Tags.security, deploy=True)


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
