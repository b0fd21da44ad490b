"""The delivery worker: works off what is due, until it is told to stop."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from django.db import close_old_connections

from alongside.base.record import mail
from alongside.base.record.deliveries import work_off

LOOK_EVERY_SECONDS = 1.0


class Worker:
    """Sends what is due. A signal to stop lets it finish, and record, the message it is sending."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def stop_on_signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._told_to_stop)

    def run(self) -> None:
        """Work until told to stop. A database that went away ends it; whoever started it starts it again."""
        while not self._stop.is_set():
            close_old_connections()
            # One at a time here, so that being told to stop is heard between two messages.
            if self.one() == 0:
                self._stop.wait(LOOK_EVERY_SECONDS)

    def one(self) -> int:
        """Work off the one that has been due longest; how many there were (0 or 1)."""
        return work_off(mail.send, limit=1)

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()
