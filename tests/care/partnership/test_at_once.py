"""Events and figures of one action may be written together: all of them, in order, or none."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models import F

from alongside.base import clock
from alongside.base.record import events
from alongside.base.record.models import Event
from alongside.care.partnership import figures
from alongside.care.partnership.events import BROUGHT_IN
from tests.queries import cost


def record(clinic) -> Event:
    return events.record(
        BROUGHT_IN.name, service=clinic.service, by=clinic.priya, subject=clinic.partnership.pk
    )


def test_events_of_a_block_are_one_write_and_each_is_there(clinic):
    before = Event.objects.count()
    with transaction.atomic(), cost() as found, events.at_once():
        recorded = [record(clinic) for _ in range(3)]
        with events.at_once():  # an action inside an action's block
            recorded.append(record(clinic))
    assert found.queries == 1
    assert Event.objects.count() == before + 4
    assert set(Event.objects.filter(pk__in=[one.pk for one in recorded])) == set(recorded)
    with pytest.raises(RuntimeError), events.at_once():
        raise RuntimeError
    record(clinic)
    assert Event.objects.count() == before + 5, "after a block that failed, events are written at once again"


def test_what_a_failed_block_gathered_is_not_written(clinic):
    kept, before = figures.kept(clinic.partnership), Event.objects.count()

    def fails() -> None:
        with transaction.atomic(), figures.at_once(clinic.partnership), events.at_once():
            figures.keep_opened(clinic.partnership, clock.now())
            record(clinic)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert (figures.kept(clinic.partnership), Event.objects.count()) == (kept, before)


def test_figures_of_a_block_are_one_write_and_count_in_their_order(clinic):
    open_before = figures.kept(clinic.partnership)["open_attention"]
    with transaction.atomic(), cost() as found, figures.at_once(clinic.partnership):
        figures.keep_opened(clinic.partnership, clock.now())
        figures.keep(clinic.partnership, told_again=4)
    assert found.queries == 1
    with transaction.atomic(), figures.at_once(clinic.partnership):
        for _ in range(3):  # the same column again: what came before counts first
            figures.keep_opened(clinic.partnership, clock.now())
        figures.keep(clinic.partnership, told_again=F("told_again") + 1)
        figures.keep(clinic.sams, told_again=9)  # another's is not gathered
    kept = figures.kept(clinic.partnership)
    assert (kept["open_attention"], kept["told_again"]) == (open_before + 4, 5)
    assert figures.kept(clinic.sams)["told_again"] == 9
