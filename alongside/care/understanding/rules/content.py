"""What one section of a story holds, as plain data, and how drafts become the next version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

TOO_LITTLE, ABOUT_RIGHT, TOO_MUCH = "too-little", "about-right", "too-much"
MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Content:
    """What somebody said in one section: words, for medicines a choice, for other pain places of the body."""

    text: str = ""
    choice: str = ""
    regions: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.choice or self.regions)

    def as_plain(self) -> dict[str, Any]:
        return {"text": self.text, "choice": self.choice, "regions": list(self.regions)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Content:
        return cls(plain.get("text", ""), plain.get("choice", ""), tuple(plain.get("regions", ())))


@dataclass(frozen=True, slots=True)
class Told:
    """One section as a version holds it; ``changed_in`` is the number of the version that last changed it."""

    section: str
    content: Content
    changed_in: int

    def as_plain(self) -> dict[str, Any]:
        return {"section": self.section, "changed_in": self.changed_in, **self.content.as_plain()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Told:
        return cls(plain["section"], Content.from_plain(plain), plain["changed_in"])


def next_version(
    current: Iterable[Told], drafts: Mapping[str, Content], number: int
) -> tuple[tuple[Told, ...], tuple[str, ...]]:
    """The sections of version ``number``: what was told before, with ``drafts`` laid over it.

    Returns the sections and the ids of those that differ from before. A draft equal to what was told
    changes nothing; an emptied draft takes the words out of the new version and stays in the old one.
    """
    before = {told.section: told for told in current}
    after: dict[str, Told] = dict(before)
    changed = []
    for section, content in drafts.items():
        was = before[section].content if section in before else Content()
        if content == was:
            continue
        changed.append(section)
        after[section] = Told(section, content, number)
    return tuple(after.values()), tuple(changed)


def medicines_mismatch(choice: str) -> bool:
    """Whether the person says that their medicines are not right for them: a possible misunderstanding."""
    return choice in (TOO_LITTLE, TOO_MUCH)
