"""A prepared question asks what Django would ask, whatever was asked before."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_type_hints
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from alongside.base import clock, ids
from alongside.base.prepared import _FIELDS, Prepared, prepared, questions
from alongside.base.services.models import Service

pytestmark = pytest.mark.django_db

importlib.import_module("alongside.config.urls")  # every room's questions are known

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def values(question: Prepared[..., Any], salt: int) -> dict[str, Any]:
    """Something for each argument, other things for another ``salt``."""
    some: Mapping[type, Any] = {
        UUID: UUID(int=salt),
        datetime: NOON + timedelta(hours=salt),
        date: NOON.date() + timedelta(days=salt),
        str: f"word {salt}",
    }
    assert some.keys() == _FIELDS.keys()
    hints = get_type_hints(question.plain)
    return {name: some[kind] for name, kind in hints.items() if name != "return"}


def said(sql: str) -> str:
    """Without the parentheses that Django puts around what it did not make of a value."""
    return sql.replace("(%s)", "%s")


@pytest.mark.parametrize("name", sorted(questions))
def test_each_asks_what_django_would_ask_also_at_another_time(name: str) -> None:
    question = Prepared(questions[name].plain)  # nothing made yet
    for salt in (1, 2):
        asked = values(question, salt)
        with clock.frozen(NOON + timedelta(days=salt)):
            plain = question.plain(**asked)
            sql, parameters = plain.query.get_compiler(plain.db).as_sql()
            assert said(question.made().sql) == said(sql)
            assert question.bound(asked) == tuple(parameters)
        assert not plain._prefetch_related_lookups, "what is prefetched is not asked"


@prepared
def _named(*, name: str) -> QuerySet[Service]:
    return Service.objects.filter(name=name)


@prepared
def _held(*, key: UUID) -> QuerySet[Service]:
    return Service.objects.select_for_update().filter(pk=key)


def test_the_rows_are_those_of_now_and_of_these_values() -> None:
    assert _named(name="Hill") == []
    hill, lake = (Service.objects.create(name=name, phone="1") for name in ("Hill", "Lake"))
    assert _named(name="Hill") == [hill]
    assert _named(name="Lake") == [lake]
    assert vars(_named(name="Hill")[0])["opening_hours"] == hill.opening_hours  # converted as Django does
    lake.delete()
    assert _named(name="Lake") == []


def test_nothing_to_compare_with_is_refused_instead_of_found_nowhere() -> None:
    with pytest.raises(ValueError, match="name is not said"):
        _named(name=None)


@pytest.mark.django_db(transaction=True)
def test_what_holds_a_row_is_refused_outside_a_transaction_every_time() -> None:
    with transaction.atomic():
        assert _held(key=ids.uuid7()) == []
    assert not connection.in_atomic_block
    with pytest.raises(transaction.TransactionManagementError):
        _held(key=ids.uuid7())
