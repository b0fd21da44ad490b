"""The worker: sends what is due and does the hourly chores, until it is told to stop."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from django.db import close_old_connections

from alongside.base import clock
from alongside.base.record import beside, chores, mail
from alongside.base.record.deliveries import AT_ONCE, work_off

LOOK_EVERY_SECONDS = 1.0


class Worker:
    """Sends what is due. A signal to stop lets it finish, and record, the message it is sending."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._chores_at = clock.now()

    def stop_on_signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._told_to_stop)

    def run(self) -> None:
        """Work until told to stop. A database that went away ends it; whoever started it starts it again."""
        while not self._stop.is_set():
            close_old_connections()
            self.chores_if_due()
            beside.look_all()
            if self.one() == 0:
                self._stop.wait(LOOK_EVERY_SECONDS)

    def chores_if_due(self) -> bool:
        """Do the hourly chores if their hour has come; whether it had."""
        if clock.now() < self._chores_at:
            return False
        self._chores_at = chores.next_after(clock.now())
        chores.do_all()
        return True

    def one(self) -> int:
        """Work off a few of those due longest; how many. Being told to stop is heard between two messages."""
        return work_off(mail.send, limit=AT_ONCE, is_stopped=self._stop.is_set)

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()
