"""What is promised leaves at most once, and what is known not to have left is tried again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import connection, transaction

from alongside.base import clock
from alongside.base.record import gates
from alongside.base.record.deliveries import (
    LEASE,
    MOST_ATTEMPTS,
    PAUSES,
    SendingFailed,
    SendingUnknown,
    lease,
    promise,
    work_off,
)
from alongside.base.record.models import Delivery
from tests.conftest import THURSDAY, Clinic

State = Delivery.State


@pytest.fixture
def promised(clinic: Clinic, thursday) -> Delivery:
    Delivery.objects.all().delete()
    with transaction.atomic():
        return promise("news", service=clinic.service, to=clinic.joan)


def nothing(_delivery: Delivery) -> None:
    """Sends it."""


def refuse(_delivery: Delivery) -> None:
    raise SendingFailed("smtp-450")


def test_what_is_due_is_sent_once(promised: Delivery) -> None:
    seen: list[Delivery] = []
    assert work_off(seen.append) == 1
    assert work_off(seen.append) == 0
    promised.refresh_from_db()
    assert (seen, promised.state, promised.sent_at) == ([promised], State.SENT, THURSDAY)


def test_a_promise_outside_the_transaction_of_its_cause_is_refused(clinic: Clinic) -> None:
    class Outside:
        in_atomic_block = False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "get_connection", lambda: Outside)
        with pytest.raises(RuntimeError, match="outside the transaction"):
            promise("news", service=clinic.service, to=clinic.joan)


def test_what_is_due_later_waits(promised: Delivery) -> None:
    Delivery.objects.update(due_at=THURSDAY + timedelta(hours=1))
    assert work_off(nothing) == 0
    with clock.frozen(THURSDAY + timedelta(hours=1)):
        assert work_off(nothing) == 1


def test_what_a_worker_has_leased_no_other_gets(promised: Delivery) -> None:
    assert lease() == [promised]
    assert lease() == []


def test_what_did_not_leave_is_tried_again_with_growing_pauses_and_then_given_up(promised: Delivery) -> None:
    at = THURSDAY
    for pause in PAUSES:
        with clock.frozen(at):
            assert work_off(refuse) == 1
            promised.refresh_from_db()
            assert (promised.state, promised.problem) == (State.DUE, "smtp-450")
        with clock.frozen(at + pause - timedelta(seconds=1)):
            assert work_off(nothing) == 0
        at += pause
    with clock.frozen(at):
        assert work_off(refuse) == 1
        assert work_off(nothing) == 0
    promised.refresh_from_db()
    assert (promised.state, promised.attempts) == (State.FAILED, MOST_ATTEMPTS)


def test_what_can_never_leave_is_given_up_at_once(promised: Delivery) -> None:
    def no_address(_delivery: Delivery) -> None:
        raise SendingFailed("no-address", final=True)

    work_off(no_address)
    promised.refresh_from_db()
    assert (promised.state, promised.problem) == (State.FAILED, "no-address")


def test_what_may_have_left_is_shown_as_that_and_never_sent_again(promised: Delivery) -> None:
    def silence(_delivery: Delivery) -> None:
        raise SendingUnknown("connection-lost")

    work_off(silence)
    with clock.frozen(THURSDAY + timedelta(days=1)):
        assert work_off(nothing) == 0
    promised.refresh_from_db()
    assert (promised.state, promised.problem) == (State.UNCONFIRMED, "connection-lost")


class Killed(BaseException):
    """A worker ends here, and records nothing."""


def killed(_delivery: Delivery) -> None:
    raise Killed


def test_what_a_lost_worker_had_begun_is_unconfirmed_after_its_lease_and_never_sent_again(
    promised: Delivery,
) -> None:
    with pytest.raises(Killed):
        work_off(killed)
    with clock.frozen(THURSDAY + LEASE - timedelta(seconds=1)):
        assert work_off(nothing) == 0
        promised.refresh_from_db()
        assert promised.state == State.SENDING
    with clock.frozen(THURSDAY + LEASE):
        assert work_off(nothing) == 0
    promised.refresh_from_db()
    assert (promised.state, promised.problem) == (State.UNCONFIRMED, "worker-lost")


def test_what_a_lost_worker_had_not_begun_has_not_left_and_is_sent_by_the_next(
    clinic: Clinic, thursday
) -> None:
    Delivery.objects.all().delete()
    early = THURSDAY - timedelta(minutes=1)
    with transaction.atomic():
        second = promise("news", service=clinic.service, to=clinic.joan)
        first = promise("news", service=clinic.service, to=clinic.joan, due_at=early)
    with pytest.raises(Killed):
        work_off(killed)  # both in hand, the first one begun
    seen: list[Delivery] = []
    with clock.frozen(THURSDAY + LEASE):
        assert work_off(seen.append) == 1
    assert seen == [second]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.attempts) == (State.UNCONFIRMED, State.SENT, 1)


def test_a_worker_told_to_stop_gives_back_what_it_has_not_begun(clinic: Clinic, thursday) -> None:
    Delivery.objects.all().delete()
    with transaction.atomic():
        for _ in range(3):
            promise("news", service=clinic.service, to=clinic.joan)
    seen: list[Delivery] = []
    assert work_off(seen.append, is_stopped=lambda: bool(seen)) == 1
    assert sorted(Delivery.objects.values_list("state", flat=True)) == [State.DUE, State.DUE, State.SENT]
    assert work_off(seen.append) == 2


def test_what_is_held_in_hand_until_its_lease_has_ended_is_not_begun(clinic: Clinic, thursday) -> None:
    """A mail server so slow that the last of a batch is somebody else's by now."""
    Delivery.objects.all().delete()
    with transaction.atomic():
        for _ in range(2):
            promise("news", service=clinic.service, to=clinic.joan)
    seen: list[Delivery] = []
    later = ExitStack()

    def slowly(delivery: Delivery) -> None:
        seen.append(delivery)
        later.enter_context(clock.frozen(THURSDAY + LEASE))

    with later:
        assert work_off(slowly, limit=2) == 2
        assert len(seen) == 1
        assert work_off(seen.append) == 1
    assert seen[0] != seen[1]


@pytest.fixture
def gate() -> Iterator[list[gates.Verdict]]:
    """A gate of this test's; it says what the list says first."""
    says: list[gates.Verdict] = []
    gates.declare("test", lambda _delivery: says[0], lambda _delivery: None)
    yield says
    del gates._gates["test"], gates._follows["test"]


def test_what_a_gate_withholds_never_leaves_and_says_why(promised: Delivery, gate) -> None:
    gate.append(gates.Withhold("do_not_contact"))
    assert work_off(killed) == 1
    promised.refresh_from_db()
    assert (promised.state, promised.problem, promised.attempts) == (State.WITHHELD, "do_not_contact", 0)
    with clock.frozen(THURSDAY + timedelta(days=1)):
        assert work_off(killed) == 0


def test_what_a_gate_lets_wait_is_asked_again_then(promised: Delivery, gate) -> None:
    until = THURSDAY + timedelta(days=1)
    gate.append(gates.Wait(until, "bad_day"))
    assert work_off(killed) == 1
    assert work_off(killed) == 0
    gate[0] = gates.Go()
    with clock.frozen(until):
        assert work_off(nothing) == 1
    promised.refresh_from_db()
    assert (promised.state, promised.attempts) == (State.SENT, 1)


def test_what_would_wait_until_it_is_of_no_use_expires(promised: Delivery, gate) -> None:
    gate.append(gates.Wait(THURSDAY + timedelta(days=3), "bad_day"))
    assert work_off(killed) == 1
    promised.refresh_from_db()
    assert (promised.state, promised.problem) == (State.EXPIRED, "bad_day")


def test_a_gate_that_breaks_lets_nothing_through(promised: Delivery, gate) -> None:
    with pytest.raises(IndexError):
        work_off(nothing)
    promised.refresh_from_db()
    assert promised.state == State.LEASED


def test_those_too_late_do_not_hide_those_in_time(clinic: Clinic, thursday) -> None:
    Delivery.objects.all().delete()
    with transaction.atomic():
        for _ in range(25):
            promise("news", service=clinic.service, to=clinic.joan, expires_after=timedelta(0))
        fresh = promise("news", service=clinic.service, to=clinic.joan)
    seen: list[Delivery] = []
    assert work_off(seen.append) == 1
    assert seen == [fresh]


def test_a_slow_worker_still_records_what_came_of_it(promised: Delivery) -> None:
    def slowly(_delivery: Delivery) -> None:
        with clock.frozen(THURSDAY + LEASE):
            assert work_off(nothing) == 0  # another worker calls the lease lost

    work_off(slowly)
    promised.refresh_from_db()
    assert promised.state == State.SENT


def test_what_has_become_too_late_is_not_sent(promised: Delivery) -> None:
    with clock.frozen(THURSDAY + timedelta(days=3)):
        assert work_off(nothing) == 0
    promised.refresh_from_db()
    assert promised.state == State.EXPIRED


def test_a_worker_with_nothing_to_do_asks_one_question_and_writes_nothing(
    db: None, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        assert work_off(nothing) == 0


def test_looking_for_what_is_due_reads_no_delivery_that_is_not(promised: Delivery) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    plan = Delivery.objects.filter(state=State.DUE, due_at__lte=THURSDAY).order_by("due_at").explain()
    assert "delivery_due" in plan
    assert "SCAN" not in plan
