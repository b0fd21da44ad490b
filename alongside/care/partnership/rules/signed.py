"""Read a signed definition (TOML) and say everything that is wrong with it, all at once.

A definition is clinical or human content kept as data. Its `[signed]` table says who wrote it and when, who
checked it, when it must be read again, and where its facts come from. `checked_by = ""` is the honest value
while nobody clinical has checked it, and it is allowed.

Every fault becomes a `Problem` (place and reason); nothing is raised until the whole file has been read, so
that whoever edits a definition mends it in one go.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from alongside.care.partnership.rules.toml_lines import Lines

Choice = TypeVar("Choice", bound=StrEnum)

# Words that would tell someone that they are well. No definition may use them: no flag is accurate enough
# for that.
ALL_CLEAR = (
    "all clear",
    "no red flag",
    "no warning sign",
    "nothing is wrong",
    "nothing wrong",
    "nothing serious",
    "nothing to worry",
    "nothing to fear",
    "not serious",
    "not dangerous",
    "no danger",
    "no need to worry",
    "no need to ring",
    "no need to see",
    "no cause for concern",
    "don't worry",
    "do not worry",
    "don't need to worry",
    "do not need to worry",
    "you are fine",
    "you're fine",
    "you are ok",
    "you're ok",
    "you are well",
    "you are safe",
    "you're safe",
    "you are healthy",
    "is normal for you",
    "low risk",
    "harmless",
    "rest assured",
    "reassur",
    "good news",
    "ruled out",
    "can wait",
)
# Said the other way round, these words keep someone careful. They are taken out before the search above.
_CAREFUL = ("does not mean that nothing is wrong", "can not wait", "cannot wait")


@dataclass(frozen=True)
class Problem:
    """One fault in a definition: where it is, and why it is refused."""

    place: str
    reason: str
    line: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        on = f"line {self.line}, " if self.line is not None else ""
        return f"{on}{self.place}: {self.reason}"


class DefinitionInvalid(ValueError):
    """A definition was refused. `problems` holds every fault found, in the order of the file."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.name = name
        self.problems = tuple(problems)
        listed = "\n".join(f"- {problem}" for problem in self.problems)
        super().__init__(f"{name} was refused:\n{listed}")


@dataclass(frozen=True)
class Source:
    """Where a fact comes from: who published it, what it is called, and which fact was taken from it."""

    name: str
    fact: str


@dataclass(frozen=True)
class Signed:
    """Who stands behind a definition. `checked_by` is empty until somebody qualified has checked it."""

    author: str
    written_on: dt.date
    checked_by: str
    review_by: dt.date
    sources: tuple[Source, ...]

    @property
    def is_checked(self) -> bool:
        """True once a named person has checked the definition."""
        return bool(self.checked_by)


def all_clear_phrases(text: str) -> tuple[str, ...]:
    """The phrases in `text` that would tell someone that they are well (see `ALL_CLEAR`); empty when there
    are none.
    """
    plain = re.sub(r"\s+", " ", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")).lower()
    for careful in _CAREFUL:
        plain = plain.replace(careful, "")
    return tuple(phrase for phrase in ALL_CLEAR if phrase in plain)


def fingerprint(data: Mapping[str, object]) -> str:
    """SHA-256 (hex) of what a definition says. Comments, spacing and the order of keys do not change it;
    any word does.
    """
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


class Document(dict[str, object]):
    """What a file holds, and on which line each of its keys stands."""

    def __init__(self, text: str) -> None:
        super().__init__(tomllib.loads(text))
        self.lines = Lines(text)


def parse(text: str, name: str) -> Document:
    """The TOML in `text`, or `DefinitionInvalid` with the line and column at which it cannot be read."""
    try:
        return Document(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionInvalid(name, [Problem(name, str(error))]) from error


@dataclass(frozen=True)
class Within:
    """Where in a file a table stands."""

    lines: Lines
    path: tuple[str | int, ...] = ()

    def line(self, key: str) -> int | None:
        return self.lines.of((*self.path, key))

    def below(self, *keys: str | int) -> Within:
        return Within(self.lines, (*self.path, *keys))


class Table:
    """One table of a definition being read. Faults are noted in `problems` and a harmless stand-in is
    returned, so that reading goes on.
    """

    def __init__(
        self, data: Mapping[str, object], place: str, problems: list[Problem], within: Within | None = None
    ) -> None:
        self.data = data
        self.place = place
        self.problems = problems
        self.within = within or (Within(data.lines) if isinstance(data, Document) else Within(Lines("")))
        self._read: set[str] = set()

    def at(self, key: str) -> str:
        """The place of `key`, as a person would look for it in the file."""
        return f"{self.place}.{key}"

    def note(self, key: str, reason: str) -> None:
        """Note a fault at `key`."""
        self.problems.append(Problem(self.at(key), reason, self.within.line(key)))

    def has(self, key: str) -> bool:
        """Whether `key` is given at all."""
        return key in self.data

    def text(self, key: str, *, may_be_empty: bool = False, optional: bool = False) -> str:
        """The text at `key`, stripped. Missing or empty text is a fault unless allowed."""
        value = self._take(key, optional)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.note(key, "must be text")
            return ""
        if not value.strip() and not may_be_empty:
            self.note(key, "is empty")
        for phrase in all_clear_phrases(value):
            self.note(key, f"says “{phrase}”, which would tell someone that they are well")
        return value.strip()

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """The list of texts at `key`. An empty list is a fault unless `optional`."""
        value = self._take(key, optional)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.note(key, "must be a list of texts, none of them empty")
            return ()
        if not value and not optional:
            self.note(key, "is empty")
        for item in value:
            for phrase in all_clear_phrases(item):
                self.note(key, f"says “{phrase}”, which would tell someone that they are well")
        return tuple(item.strip() for item in value)

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """The member of `kind` named at `key`."""
        return self._member(key, kind, self._take(key, False))

    def choices(self, key: str, kind: type[Choice], *, optional: bool = False) -> tuple[Choice, ...]:
        """The members of `kind` listed at `key`, each at most once."""
        names = self.texts(key, optional=optional)
        if len(set(names)) != len(names):
            self.note(key, "names the same thing twice")
        return tuple(self._member(key, kind, name) for name in names)

    def date(self, key: str) -> dt.date:
        """The date at `key` (a TOML date such as 2026-11-22)."""
        value = self._take(key, False)
        if type(value) is dt.date:
            return value
        if value is not None:
            self.note(key, "must be a date such as 2026-11-22")
        return dt.date.min

    def truth(self, key: str) -> bool:
        """True or false at `key`; false when it is not given."""
        value = self._take(key, True)
        if value is not None and not isinstance(value, bool):
            self.note(key, "must be true or false")
        return value is True

    def whole(self, key: str, *, least: int, most: int) -> int:
        """The whole number at `key`, from `least` to `most`."""
        value = self._take(key, False)
        if value is None:
            return least
        if type(value) is not int or not least <= value <= most:
            self.note(key, f"must be a whole number from {least} to {most}")
            return least
        return value

    def table(self, key: str) -> Table:
        """The table at `key`."""
        value = self._take(key, False)
        if value is not None and not isinstance(value, dict):
            self.note(key, "must be a table")
        within = self.within.below(key)
        return Table(value if isinstance(value, dict) else {}, self.at(key), self.problems, within)

    def tables(self, key: str, *, optional: bool = False) -> list[Table]:
        """The tables under `[[key]]`, each knowing its place by its `id` or `code` where it has one."""
        value = self._take(key, optional)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.note(key, "must be a list of tables")
            return []
        if not value and not optional:
            self.note(key, "is empty")
        read = []
        for position, item in enumerate(value, start=1):
            name = item.get("id") or item.get("code") or position
            within = self.within.below(key, position - 1)
            read.append(Table(item, f"{self.at(key)}[{name}]", self.problems, within))
        return read

    def close(self) -> None:
        """Refuse whatever was not read: a misspelt key must never be passed over in silence."""
        for key in self.data:
            if key not in self._read:
                self.note(key, "is not known here")

    def _take(self, key: str, optional: bool) -> object:
        self._read.add(key)
        value = self.data.get(key)
        if value is None and not optional:
            self.note(key, "is missing")
        return value

    def _member(self, key: str, kind: type[Choice], value: object) -> Choice:
        for member in kind:
            if member.value == value:
                return member
        if value is not None:
            known = ", ".join(member.value for member in kind)
            self.note(key, f"“{value}” is not one of: {known}")
        return next(iter(kind))


@contextmanager
def definition(text: str, name: str) -> Iterator[Table]:
    """The whole of a definition, read inside the block. At its end whatever was not read is refused, and
    `DefinitionInvalid` is raised with every fault noted.
    """
    root = Table(parse(text, name), name, [])
    yield root
    root.close()
    if root.problems:
        raise DefinitionInvalid(name, root.problems)


def read_signed(root: Table) -> Signed:
    """The `[signed]` table of a definition."""
    table = root.table("signed")
    sources = []
    for item in table.tables("sources"):
        sources.append(Source(name=item.text("name"), fact=item.text("fact")))
        item.close()
    signed = Signed(
        author=table.text("author"),
        written_on=table.date("written_on"),
        checked_by=table.text("checked_by", may_be_empty=True),
        review_by=table.date("review_by"),
        sources=tuple(sources),
    )
    if signed.review_by <= signed.written_on and signed.review_by != dt.date.min:
        table.note("review_by", "must be after written_on")
    table.close()
    return signed


def note_repeats(names: Sequence[str], place: str, problems: list[Problem]) -> None:
    """Note every name that is used more than once."""
    repeated = sorted({name for name in names if names.count(name) > 1})
    problems.extend(Problem(place, f"“{name}” is used more than once") for name in repeated)
