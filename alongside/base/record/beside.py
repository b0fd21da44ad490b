"""What the worker looks after beside deliveries: each room says once what it is to look at.

A look must be over at once: what takes longer is started as a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable

Look = Callable[[], object]

_looks: dict[str, Look] = {}


def declare(name: str, look: Look) -> None:
    """Have the worker call ``look`` about once a second; called once from a room's ``AppConfig.ready``."""
    if _looks.get(name, look) is not look:
        raise ValueError(f"look {name!r} is declared twice, differently")
    _looks[name] = look


def look_all() -> None:
    for look in _looks.values():
        look()
