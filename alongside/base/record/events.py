"""Record what happened, in the transaction in which it happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record.kinds import kind as declared
from alongside.base.record.models import Event
from alongside.base.services.models import Service

Fact = str | int | bool | float | UUID | datetime | None

# A fact is an id, a number or the name of an enumeration's member: never a person's words.
_WORD = re.compile(r"[A-Za-z0-9_.:+-]{0,64}\Z")


_gathered: ContextVar[list[Event] | None] = ContextVar("events gathered", default=None)


@contextmanager
def at_once() -> Iterator[None]:
    """Write what is recorded inside the block as one statement at its end, in the same transaction.

    For an action after which several things follow, none of which reads events. A block that ends by an
    exception writes none: its transaction is rolled back.
    """
    if _gathered.get() is not None:  # an action inside another's block
        yield
        return
    gathered: list[Event] = []
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    Event.objects.bulk_create(gathered)


def record(
    kind: str,
    *,
    service: Service,
    by: Account | None,
    subject: UUID | None = None,
    relation: str = "",
    about: UUID | None = None,
    **facts: Fact,
) -> Event:
    """Write one event. Must run inside the action's transaction.

    Raises ``KeyError`` for an undeclared kind, ``ValueError`` for a fact that could be free text and
    ``RuntimeError`` outside a transaction: an event that outlives its rolled-back cause would lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"event {kind!r} was recorded outside the transaction of its cause")
    event = Event(
        service=service,
        subject=subject,
        kind=kind,
        visibility=declared(kind).visibility,
        by=by,
        relation=relation,
        about=about,
        facts={name: _plain(name, value) for name, value in facts.items()},
        at=clock.now(),
    )
    gathered = _gathered.get()
    if gathered is None:
        event.save(force_insert=True)
    else:
        gathered.append(event)
    return event


def _plain(name: str, value: Fact) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and not _WORD.match(value):
        raise ValueError(f"fact {name!r} looks like free text; events carry ids and enumerations only")
    return value
