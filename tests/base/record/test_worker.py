"""Real delivery workers, several at once, and killed in the middle, with a real mail server."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP

from tests.base.record.mailbox import Mailbox, hangs_up, refuses
from tests.durability.installation import Installation

PROMISE = """
from django.db import transaction
from alongside.base.accounts.models import Account
from alongside.base.record import deliveries
from alongside.base.services.models import Service
with transaction.atomic():
    for _ in range({many}):
        deliveries.promise("something-new", service=Service.objects.get(), to=Account.objects.get())
"""


Make = Callable[[Path, Mailbox, int], Installation]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic as it is set up, once for all tests here."""
    home = tmp_path_factory.mktemp("prepared") / "home"
    installation = Installation(home).with_tables()
    assert installation.alongside("migrate").returncode == 0
    made = installation.alongside(
        "clinic", "create", "--name", "Riverside", "--phone", "0113 496 0101",
        "--lead", "lena@clinic.example", "--lead-name", "Lena Marsh",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return home


@pytest.fixture
def an_installation(prepared: Path) -> Make:
    """One of its own, whose e-mail goes to the mailbox, and with so many to send."""

    def make(home: Path, mailbox: Mailbox, many: int) -> Installation:
        shutil.copytree(prepared, home)
        installation = Installation(home, ALONGSIDE_EMAIL_URL=f"smtp://127.0.0.1:{mailbox.port}")
        installation.python(PROMISE.format(many=many))
        return installation

    return make


def states(installation: Installation) -> Counter[str]:
    with closing(sqlite3.connect(installation.database)) as connection:
        rows = connection.execute("SELECT state FROM base_record_delivery").fetchall()
    return Counter(state for (state,) in rows)


def test_three_workers_at_once_send_each_message_once(tmp_path: Path, an_installation: Make) -> None:
    many = 45
    with Mailbox().open() as mailbox:
        installation = an_installation(tmp_path / "home", mailbox, many)
        workers = [installation.start("work", "--once") for _ in range(3)]
        assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    ids = [letter["Message-ID"] for letter in mailbox.letters]
    assert len(ids) == len(set(ids)) == many
    assert states(installation) == {"sent": many}


def test_a_worker_killed_between_sending_and_recording_is_not_followed_by_a_second_sending(
    tmp_path: Path, an_installation: Make
) -> None:
    with Mailbox(silence=hangs_up).open() as mailbox:
        installation = an_installation(tmp_path / "home", mailbox, 1)
        worker = installation.start("work")
        assert mailbox.arrived.wait(60)  # the message is out, its answer is not
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        assert states(installation) == {"sending": 1}
    lease_ends(installation)
    with Mailbox().open() as another:
        installation = Installation(tmp_path / "home", ALONGSIDE_EMAIL_URL=f"smtp://127.0.0.1:{another.port}")
        assert installation.alongside("work", "--once").returncode == 0
    assert len(mailbox.letters) == 1
    assert another.letters == []
    assert states(installation) == {"sent-unconfirmed": 1}


def lease_ends(installation: Installation) -> None:
    """Time passes until nobody waits for the lost worker any more."""
    with closing(sqlite3.connect(installation.database)) as connection, connection:
        past = "SET leased_until = '2020-01-01 00:00:00' WHERE leased_until IS NOT NULL"
        connection.execute(f"UPDATE base_record_delivery {past}")


def due_again_now(installation: Installation) -> None:
    """Time passes until what is to be tried again is due."""
    with closing(sqlite3.connect(installation.database)) as connection, connection:
        connection.execute("UPDATE base_record_delivery SET due_at = created_at WHERE state = 'due'")


def test_what_a_killed_worker_had_in_hand_and_not_begun_is_sent_by_the_next_and_none_twice(
    tmp_path: Path, an_installation: Make
) -> None:
    many = 12
    with Mailbox(silence=hangs_up).open() as mailbox:
        installation = an_installation(tmp_path / "home", mailbox, many)
        worker = installation.start("work")
        assert mailbox.arrived.wait(60)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        assert states(installation) == {"sending": 1, "leased": many - 1}
    lease_ends(installation)
    with Mailbox().open() as another:
        installation = Installation(tmp_path / "home", ALONGSIDE_EMAIL_URL=f"smtp://127.0.0.1:{another.port}")
        assert installation.alongside("work", "--once").returncode == 0
    ids = [letter["Message-ID"] for letter in [*mailbox.letters, *another.letters]]
    assert len(ids) == len(set(ids)) == many
    assert states(installation) == {"sent": many - 1, "sent-unconfirmed": 1}


def test_of_two_workers_one_is_killed_and_the_other_goes_on_without_sending_anything_twice(
    tmp_path: Path, an_installation: Make
) -> None:
    many = 60
    killed = threading.Event()
    workers: list[subprocess.Popen[bytes]] = []

    def kill_the_first(mailbox: Mailbox, _server: object) -> str:
        if len(mailbox.letters) == 10:
            os.kill(workers[0].pid, signal.SIGKILL)
            killed.set()
        return "250 OK"

    with Mailbox(data=kill_the_first).open() as mailbox:
        installation = an_installation(tmp_path / "home", mailbox, many)
        workers.extend(installation.start("work", "--once") for _ in range(2))
        assert [worker.wait(60) for worker in workers][1] == 0
        assert killed.is_set()
        lease_ends(installation)
        assert installation.alongside("work", "--once").returncode == 0
    ids = [letter["Message-ID"] for letter in mailbox.letters]
    found = states(installation)
    assert len(ids) == len(set(ids)), "none twice"
    assert found["sent"] + found["sent-unconfirmed"] == many, "none lost"
    assert found["sent-unconfirmed"] <= 1, "only what was begun when it was killed, arrived or not"
    assert found["sent"] <= len(ids) <= many


def test_a_mail_server_that_refuses_for_now_gets_it_later_and_once(
    tmp_path: Path, an_installation: Make
) -> None:
    with Mailbox(rcpt=refuses(451)).open() as mailbox:
        installation = an_installation(tmp_path / "home", mailbox, 2)
        assert installation.alongside("work", "--once").returncode == 0
        assert states(installation) == {"due": 2}
        assert installation.alongside("work", "--once").returncode == 0  # not due yet: it is not pressed
        mailbox.faults.clear()
        due_again_now(installation)
        assert installation.alongside("work", "--once").returncode == 0
    assert len({letter["Message-ID"] for letter in mailbox.letters}) == len(mailbox.letters) == 2
    assert states(installation) == {"sent": 2}


def test_a_mail_server_that_dies_in_mid_message_leaves_it_unconfirmed_and_the_others_go_out(
    tmp_path: Path, an_installation: Make
) -> None:
    def dies_once(mailbox: Mailbox, server: SMTP) -> str:
        return hangs_up(mailbox, server) if len(mailbox.letters) == 1 else "250 OK"

    with Mailbox(data=dies_once).open() as mailbox:
        installation = an_installation(tmp_path / "home", mailbox, 5)
        for _ in range(2):
            assert installation.alongside("work", "--once").returncode == 0
    assert len({letter["Message-ID"] for letter in mailbox.letters}) == len(mailbox.letters) == 5
    assert states(installation) == {"sent": 4, "sent-unconfirmed": 1}


def test_a_slow_mail_server_is_waited_for_and_one_too_slow_is_not_believed(
    tmp_path: Path, an_installation: Make
) -> None:
    """Three seconds are slow; more than ten are silence: nobody knows, and it is not sent again."""
    with Mailbox(slow=lambda mailbox, _server: "3" if len(mailbox.letters) == 1 else "14").open() as mailbox:
        installation = an_installation(tmp_path / "home", mailbox, 2)
        for _ in range(2):
            assert installation.alongside("work", "--once").returncode == 0
    assert len(mailbox.letters) == 2
    assert states(installation) == {"sent": 1, "sent-unconfirmed": 1}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_finishes_and_records_the_message_it_is_sending(
    tmp_path: Path, an_installation: Make, number: signal.Signals
) -> None:
    told = threading.Event()
    workers: list[subprocess.Popen[bytes]] = []

    def tell(_mailbox: Mailbox, _server: object) -> str:
        os.kill(workers[0].pid, number)
        told.set()
        return "250 OK"

    with Mailbox(data=tell).open() as mailbox:
        installation = an_installation(tmp_path / "home", mailbox, 3)
        workers.append(installation.start("work"))
        assert workers[0].wait(60) == 0
    assert told.is_set()
    assert states(installation) == {"sent": 1, "due": 2}
