"""Hold a row, then read it: how an action waits for another that is changing the same thing."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def hold(rows: QuerySet[Row], key: UUID) -> Row:
    """The row ``key`` of ``rows`` as it is now, held until the transaction ends.

    Two statements, never one. While this waits for another transaction, that one may point the row
    somewhere else; PostgreSQL then reads the row anew but not what was joined to it, and finds nothing,
    or the row beside what it pointed to before (``EvalPlanQual`` under ``READ COMMITTED``). SQLite has one
    writer at a time, who holds everything already, so that there the first statement is not needed.

    Raises the model's ``DoesNotExist``.
    """
    hold_only(rows.model, key)
    return rows.get(pk=key)


def hold_only(model: type[Model], key: UUID) -> None:
    """The first of the two statements, for who asks the second as a prepared question.

    Raises the model's ``DoesNotExist`` where rows can be held, and nothing where holding is not needed.
    """
    if connection.features.has_select_for_update:
        model._base_manager.select_for_update().values_list("pk").get(pk=key)
