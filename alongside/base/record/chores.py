"""Small work that time itself brings: *due* happens without a write, and a chore is the write that follows.

A chore may run in several workers at once and twice in a row, so it must be safe to repeat.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from alongside.base import clock
from alongside.base.record.models import Submission

EVERY = timedelta(hours=1)
FORMS_COUNT_ONCE_FOR = timedelta(days=30)

Chore = Callable[[], object]

_chores: dict[str, Chore] = {}


def declare(name: str, chore: Chore) -> None:
    """Let every worker do ``chore`` once an hour; called once from a room's ``AppConfig.ready``."""
    if _chores.get(name, chore) is not chore:
        raise ValueError(f"chore {name!r} is declared twice, differently")
    _chores[name] = chore


def do_all() -> None:
    for chore in _chores.values():
        chore()


def next_after(at: datetime) -> datetime:
    return at + EVERY


def tidy() -> None:
    """Forget the keys of forms sent long ago, and the sessions that have ended."""
    Submission.objects.filter(at__lt=clock.now() - FORMS_COUNT_ONCE_FOR).delete()
    Session.objects.filter(expire_date__lt=clock.now()).delete()


declare("tidy", tidy)
