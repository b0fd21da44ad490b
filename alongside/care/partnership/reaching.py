"""What a professional must know at the moment of contacting, for every room that contacts.

The words come from the room that asks people for their way (``access``), which declares itself here.
"""

from __future__ import annotations

from collections.abc import Callable

from alongside.care.partnership import way
from alongside.care.partnership.models import Partnership, Way

Words = Callable[[Way | None], list[str]]
_words: list[tuple[Words, Words]] = []


def declare(words: Words, own: Words) -> None:
    """Say how a way reads to a professional, and to the person; once from a room's ``AppConfig.ready``."""
    if (words, own) not in _words:
        _words.append((words, own))


def lines(partnership: Partnership) -> list[str]:
    """Short lines, the sharpest first: channels, hours, *do not contact*, voicemail, needs, language."""
    row = way.current(partnership)
    return [line for words, _own in _words for line in words(row)]


def own_lines(partnership: Partnership) -> list[str]:
    """The same in the person's words: what whoever gets in touch with them knows."""
    row = way.current(partnership)
    return [line for _theirs, own in _words for line in own(row)]
