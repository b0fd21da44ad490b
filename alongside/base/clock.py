"""The one source of *now*.

Everything that needs the time asks here, so that a simulation can live through three months in a
minute and a test can stand on the edge of a daylight-saving change. ``ruff`` refuses other clocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today(zone: str) -> date:
    """The calendar day it is now in the IANA time zone ``zone``."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Hold the clock at ``at`` (aware) inside the block, in this thread or task only."""
    if at.tzinfo is None:
        raise ValueError("the clock holds aware datetimes only")
    token = _frozen.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
