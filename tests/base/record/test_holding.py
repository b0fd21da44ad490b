"""Who waited for a row reads it as it is then, with what it points to then. On a real PostgreSQL."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID

import pytest
from django.db import connection, transaction

from alongside.base.ids import uuid7
from alongside.base.record.holding import hold
from alongside.care.partnership.actions import attention
from alongside.care.partnership.models import AttentionItem
from tests.conftest import Clinic

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

OWNED = AttentionItem.objects.select_related("owner", "partnership")


def somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_a_row_that_points_elsewhere_meanwhile_is_read_with_where_it_points_then(clinic: Clinic) -> None:
    routine = AttentionItem.Harm.ROUTINE
    item = attention.open_item(
        partnership=clinic.partnership, kind="call-due", by=None, owner=clinic.priya, harm=routine
    )
    changed = Event()

    def waits(key: UUID) -> AttentionItem:
        try:
            assert changed.wait(timeout=120)
            with transaction.atomic():
                return hold(OWNED, key)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            mine = hold(OWNED, item.pk)
            mine.owner = clinic.okafor
            mine.save()
            later = pool.submit(waits, item.pk)
            changed.set()
            until = time.monotonic() + 30
            while not somebody_waits_for_a_lock():
                assert time.monotonic() < until, "the other does not wait"
        row = later.result()
    assert (row.owner_id, row.owner) == (clinic.okafor.pk, clinic.okafor)


def test_a_row_that_is_not_there_is_not_there(clinic: Clinic) -> None:
    with transaction.atomic(), pytest.raises(AttentionItem.DoesNotExist):
        hold(OWNED, uuid7())
