"""Who reads both sides, and by which names."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.care.measures.rules.sight import Side
from alongside.care.measures.sight import Viewer
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import short_name


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
