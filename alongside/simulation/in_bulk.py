"""Many invented lives as rows, without living each: equal to what the actions would have written.

    tell(lives, clinic=clinic, until=until, seed=seed, progress=progress)

Lives with steps of their own are lived through the actions. From the rows that these leave, every life
that shares their steps is told again, as a row here for a row there: its ids drawn as its own source would
draw them, its instants moved as its own steps are, its name and words in the place of the other's; all the
rest as it is. So nothing here knows what an action writes, and a changed action changes what is told. A test
lives the same people both ways and compares all rows of all tables.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection, models

from alongside.base import clock, ids
from alongside.base.record.access import quarter_of
from alongside.simulation.clinic import Clinic
from alongside.simulation.rows import Table, Writer
from alongside.simulation.steps import Life
from alongside.simulation.through_actions import instants, live, source_of

Progress = Callable[[int], None]
_LIVES_AT_ONCE = 500
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}")
_NOT_ABOUT_PEOPLE = ("auth", "contenttypes", "sessions")


def tell(
    lives: Iterable[Life],
    *,
    clinic: Clinic,
    until: date,
    seed: int,
    progress: Progress | None = None,
) -> None:
    """Write all ``lives``: first come those like themselves, then, one by one, those like one of these."""
    own, others = _apart(lives)
    counted = _Counted(seed)
    live(own, clinic=clinic, until=until, seed=seed, progress=progress, source=counted.source)
    told = _Telling(seed, ZoneInfo(clinic.service.time_zone), until)
    templates = told.templates(own, counted)
    writer = Writer()
    done = len(own)
    for life in others:
        template = templates[life.like]
        template.render(life, told.ids(life, template.draws), told.born_on(life), writer)
        done += 1
        if done % _LIVES_AT_ONCE == 0:
            writer.flush()
            if progress:
                progress(done)
    writer.flush()
    if progress:
        progress(done)


def _apart(lives: Iterable[Life]) -> tuple[list[Life], Iterator[Life]]:
    """The lives of their own that come first, and the others, which are not all held at once."""
    rest = iter(lives)
    own: list[Life] = []
    for life in rest:
        if life.number != life.like:
            return own, chain([life], rest)
        own.append(life)
    return own, rest


class _Counting(random.Random):
    """Draws as its seed says, and counts for each step how many ids were drawn."""

    def __init__(self, seed: int, number: int) -> None:
        super().__init__()
        self.setstate(source_of(seed, number).getstate())
        self.draws: list[int] = []

    def getrandbits(self, k: int, /) -> int:
        self.draws[-1] += 1
        return super().getrandbits(k)


class _Counted:
    """The counting sources of the lives that are lived."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._there: dict[int, _Counting] = {}

    def source(self, life: Life) -> random.Random:
        there = self._there.get(life.number)
        if there is None:
            there = self._there[life.number] = _Counting(self._seed, life.number)
        there.draws.append(0)
        return there

    def draws(self, life: Life) -> list[int]:
        return self._there[life.number].draws


@dataclass
class _Template:
    """The rows of one life, and where in them is something of its own."""

    life: Life
    draws: list[int]
    words: dict[str, int]
    rows: list[_Row] = field(default_factory=list)

    def render(self, life: Life, keys: list[UUID], born_on: date, writer: Writer) -> None:
        """The same rows, of ``life``."""
        own = _Own(keys, list(life.words()), life.later_by - self.life.later_by, born_on)
        self._same_words_twice(own.words)
        prepared: dict[Any, Any] = {}
        for row in self.rows:
            cells = row.cells.copy()
            for at, recipe, recurs in row.recipes:
                cell = recipe(own)
                if not recurs:
                    cells[at] = row.table.prepared(at, cell)
                elif cell in prepared:
                    cells[at] = prepared[cell]
                else:
                    cells[at] = prepared[cell] = row.table.prepared(at, cell)
            writer.add(row.table, cells)

    def _same_words_twice(self, words: list[str]) -> None:
        """Words that were the same in the one life must be so in the other: nothing tells them apart."""
        for at, word in enumerate(self.life.words()):
            if word and words[self.words[word]] != words[at]:
                raise ValueError(f"life {self.life.number} says one thing twice where another says two")


@dataclass(frozen=True, slots=True)
class _Own:
    """What a life has of its own."""

    ids: list[UUID]
    words: list[str]
    later: timedelta
    born_on: date


Recipe = Callable[[_Own], Any]


@dataclass(frozen=True, slots=True)
class _Row:
    """``recipes``: the column, how its cell follows, and whether the same ids and instants recur in many."""

    table: Table
    cells: list[Any]
    recipes: list[tuple[int, Recipe, bool]]


class _Telling:
    """Makes templates of the rows that lived lives left."""

    def __init__(self, seed: int, zone: ZoneInfo, until: date) -> None:
        self._seed, self._zone, self._until = seed, zone, until

    def born_on(self, life: Life) -> date:
        return life.born_on(self._until)

    def ids(self, life: Life, draws: list[int]) -> list[UUID]:
        """Every id that the life's source gives, in order."""
        keys = []
        source = source_of(self._seed, life.number)
        with ids.seeded(source):
            for at, count in zip(instants(life, self._zone, self._until), draws, strict=True):
                if count:
                    with clock.frozen(at):
                        keys += [ids.uuid7() for _ in range(count)]
        return keys

    def templates(self, lives: Iterable[Life], counted: _Counted) -> dict[int, _Template]:
        """A template of each of ``lives``, by its number."""
        found: dict[int, _Template] = {}
        readers: dict[int, _Reader] = {}
        owner: dict[UUID, int] = {}
        for life in lives:
            draws = counted.draws(life)
            keys = self.ids(life, draws)
            owner.update(dict.fromkeys(keys, life.number))
            words = {word: at for at, word in reversed(list(enumerate(life.words()))) if word}
            found[life.number] = _Template(life, draws, words)
            at = list(instants(life, self._zone, self._until))
            readers[life.number] = _Reader(keys, words, at, life.later_by, self.born_on(life))
        for table in tables():
            for cells in table.rows():
                number = owner.get(cells[table.key])
                if number is not None:
                    found[number].rows.append(readers[number].row(table, cells))
        return found


class _Reader:
    """Finds, in the rows of one life, what is its own."""

    def __init__(
        self, keys: list[UUID], words: dict[str, int], at: list[datetime], later: timedelta, born_on: date
    ) -> None:
        self._ids = {key: at for at, key in enumerate(keys)}
        self._texts: dict[str, Recipe] = {word: _word(at) for word, at in words.items()}
        self._texts |= {str(key): _id_text(at) for key, at in self._ids.items()}
        self._texts |= {moment.isoformat(): _instant_text(moment) for moment in at}
        self._quarters = {quarter_of(moment): moment for moment in at}
        self._fraction = later.microseconds
        self._born_on = born_on

    def row(self, table: Table, cells: tuple[Any, ...]) -> _Row:
        recipes = [
            (at, recipe, isinstance(cell, UUID | datetime))
            for at, cell in enumerate(cells)
            if (recipe := self._recipe(cell)) is not None
        ]
        return _Row(table, [table.prepared(at, cell) for at, cell in enumerate(cells)], recipes)

    def _recipe(self, cell: Any) -> Recipe | None:
        """How the cell follows from what a life has of its own; None where it does not."""
        if isinstance(cell, UUID):
            return _id(self._ids[cell]) if cell in self._ids else None
        if isinstance(cell, datetime):
            return self._instant(cell)
        if isinstance(cell, date):
            return _born_on if cell == self._born_on else None
        if isinstance(cell, str):
            return self._text(cell)
        if isinstance(cell, dict):
            parts = {key: (self._text(key), self._recipe(part)) for key, part in cell.items()}
            return _dict(cell, parts) if any(any(both) for both in parts.values()) else None
        if isinstance(cell, list):
            items = [self._recipe(part) for part in cell]
            return _list(cell, items) if any(items) else None
        return None

    def _text(self, cell: str) -> Recipe | None:
        """Words of the life's own, or a text with ids in it: ``goal:ID``, ``step.ID.did``."""
        if cell in self._texts:
            return self._texts[cell]
        found = [each for each in _ID.finditer(cell) if UUID(each[0]) in self._ids]
        if not found:
            return None
        return _with_ids(cell, [(each.span(), self._ids[UUID(each[0])]) for each in found])

    def _instant(self, cell: datetime) -> Recipe | None:
        """An instant of a step carries the fraction of a second that is the life's own, and so does
        whatever is counted from it. The rest is a quarter of an hour, or when the clinic opens.
        """
        if cell.microsecond == self._fraction:
            return _moved(cell)
        moment = self._quarters.get(cell)
        return _quarter(moment) if moment is not None else None


def _id(at: int) -> Recipe:
    return lambda own: own.ids[at]


def _id_text(at: int) -> Recipe:
    return lambda own: str(own.ids[at])


def _with_ids(cell: str, places: list[tuple[tuple[int, int], int]]) -> Recipe:
    """``cell`` with the life's own ids in these places, written as there: with dashes or without."""

    def told(own: _Own) -> str:
        pieces, end = [], 0
        for (start, stop), at in places:
            key = own.ids[at]
            pieces += [cell[end:start], key.hex if stop - start == 32 else str(key)]
            end = stop
        return "".join([*pieces, cell[end:]])

    return told


def _word(at: int) -> Recipe:
    return lambda own: own.words[at]


def _moved(moment: datetime) -> Recipe:
    return lambda own: moment + own.later


def _instant_text(moment: datetime) -> Recipe:
    return lambda own: (moment + own.later).isoformat()


def _quarter(moment: datetime) -> Recipe:
    return lambda own: quarter_of(moment + own.later)


def _born_on(own: _Own) -> date:
    return own.born_on


def _dict(cell: dict[str, Any], parts: dict[str, tuple[Recipe | None, Recipe | None]]) -> Recipe:
    """A key may be an id too."""

    def told(own: _Own) -> dict[str, Any]:
        found = {}
        for key, part in cell.items():
            name, value = parts[key]
            found[name(own) if name is not None else key] = value(own) if value is not None else part
        return found

    return told


def _list(cell: list[Any], parts: list[Recipe | None]) -> Recipe:
    return lambda own: [
        recipe(own) if recipe is not None else part for part, recipe in zip(cell, parts, strict=True)
    ]


def tables() -> Iterator[Table]:
    """Every table that may hold something about a person."""
    for model in apps.get_models():
        if model._meta.app_label not in _NOT_ABOUT_PEOPLE and _keyed_by_id(model._meta.pk):
            yield Table(model, connection)


def _keyed_by_id(key: Any) -> bool:
    while isinstance(key, models.OneToOneField):
        key = key.target_field
    return isinstance(key, models.UUIDField)
