"""Serving: the web server and the delivery worker as processes, watched over by one that starts them.

``alongside serve`` is the supervisor. It starts ``alongside web`` (granian: WSGI, one blocking thread a
process) and ``alongside work``, starts each again when it dies, and ends both when it is told to stop.
None of them outlives its parent, also when that is killed with ``kill -9``.
"""

from __future__ import annotations

import errno
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

from alongside.config.problems import Problem

GRACE_SECONDS = 10.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
# A child that ran this long was well: its next fault starts the pauses from the beginning.
WELL_AFTER_SECONDS = 10.0
GIVE_UP_AFTER = 5

log = logging.getLogger(__name__)


def require_port(host: str, port: int) -> None:
    """Raise ``Problem`` where ``host`` and ``port`` cannot be listened on, saying which and why.

    The web server itself shares its port between processes, so a second server on a port would not
    fail: the two would answer in turn.
    """
    try:
        where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except socket.gaierror as unknown:
        raise Problem(
            f"{host!r} is not an address of this machine.", "Use --host 127.0.0.1, or 0.0.0.0 for all."
        ) from unknown
    with socket.socket(where[0], where[1]) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where[4])
        except OSError as refused:
            raise _port_problem(host, port, refused) from refused


def _port_problem(host: str, port: int, refused: OSError) -> Problem:
    if refused.errno == errno.EADDRINUSE:
        return Problem(f"Port {port} is taken by another program.", "Choose another: --port or PORT=.")
    if refused.errno == errno.EACCES:
        return Problem(f"Port {port} is for the administrator only.", "Choose one above 1023.")
    if refused.errno == errno.EADDRNOTAVAIL:
        return Problem(f"{host} is not an address of this machine.", "Use --host 127.0.0.1, or 0.0.0.0.")
    return Problem(f"Cannot listen on {host} port {port}: {refused.strerror}.")


@dataclass
class Child:
    """A process that is to run: its name in the log, its command, and how it has fared."""

    name: str
    command: Sequence[str]
    gives_up: bool = False  # whether all ends when it cannot be kept running
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    faults: int = 0
    start_at: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [*self.command, "--parent", str(os.getpid())], stdin=subprocess.DEVNULL
        )

    def ended(self) -> bool:
        """Whether it has ended since it was last asked; plans when it starts again."""
        if self.process is None or self.process.poll() is None:
            return False
        now = time.monotonic()
        self.faults = 1 if now - self.started > WELL_AFTER_SECONDS else self.faults + 1
        pause = min(FIRST_PAUSE_SECONDS * 2 ** (self.faults - 1), LONGEST_PAUSE_SECONDS)
        self.start_at = now + pause
        log.warning("%s ended with code %s; again in %.1f s", self.name, self.process.returncode, pause)
        self.process = None
        return True


class Supervisor:
    """Keeps its children running until a signal says stop."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.stopping = False

    def run(self) -> int:
        """Start everything, return when everything has ended. 0 when told to stop, 1 when it gave up."""
        wake, alarm = os.pipe()
        for end in (wake, alarm):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(alarm, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, self._woken)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        code = 0
        while not self.stopping:
            if not self._keep_running():
                code = 1
                break
            select.select([wake], [], [], self._pause())
            self._drain(wake)
        self._end_all()
        return code

    def _keep_running(self) -> bool:
        """Start what is due. False where a child that all depends on cannot be kept running."""
        for child in self.children:
            if child.ended() and child.gives_up and child.faults >= GIVE_UP_AFTER:
                log.error("%s ended %s times in a row: giving up", child.name, child.faults)
                return False
            if child.process is None and time.monotonic() >= child.start_at and not self.stopping:
                child.start()
        return True

    def _pause(self) -> float | None:
        waiting = [child.start_at for child in self.children if child.process is None]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else None

    def _end_all(self) -> None:
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        give_up = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, give_up - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _woken(self, _number: int, _frame: FrameType | None) -> None:
        """A child ended: the wake-up pipe has its byte; without a handler it would get none."""

    @staticmethod
    def _drain(wake: int) -> None:
        try:
            while os.read(wake, 512):
                pass
        except BlockingIOError:
            return


def children(*, host: str, port: int, workers: int, worker: bool) -> list[Child]:
    """What ``alongside serve`` keeps running."""
    alongside = [sys.executable, "-m", "alongside"]
    web = ["web", "--host", host, "--port", str(port), "--workers", str(workers)]
    wanted = [Child("web server", [*alongside, *web], gives_up=True)]
    if worker:
        wanted.append(Child("delivery worker", [*alongside, "work"]))
        wanted.append(Child("heavy worker", [*alongside, "work", "--heavy"]))
    return wanted


def serve(*, host: str, port: int, workers: int, worker: bool = True) -> int:
    """Serve on ``host`` and ``port`` until told to stop; the exit code of the command."""
    count = workers or os.cpu_count() or 1
    return Supervisor(children(host=host, port=port, workers=count, worker=worker)).run()
