"""Two reviewers on one record in the same moment, and two thirds on one conflict. On a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Record
from alongside.evidence.screening.actions import decision as actions
from alongside.evidence.screening.models import Decision, Settling
from tests.evidence import web

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

RECORDS = 6
VERDICTS = {"in": ("in", "in"), "out": ("out", "out"), "conflict": ("in", "out")}


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """What each gave back or raised, all begun in the same moment, each with a connection of its own."""
    ready = Barrier(len(tasks))

    def run(task: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            ready.wait(timeout=60)
            return task()
        except actions.NothingToSettle as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def say(who: Account, record: Record, verdict: str) -> Callable[[], object]:
    return lambda: actions.decide(record=record, stage="title", verdict=verdict, reasons=[], by=who)


def settle(who: Account, record: Record, verdict: str) -> Callable[[], object]:
    return lambda: actions.settle(
        record=record, stage="title", verdict=verdict, reasons=[], how=Settling.How.THIRD, by=who
    )


def test_what_two_decide_in_one_moment_counts_both_and_one_conflict_is_ended_once() -> None:
    ruth, eli = web.account("Ruth Adler", professional=True), web.account("Eli Marks")
    thirds = [web.account("Nina Holm"), web.account("Olga Berg")]
    made = web.begun(ruth)
    web.joins(made, eli)
    for third in thirds:
        web.joins(made, third, "arbiter")
    web.bring_in(made, web.ris([f"Waving {at}" for at in range(RECORDS)]), ruth)
    records = list(made.records.order_by("number"))
    for at, record in enumerate(records):
        wanted = list(VERDICTS)[at % len(VERDICTS)]
        first, second = VERDICTS[wanted]
        # The same reviewer twice as well: two windows, or a second press of the key.
        at_once(say(ruth, record, first), say(eli, record, second), say(ruth, record, first))
        record.refresh_from_db()
        assert (record.title_state, record.title_count) == (wanted, 2)
        assert Decision.objects.filter(record=record, ended_at=None).count() == 2
    for record in records:
        if record.title_state != "conflict":
            continue
        given = at_once(settle(thirds[0], record, "in"), settle(thirds[1], record, "out"))
        ended = [each for each in given if isinstance(each, Settling)]
        assert len(ended) == 1, given
        record.refresh_from_db()
        assert record.title_state == ended[0].verdict
        assert Settling.objects.filter(record=record, ended_at=None).count() == 1
