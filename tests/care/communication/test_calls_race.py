"""Two at once: one has the call, the other is told; two windows of the person's ask once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from alongside.base import clock
from alongside.care.communication.actions import call as asking
from alongside.care.communication.actions import call_try, call_work
from alongside.care.communication.actions.call_work import SomebodyHasIt
from alongside.care.communication.models import Call, CallTry
from alongside.care.partnership.models import AttentionItem
from tests.care.communication.call_cast import ANY, same_figures
from tests.conftest import THURSDAY, make_clinic

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    together = Barrier(len(acts))

    def one(act):
        try:
            together.wait(timeout=120)
            with clock.frozen(THURSDAY):  # each thread has a clock of its own
                return act()
        except SomebodyHasIt as told:
            return told
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result() for each in [pool.submit(one, act) for act in acts]]


def test_of_two_who_ring_at_once_one_has_it_and_the_other_is_told_who() -> None:
    clinic = make_clinic()
    with clock.frozen(THURSDAY):
        windows = [lambda: asking.ask(partnership=clinic.partnership, asked=ANY, by=clinic.joan)] * 2
        assert len({each.pk for each in at_once(*windows)}) == 1, "two windows, one call"
        call = Call.objects.get()
        begun = at_once(
            lambda: call_try.begin(call=call, by=clinic.priya),
            lambda: call_try.begin(call=call, by=clinic.okafor),
        )
        (has_it,) = (each for each in begun if isinstance(each, CallTry))
        (told,) = (each for each in begun if isinstance(each, SomebodyHasIt))
        assert told.who == has_it.by == Call.objects.get().owner
        assert CallTry.objects.count() == 1
        started = at_once(
            *(
                lambda by=by: call_work.start(partnership=clinic.partnership, by=by, reason="went-quiet")
                for by in (clinic.priya, clinic.okafor)
            )
        )
        assert started[0] == started[1], "two press Ring on one line: one call"
        assert AttentionItem.objects.filter(kind="call-due", closed_at=None).count() == 1
        assert same_figures(clinic)
