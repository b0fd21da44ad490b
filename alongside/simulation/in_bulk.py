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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import models

from alongside.base import ids
from alongside.base.record.access import quarter_of
from alongside.simulation.clinic import Clinic
from alongside.simulation.rows import Prepare, Table, Writer, empty_shelves
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
    templates = _Telling(seed, ZoneInfo(clinic.service.time_zone), until).templates(own, counted)
    with empty_shelves():
        for done in _tell(others, templates, len(own)):
            if progress:
                progress(done)


def _tell(lives: Iterable[Life], templates: Mapping[int, _Template], done: int) -> Iterator[int]:
    """Writes ``lives``, some at a time; gives how many there are then."""
    writer = Writer()
    for life in lives:
        writer.add(templates[life.like].render(life))
        done += 1
        if done % _LIVES_AT_ONCE == 0:
            writer.flush()
            yield done
    writer.flush()
    yield done


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


class _Template:
    """The rows of one life, and where in them is something of its own.

    Every cell of every row is a place in one list: first what is the same in all lives like this one, then
    what each has of its own. So a life is told by making that second part once, and picking.
    """

    def __init__(self, life: Life, telling: _Telling, at: list[datetime], draws: list[int]) -> None:
        self._life, self._telling, self._at, self._draws = life, telling, at, draws
        self._words = {word: place for place, word in reversed(list(enumerate(life.words()))) if word}
        self._same: list[Any] = []
        self._own: list[tuple[Recipe, Prepare]] = []
        self._places: dict[Any, int] = {}
        self._rows: list[tuple[Table, list[int]]] = []
        self._pick: list[tuple[Table, Callable[[list[Any]], tuple[Any, ...]]]] = []

    def reader(self) -> _Reader:
        """Finds in this life's rows what is its own."""
        life = self._life
        keys = self._telling.ids(life, self._at, self._draws)
        return _Reader(keys, self._words, self._at, life.later_by, self._telling.born_on(life))

    def add(self, table: Table, cells: tuple[Any, ...], recipes: list[Recipe | None]) -> None:
        """One more row; ``recipes`` say of each cell how it follows, None where it is the same in all."""
        places = []
        for at, (cell, recipe) in enumerate(zip(cells, recipes, strict=True)):
            prepare = table.preparing(at)
            if recipe is None:
                self._same.append(prepare(cell))
                places.append(len(self._same) - 1)
            else:
                # Negative, so counted from the end: how much is the same is known only at last.
                places.append(-1 - self._place(recipe, prepare, table.kind(at)))
        self._rows.append((table, places))

    def _place(self, recipe: Recipe, prepare: Prepare, kind: str) -> int:
        if (recipe, kind) not in self._places:
            self._places[recipe, kind] = len(self._own)
            self._own.append((recipe, prepare))
        return self._places[recipe, kind]

    def close(self) -> None:
        """There are no more rows."""
        self._own.reverse()
        self._pick = [(table, itemgetter(*places)) for table, places in self._rows]

    def render(self, life: Life) -> Iterator[tuple[Table, tuple[Any, ...]]]:
        """The same rows, of ``life``."""
        later = life.later_by - self._life.later_by
        keys = self._telling.ids(life, [at + later for at in self._at], self._draws)
        own = _Own(keys, list(life.words()), later, self._telling.born_on(life))
        self._same_words_twice(own.words)
        cells = self._same + [prepare(recipe(own)) for recipe, prepare in self._own]
        return ((table, pick(cells)) for table, pick in self._pick)

    def _same_words_twice(self, words: list[str]) -> None:
        """Words that were the same in the one life must be so in the other: nothing tells them apart."""
        for at, word in enumerate(self._life.words()):
            if word and words[self._words[word]] != words[at]:
                raise ValueError(f"life {self._life.number} says one thing twice where another says two")


@dataclass(frozen=True, slots=True)
class _Own:
    """What a life has of its own."""

    ids: list[UUID]
    words: list[str]
    later: timedelta
    born_on: date


Recipe = Callable[[_Own], Any]


class _Telling:
    """Makes templates of the rows that lived lives left."""

    def __init__(self, seed: int, zone: ZoneInfo, until: date) -> None:
        self._seed, self._zone, self._until = seed, zone, until

    def born_on(self, life: Life) -> date:
        return life.born_on(self._until)

    def instants(self, life: Life) -> list[datetime]:
        return list(instants(life, self._zone, self._until))

    def ids(self, life: Life, at: list[datetime], draws: list[int]) -> list[UUID]:
        """Every id that the life's source gives, in order: at each instant as many as were drawn there."""
        draw = source_of(self._seed, life.number).getrandbits
        return [
            ids.uuid7_of(milliseconds, draw(ids.RANDOM_BITS))
            for moment, count in zip(at, draws, strict=True)
            if (milliseconds := ids.milliseconds_of(moment))
            for _ in range(count)
        ]

    def templates(self, lives: Iterable[Life], counted: _Counted) -> dict[int, _Template]:
        """A template of each of ``lives``, by its number."""
        found: dict[int, _Template] = {}
        readers: dict[int, _Reader] = {}
        owner: dict[UUID, int] = {}
        for life in lives:
            template = _Template(life, self, self.instants(life), counted.draws(life))
            found[life.number] = template
            readers[life.number] = template.reader()
            owner.update(dict.fromkeys(readers[life.number].ids, life.number))
        for table in tables():
            for cells in table.rows():
                number = owner.get(cells[table.key])
                if number is not None:
                    found[number].add(table, cells, readers[number].recipes(cells))
        for template in found.values():
            template.close()
        return found


class _Reader:
    """Finds, in the rows of one life, what is its own."""

    def __init__(
        self, keys: list[UUID], words: dict[str, int], at: list[datetime], later: timedelta, born_on: date
    ) -> None:
        self.ids = {key: at for at, key in enumerate(keys)}
        self._texts: dict[str, Recipe] = {word: _word(at) for word, at in words.items()}
        self._texts |= {str(key): _id_text(at) for key, at in self.ids.items()}
        self._texts |= {moment.isoformat(): _instant_text(moment) for moment in at}
        self._quarters = {quarter_of(moment): moment for moment in at}
        self._fraction = later.microseconds
        self._born_on = born_on

    def recipes(self, cells: tuple[Any, ...]) -> list[Recipe | None]:
        """Of each cell how it follows from what a life has of its own; None where it does not."""
        return [self._recipe(cell) for cell in cells]

    def _recipe(self, cell: Any) -> Recipe | None:
        """How the cell follows from what a life has of its own; None where it does not."""
        if isinstance(cell, UUID):
            return _id(self.ids[cell]) if cell in self.ids else None
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
        found = [each for each in _ID.finditer(cell) if UUID(each[0]) in self.ids]
        if not found:
            return None
        return _with_ids(cell, [(each.span(), self.ids[UUID(each[0])]) for each in found])

    def _instant(self, cell: datetime) -> Recipe | None:
        """An instant of a step carries the fraction of a second that is the life's own, and so does
        whatever is counted from it. The rest is a quarter of an hour, or when the clinic opens.
        """
        if cell.microsecond == self._fraction:
            return _moved(cell)
        moment = self._quarters.get(cell)
        return _quarter(moment) if moment is not None else None


@cache
def _id(at: int) -> Recipe:
    return lambda own: own.ids[at]


@cache
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


@cache
def _word(at: int) -> Recipe:
    return lambda own: own.words[at]


@cache
def _moved(moment: datetime) -> Recipe:
    return lambda own: moment + own.later


@cache
def _instant_text(moment: datetime) -> Recipe:
    return lambda own: (moment + own.later).isoformat()


@cache
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
            yield Table(model)


def _keyed_by_id(key: Any) -> bool:
    while isinstance(key, models.OneToOneField):
        key = key.target_field
    return isinstance(key, models.UUIDField)
