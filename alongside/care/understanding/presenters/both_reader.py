"""Who reads both sides, and by which names."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.care.measures.rules.sight import Side
from alongside.care.measures.sight import Viewer
from alongside.care.partnership.models import Partnership


@dataclass(slots=True)
class Reader:
    """Who reads, and the names they read."""

    viewer: Viewer
    partnership: Partnership
    professional: str = ""

    @property
    def is_person(self) -> bool:
        return self.viewer.side is Side.PERSON

    @property
    def person_name(self) -> str:
        return _("you") if self.is_person else self.partnership.known_as

    def professional_name(self, author_id: UUID, name: str) -> str:
        return _("you") if author_id == self.viewer.account.pk else short_name(name)


def first_up(text: str) -> str:
    """With a capital at the start, for a name that begins a sentence or stands alone."""
    return text[:1].upper() + text[1:]


def short_name(name: str) -> str:
    """*Priya* of *Priya Shah*, *Dr Okafor* of *Dr Chidi Okafor*: short enough to stand at a mark."""
    words = name.split()
    if len(words) > 2 and words[0].rstrip(".") in ("Dr", "Mr", "Mrs", "Ms", "Prof"):
        return f"{words[0]} {words[-1]}"
    return words[0] if words else name
