"""What is held about a person: every table says how its rows lead to them, or why it is left out.

A room declares its own from ``AppConfig.ready``:

    held.declare(Held(CheckIn, _("How it went")), Held(CheckInWord, _("..."), via="check_in__partnership"))
    held.leave_out({"care_room.Model": "why nothing of a person is in it"})

``everything`` walks them all for the person's own copy. ``tests/care/partnership/test_own_copy.py`` fails for
a model that is in neither list. What the person may not read yet (an answer before both are in, a draft that
is somebody else's) is kept out by ``only``, under the same rules as on the pages; so would be, without a
trace, whatever a later room restricts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.reasons import Text


@dataclass(frozen=True, slots=True)
class Row:
    """``shown`` is what is read, label and value; ``data`` every field as it is kept."""

    shown: list[tuple[str, object]]
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class Held:
    """A table of which rows lead to a person by ``via``.

    ``only`` narrows to what the person may read. ``read`` gives a field's value in words (the data keep the
    value too). ``without`` names fields that nobody is given; ``quiet`` those that only the data have.
    ``lines`` makes the rows itself, where who may be named depends on more than the row. ``unread``: a row
    that only the data have, because another table says the same in better words.
    """

    model: type[models.Model]
    title: Text
    via: str = "partnership"
    only: Callable[[Partnership], Q] | None = None
    order: tuple[str, ...] = ("pk",)
    related: tuple[str, ...] = ()
    lines: Callable[[Partnership], list[Row]] | None = None
    unread: Callable[[Any], bool] | None = None
    read: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return self.model._meta.label

    def leads_to(self, partnership: Partnership) -> dict[str, object]:
        """The condition under which a row is of ``partnership``, whoever may read it."""
        path, _sep, whose = self.via.partition("=")
        return {path: partnership.person_id if whose == "person" else partnership.pk}

    def rows(self, partnership: Partnership) -> list[models.Model]:
        """The rows of ``partnership`` that its person may read, in order."""
        rows = self.model._base_manager.filter(**self.leads_to(partnership))
        if self.only is not None:
            rows = rows.filter(self.only(partnership))
        return list(rows.select_related(*self.related).order_by(*self.order))


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: str
    rows: list[Row]


_held: dict[str, Held] = {}
_left_out: dict[str, str] = {}

# What no reader can do anything with: keys, places in a list, what a window was at.
TECHNICAL = frozenset({"id", "service", "partnership", "subject", "window", "revision", "lease", "order"})


def declare(*tables: Held) -> None:
    """Say which tables hold something of a person; called once from a room's ``AppConfig.ready``."""
    _held.update({one.name: one for one in tables})


def leave_out(reasons: Mapping[str, str]) -> None:
    """Say why tables (``app.Model``) hold nothing of a person that a copy would have to give them."""
    _left_out.update(reasons)


def declared() -> dict[str, Held]:
    return dict(_held)


def left_out() -> dict[str, str]:
    return dict(_left_out)


def everything(partnership: Partnership, words: Mapping[str, Text]) -> list[Table]:
    """Every table with rows of this person, in the order in which rooms declared them.

    ``words`` are the labels of fields by name; a field without one is called as the column is.
    """
    plain = [(one, one.rows(partnership)) for one in _held.values() if one.lines is None]
    names = _names([row for _one, rows in plain for row in rows])
    made = {one.name: [_row(one, row, names, words) for row in rows] for one, rows in plain}
    made |= {one.name: one.lines(partnership) for one in _held.values() if one.lines is not None}
    return [Table(one.name, str(one.title), made[one.name]) for one in _held.values() if made[one.name]]


def _names(rows: list[models.Model]) -> dict[Any, str]:
    """What the accounts are called that the rows name, in one query."""
    keys = {
        getattr(row, column.attname)
        for row in rows
        for column in row._meta.concrete_fields
        if column.related_model is Account
    }
    return dict(Account.objects.filter(pk__in=keys - {None}).values_list("pk", "name"))


def _row(held: Held, row: models.Model, names: Mapping[Any, str], words: Mapping[str, Text]) -> Row:
    shown: list[tuple[str, object]] = []
    data: dict[str, object] = {}
    for column in held.model._meta.concrete_fields:
        if column.name in held.without:
            continue
        value = getattr(row, column.attname)
        person = column.related_model is Account
        data[column.name] = names.get(value, "") if person else value
        if column.name in TECHNICAL | held.quiet or (column.is_relation and not person):
            continue
        told = _told(held, row, column, names)
        if told is None or told in ("", [], {}):
            continue
        if column.name in held.read:
            data[f"{column.name}_in_words"] = told
        label = words.get(column.name) or str(getattr(column, "verbose_name", column.name)).capitalize()
        shown.append((str(label), told))
    return Row([] if held.unread and held.unread(row) else shown, data)


def _told(held: Held, row: models.Model, column: models.Field[Any, Any], names: Mapping[Any, str]) -> object:
    if column.name in held.read:
        return held.read[column.name](row)
    value = getattr(row, column.attname)
    if column.related_model is Account:
        return names.get(value, "")
    if column.choices and value is not None:
        return str(dict(column.flatchoices).get(value, value))
    return value
