"""Long work, in a worker of its own: what takes minutes must not make a message wait.

A room declares what is to be asked for work; each answers whether it did something.
"""

from __future__ import annotations

from collections.abc import Callable

from alongside.base.record.worker import Worker

Ask = Callable[[], bool]

_asked: dict[str, Ask] = {}


def declare(name: str, ask: Ask) -> None:
    """Let the heavy worker ask ``ask`` again and again; called once from a room's ``AppConfig.ready``."""
    if _asked.get(name, ask) is not ask:
        raise ValueError(f"heavy work {name!r} is declared twice, differently")
    _asked[name] = ask


class HeavyWorker(Worker):
    """Does one piece of long work after another. Killed in the middle, it is begun again later."""

    def chores_if_due(self) -> bool:
        """The hourly chores are the other worker's."""
        return False

    def one(self) -> int:
        """One piece of work from whoever has some; 1 where there was any."""
        return int(any(ask() for ask in list(_asked.values())))
