"""Clients that write as fast as they are answered, and remember what was acknowledged."""

from __future__ import annotations

import threading
import uuid
from http.client import HTTPException
from urllib.parse import urlencode

from tests.durability.installation import Server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Writers:
    """``many`` threads, each with a connection of its own, until they are told to stop or the server dies."""

    def __init__(self, server: Server, many: int = 3) -> None:
        self.server = server
        self.acknowledged: list[str] = []
        self.enough = threading.Event()
        self._wanted = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._write, daemon=True) for _ in range(many)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wait_for(self, wanted: int, patience: float = 60) -> None:
        """Return when ``wanted`` writes have been acknowledged."""
        self._wanted = wanted
        assert len(self.acknowledged) >= wanted or self.enough.wait(patience), "the server is not writing"

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def _write(self) -> None:
        connection = self.server.connect()
        while not self._stop.is_set():
            key = uuid.uuid4().hex  # noqa: TID251 - a client's own
            try:
                connection.request("POST", "/keep/", urlencode({"key": key}), FORM)
                answer = connection.getresponse()
                answer.read()
            except (OSError, HTTPException):
                return  # the server is dead: that this write is missing is allowed
            if answer.status == 201:
                self.acknowledged.append(key)
            if self._wanted and len(self.acknowledged) >= self._wanted:
                self.enough.set()
