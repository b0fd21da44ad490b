"""What Joan and Priya do in this room, in a line each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from alongside.base import ids
from alongside.base.accounts.models import Account
from alongside.care.understanding.actions import draft, reflection, story
from alongside.care.understanding.models import Draft, Reflection, StoryVersion
from alongside.care.understanding.rules.content import Content

# A Saturday night: the clinic opens on Monday at nine.
SATURDAY = datetime(2026, 11, 14, 22, 15, tzinfo=UTC)

WORDS = {
    "matters": "Being thought lazy is worse than the pain.",
    "hopes": "That someone looks at the whole of me.",
    "happened": "It began at the warehouse, in 2019.",
}


@pytest.fixture
def write(clinic) -> Callable[..., draft.Saved]:
    def write_(
        section: str,
        text: str = "",
        *,
        choice: str = "",
        regions: tuple[str, ...] = (),
        by: Account | None = None,
    ) -> draft.Saved:
        author = by or clinic.joan
        row = Draft.objects.filter(partnership=clinic.partnership, author=author, section=section).first()
        return draft.save(
            partnership=clinic.partnership,
            section=section,
            content=Content(text, choice, regions),
            revision=row.revision if row else 0,
            window=ids.uuid7(),
            by=author,
        )

    return write_


@pytest.fixture
def shared(clinic, thursday, write) -> StoryVersion:
    """Joan has told what matters, what she hopes for and what happened, and shared it."""
    for section, text in WORDS.items():
        write(section, text)
    return story.share(partnership=clinic.partnership, by=clinic.joan)


@pytest.fixture
def written_back(clinic, shared) -> Reflection:
    """Priya has read it and written back, in working hours."""
    story.read(version=shared, by=clinic.priya)
    return reflection.write_back(version=shared, text="It is being thought lazy that hurts.", by=clinic.priya)


@pytest.fixture
def page(clinic) -> Callable[..., str]:
    """``page("share")`` is the address of that page of Joan's story."""
    return lambda tail="": f"/p/{clinic.partnership.pk}/story/{tail}"
