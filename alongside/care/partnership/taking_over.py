"""What cannot wait is seen to by somebody who is there: the room that knows who is away says who.

taking_over.declare(stand_in.came_in)
"""

from __future__ import annotations

from collections.abc import Callable

from alongside.care.partnership.models import AttentionItem

_takers: list[Callable[[AttentionItem], object]] = []


def declare(taker: Callable[[AttentionItem], object]) -> None:
    """``taker`` is given each item that could mean harm or is promised, in the transaction that opens it.
    It takes no lock that the action behind it may hold already. Called once from its ``AppConfig.ready``.
    """
    if taker not in _takers:
        _takers.append(taker)


def came_in(item: AttentionItem) -> None:
    """Called when an item is opened, or has become worse. What may wait anyhow asks nobody."""
    if item.harm <= AttentionItem.Harm.PROMISE:
        for taker in _takers:
            taker(item)
