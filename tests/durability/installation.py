"""A real installation in a folder of its own: the real command line, the real server, real processes."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

from tests.tables import copy_tables

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 600.0  # only what hangs; a busy machine is no fault

SET_UP = "import django\ndjango.setup()\n"


def free_port() -> int:
    """A port of this machine that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """A home folder, and the commands run on it with none of the caller's own settings."""

    def __init__(self, home: Path, settings: str = "alongside.config.settings", **given: str) -> None:
        self.home = home
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_")}
        kept.pop("PORT", None)
        self.environment: Mapping[str, str] = {
            **kept,
            "ALONGSIDE_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "200",
            **given,
        }

    @property
    def database(self) -> Path:
        return self.home / "alongside.sqlite3"

    def with_tables(self) -> Self:
        """Begin with a database that has been migrated already; ``migrate`` has nothing to do then."""
        copy_tables(self.database)
        return self

    def alongside(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "alongside", *map(str, words)],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )

    def python(self, code: str) -> str:
        """Run ``code`` with Django set up, as another process of this installation; what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", SET_UP + code],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *words: str, before: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        """Start a command that goes on, in a process group of its own. ``before`` is a program it runs in."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "log").open("ab") as log:
            return subprocess.Popen(
                [*before, sys.executable, "-m", "alongside", *words],
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @contextlib.contextmanager
    def serving(self, *words: str, before: tuple[str, ...] = ()) -> Iterator[Server]:
        """The server inside the block, answering; whatever is left of it afterwards is killed."""
        port = free_port()
        process = self.start("serve", "--port", str(port), *words, before=before)
        server = Server(process, port, self.home / "log")
        try:
            server.wait()
            yield server
        finally:
            server.kill()


class Server:
    """A server that was started: its process group and its port."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    def wait(self, path: str = "/display/") -> None:
        """Return when it answers ``path``; fail where it ended or took too long."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up:
            assert self.process.poll() is None, self.log.read_text()
            with contextlib.suppress(OSError), contextlib.closing(self.connect()) as connection:
                connection.request("GET", path)
                connection.getresponse().read()
                return
            time.sleep(0.02)
        raise AssertionError(f"no answer in {PATIENCE_SECONDS} s:\n{self.log.read_text()}")

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)

    def pids(self) -> list[int]:
        """Every process of its group that still runs."""
        return group(self.process.pid)

    def kill(self) -> None:
        """``kill -9`` to all of it at once, as when the power goes to a container."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def group(leader: int) -> list[int]:
    """The processes of the group of ``leader`` that still run (a zombie does not)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            # pid (name) state ppid pgrp ...; the name may hold anything, so split after it.
            state, _parent, leads = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(leads) == leader and state != "Z":
                found.append(int(folder.name))
    return found


def gone(pids: list[int]) -> bool:
    """Whether none of ``pids`` runs, waiting a little for the kernel to take them away."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        if not any(_runs(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
