"""The last e-mails of a simulation, kept in the cache for the page that stands in for a mailbox.

Nothing is kept, and nothing can be read, where the database is not marked simulated.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.cache import cache

from alongside.base import clock
from alongside.base.services.installation import is_simulated

_KEY = "simulated:mails"
_KEPT = 12
_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Mail:
    to: str
    subject: str
    body: str
    at: datetime


def keep_mail(to: str, subject: str, body: str) -> None:
    """Show this e-mail on the page of a simulation; elsewhere do nothing."""
    if is_simulated():
        mail = Mail(to, subject, body, clock.now())
        cache.set(_KEY, [asdict(mail), *(cache.get(_KEY) or [])][:_KEPT], _SECONDS)


def last_mails() -> list[Mail]:
    """The newest first; none where the database is not simulated."""
    return [Mail(**kept) for kept in cache.get(_KEY) or []] if is_simulated() else []
