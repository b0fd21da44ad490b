"""A database that gives rows in another order wherever a query leaves the order open.

PostgreSQL owes nobody an order: what stands first among equals follows where a row came to lie, and that
changes when a table is cleaned up between two queries. Waiting for it to happen is luck; here it always does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.models.sql.compiler import SQLCompiler

_UNIQUE = {"pk", "-pk", "id", "-id"}


@contextmanager
def equals_the_other_way_round() -> Iterator[None]:
    """Inside, rows that a query's ordering does not tell apart come last key first."""
    as_asked = SQLCompiler.get_order_by

    def turned(compiler: SQLCompiler) -> Any:
        query = compiler.query
        asked = tuple(query.order_by) or (tuple(query.get_meta().ordering) if query.default_ordering else ())
        whole_rows = not (query.distinct or query.group_by or query.combinator or query.extra_order_by)
        if type(compiler) is not SQLCompiler or not whole_rows or (asked and asked[-1] in _UNIQUE):
            return as_asked(compiler)
        kept = query.order_by
        query.order_by = (*asked, "-pk")
        try:
            return as_asked(compiler)
        finally:
            query.order_by = kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLCompiler, "get_order_by", turned)
        yield
