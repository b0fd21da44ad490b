"""Invented people in the test database, looked at and rolled back: nothing of them stays for other tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, transaction

from alongside.care.partnership import figures
from alongside.care.partnership.models import Partnership
from alongside.simulation import demo, in_bulk
from alongside.simulation.clinic import Clinic

FRIDAY = date(2026, 11, 20)
Rows = dict[str, list[str]]


def written(
    live: Callable[[Clinic], None], *, seed: int = 2018, look: Callable[[], Any] | None = None
) -> tuple[Rows, Any]:
    """Every row of every table after ``live`` in a fresh clinic, and whatever ``look`` saw there."""
    with transaction.atomic():
        live(demo.founded(FRIDAY, seed))
        connection.check_constraints()
        rows = {table.name: [repr(cells) for cells in table.rows()] for table in in_bulk.tables()}
        seen = look() if look else None
        transaction.set_rollback(True)
    return rows, seen


def wrong_figures() -> list[str]:
    """Partnerships whose kept figures are not those that their rows give."""
    return [
        str(partnership)
        for partnership in Partnership.objects.all()
        if figures.kept(partnership) != figures.rebuilt(partnership)
    ]
