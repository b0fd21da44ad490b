"""The sections of a story: data, signed and dated, read once from ``definitions/story.toml``."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

DEFINITION = Path(__file__).resolve().parent.parent / "definitions" / "story.toml"


class Kind(StrEnum):
    """What a section asks for besides words."""

    WORDS = "words"
    MEDICINES = "medicines"
    BODY = "body"
    NORMAL = "normal"  # agreed with a professional


@dataclass(frozen=True, slots=True)
class Section:
    """One section. ``told`` is its heading where the team reads it; ``reading_order`` 1 is read first."""

    id: str
    kind: Kind
    title: str
    told: str
    question: str
    hint: str
    reading_order: int


@dataclass(frozen=True, slots=True)
class Signed:
    author: str
    written_on: dt.date
    checked_by: str
    review_by: dt.date


@dataclass(frozen=True, slots=True)
class Story:
    signed: Signed
    sections: tuple[Section, ...]
    choices: Mapping[str, str]  # of medicines, by id
    places: Mapping[str, str]  # where somebody had to tell it again, by id

    def section(self, section_id: str) -> Section | None:
        return next((one for one in self.sections if one.id == section_id), None)

    def for_reading(self) -> list[Section]:
        return sorted(self.sections, key=lambda one: one.reading_order)


class DefinitionInvalid(ValueError):
    """The definition was refused; ``problems`` names every fault at once."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@lru_cache(maxsize=1)
def story() -> Story:
    return story_from(tomllib.loads(DEFINITION.read_text(encoding="utf-8")))


def story_from(plain: Mapping[str, Any]) -> Story:
    """Read a definition; raises ``DefinitionInvalid`` with every fault found."""
    problems: list[str] = []
    signed = _signed(plain.get("signed", {}), problems)
    sections = [_section(at, one, problems) for at, one in enumerate(plain.get("section", []), start=1)]
    found = [one for one in sections if one is not None]
    _unique([one.id for one in found], "id", problems)
    _unique([str(one.reading_order) for one in found], "reading_order", problems)
    choices = _named(plain.get("choice", []), "choice", problems)
    if set(choices) != {"too-little", "about-right", "too-much"}:
        problems.append("choice: needs exactly too-little, about-right and too-much")
    places = _named(plain.get("place", []), "place", problems)
    if not found:
        problems.append("section: a story needs sections")
    if problems or signed is None:
        raise DefinitionInvalid(problems)
    return Story(signed, tuple(found), choices, places)


def _signed(plain: Mapping[str, Any], problems: list[str]) -> Signed | None:
    before = len(problems)
    for name, kind in (("author", str), ("written_on", dt.date), ("checked_by", str), ("review_by", dt.date)):
        if not isinstance(plain.get(name), kind):
            problems.append(f"signed.{name}: is missing or of the wrong kind")
    if len(problems) > before:
        return None
    return Signed(plain["author"], plain["written_on"], plain["checked_by"], plain["review_by"])


def _section(at: int, plain: Mapping[str, Any], problems: list[str]) -> Section | None:
    wrong = [name for name in ("id", "title", "told", "question", "hint") if not plain.get(name)]
    if plain.get("kind") not in set(Kind):
        wrong.append("kind")
    if not isinstance(plain.get("reading_order"), int):
        wrong.append("reading_order")
    problems += [f"section {at}: {name} is missing or not known" for name in wrong]
    if wrong:
        return None
    words = (plain["title"], plain["told"], plain["question"], plain["hint"])
    return Section(plain["id"], Kind(plain["kind"]), *words, plain["reading_order"])


def _named(items: list[Mapping[str, str]], what: str, problems: list[str]) -> dict[str, str]:
    problems += [
        f"{what}: needs an id and a label" for one in items if not (one.get("id") and one.get("label"))
    ]
    return {one.get("id", ""): one.get("label", "") for one in items}


def _unique(values: list[str], what: str, problems: list[str]) -> None:
    problems += sorted(
        {f"section: {what} {value!r} is used twice" for value in values if values.count(value) > 1}
    )
