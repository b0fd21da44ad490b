"""What a professional must know at the moment of contacting, for every room that contacts.

The words come from the room that asks people for their way (``access``), which declares itself here.
"""

from __future__ import annotations

from collections.abc import Callable

from alongside.care.partnership import way
from alongside.care.partnership.models import Partnership, Way

Words = Callable[[Way | None], list[str]]
_words: list[Words] = []


def declare(words: Words) -> None:
    """Say how a way reads to a professional; called once from a room's ``AppConfig.ready``."""
    if words not in _words:
        _words.append(words)


def lines(partnership: Partnership) -> list[str]:
    """Short lines, the sharpest first: channels, hours, *do not contact*, voicemail, needs, language."""
    row = way.current(partnership)
    return [line for words in _words for line in words(row)]
