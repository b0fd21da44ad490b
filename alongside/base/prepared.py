"""Questions to the database whose SQL is made once a process, and asked again with other values.

Django makes the SQL of a query anew each time. For a question that every page asks this costs up to ten times
what it costs to answer it. Such a question is written as a function that returns an ordinary ``QuerySet``,
with typed arguments that stand only where a value is compared:

    @prepared
    def _of_day(*, partnership: UUID, on: date) -> QuerySet[CheckIn]:
        return CheckIn.objects.filter(partnership=partnership, on=on)

    _of_day(partnership=key, on=today)  # a list, read now

Only for what is asked with every request of a kind: elsewhere a query is written where it is needed. The
function runs once: what it computed from an argument, or read from the clock, would stand for ever.
``tests/base/test_prepared.py`` holds that each asks what Django would ask.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, ParamSpec, TypeVar, get_type_hints
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import QuerySet
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

Values = ParamSpec("Values")
Row = TypeVar("Row")

_FIELDS: dict[type, models.Field[Any, Any]] = {
    UUID: models.UUIDField(),
    datetime: models.DateTimeField(),
    date: models.DateField(),
    str: models.CharField(),
}


class _Slot(Expression):
    """Where a value will stand: among the parameters of the SQL, instead of one."""

    def __init__(self, name: str, kind: type) -> None:
        super().__init__(output_field=_FIELDS[kind])
        self.name = name

    def as_sql(self, *_args: Any, **_context: Any) -> tuple[str, Any]:
        return "%s", (self,)

    def adapted(self, value: Any) -> Any:
        if value is None:  # compared with nothing, SQL would find nothing
            raise ValueError(f"{self.name} is not said")
        return self.output_field.get_db_prep_value(value, connection)


@dataclass(frozen=True, slots=True)
class _Made:
    """What Django made of a question, for one kind of database."""

    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]


class Prepared(Generic[Values, Row]):
    """A question, asked by calling it; ``plain`` is the function, for an ordinary query."""

    def __init__(self, plain: Callable[Values, QuerySet[Any, Row]]) -> None:
        self.plain = plain
        self.name = f"{plain.__module__}.{plain.__qualname__}"
        self._made: dict[str, _Made] = {}
        questions[self.name] = self

    def __call__(self, *_none: Values.args, **values: Values.kwargs) -> list[Row]:
        made = self.made()
        if made.rows.query.select_for_update and not connection.in_atomic_block:
            raise transaction.TransactionManagementError(f"{self.name} holds rows: outside a transaction")
        compiler = copy.copy(made.compiler)
        compiler.connection = transaction.get_connection()  # this thread's
        bound = made.sql, self.bound(values)
        compiler.as_sql = lambda *_args, **_kwargs: bound  # type: ignore[method-assign]
        rows: Iterable[Row] = made.rows._iterable_class(_asking(made.rows, compiler))  # type: ignore[assignment]
        return list(rows)

    def one(self, *_none: Values.args, **values: Values.kwargs) -> Row:
        """The only row, or the first; raises the model's ``DoesNotExist``."""
        for row in self(*_none, **values):
            return row
        raise self.made().rows.model.DoesNotExist(self.name)

    def made(self) -> _Made:
        """The SQL, made by Django the first time. Needs a transaction where it holds rows."""
        if connection.vendor not in self._made:
            hints = get_type_hints(self.plain)
            slots = {name: _Slot(name, kind) for name, kind in hints.items() if name != "return"}
            rows = self.plain(**slots)  # type: ignore[arg-type, call-arg] # slots where values are expected
            compiler = rows.query.get_compiler(rows.db)
            sql, parameters = compiler.as_sql()
            converters = compiler.get_converters([column for column, *_ in compiler.select])
            compiler.get_converters = lambda _columns: converters
            self._made[connection.vendor] = _Made(rows, compiler, sql, parameters)
        return self._made[connection.vendor]

    def bound(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The parameters with ``values`` in their places."""
        return tuple(
            each.adapted(values[each.name]) if isinstance(each, _Slot) else each
            for each in self.made().parameters
        )


questions: dict[str, Prepared[..., Any]] = {}


def prepared(plain: Callable[Values, QuerySet[Any, Row]]) -> Prepared[Values, Row]:
    """Make the question that ``plain`` asks a prepared one."""
    return Prepared(plain)


def _asking(rows: QuerySet[Any, Any], compiler: SQLCompiler) -> QuerySet[Any, Any]:
    """``rows`` anew, with a query that ``compiler`` has made already."""
    query = copy.copy(rows.query)
    query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
    return type(rows)(rows.model, query, rows.db)
