"""A write is on the disk before it is acknowledged: watched in the system calls of the real server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.durability.installation import Installation, Server
from tests.durability.writers import FORM

CALLS = "fsync,fdatasync,write,writev,sendto,sendmsg"
ANSWER = re.compile(r"(?:write|writev|sendto|sendmsg)\(\d+<(?:socket|TCP)[^>]*>.*HTTP/1\.1 (\d+)")
SYNC = re.compile(r"(?:fsync|fdatasync)\(\d+<[^>]*alongside\.sqlite3-wal>")
DONE = re.compile(r"= 0$")


def require_strace() -> str:
    """Where strace is; installs Debian's package where it may, else fails saying what to install."""
    found = shutil.which("strace")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "strace"]):
            subprocess.run(command, check=False, capture_output=True, timeout=300)
        found = shutil.which("strace")
    if found is None:
        pytest.fail("This test watches the server with strace. Install it:  apt-get install strace")
    return found


def synced_before(trace: str, status: str) -> bool:
    """Whether, in ``trace``, the journal reached the disk before the answer ``status`` was begun."""
    unfinished: set[str] = set()
    synced = False
    for line in trace.splitlines():
        process = line.split(maxsplit=1)[0]
        if SYNC.search(line):
            if "<unfinished" in line:
                unfinished.add(process)
            synced = synced or DONE.search(line) is not None
        elif process in unfinished and re.search(r"f(?:data)?sync resumed", line):
            unfinished.discard(process)
            synced = synced or DONE.search(line) is not None
        answered = ANSWER.search(line)
        if answered is not None and answered[1] == status:
            return synced
    raise AssertionError(f"no answer {status} in the trace:\n{trace}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    installation = Installation(tmp_path / "home", settings="tests.durability.settings").with_tables()
    with installation.serving("--workers", "1", "--no-worker") as running:
        yield running


def web_process(server: Server) -> int:
    """The process that answers: the youngest of the supervisor, the web server and its one worker."""
    return max(server.pids())


def traced(server: Server, tmp_path: Path, method: str, path: str, body: str = "") -> str:
    """The system calls that the web process makes while it answers one request."""
    output = tmp_path / "trace"
    process = web_process(server)
    with subprocess.Popen(
        [
            require_strace(),
            "-f",
            "-y",
            "-s",
            "64",
            "-e",
            f"trace={CALLS}",
            "-o",
            str(output),
            "-p",
            str(process),
        ],
        stderr=subprocess.PIPE,
        text=True,
    ) as strace:
        try:
            assert strace.stderr is not None
            attached = strace.stderr.readline()
            assert "attached" in attached, attached
            connection = server.connect()
            connection.request(method, path, body, FORM)
            connection.getresponse().read()
        finally:
            strace.terminate()
    return output.read_text()


def test_a_write_is_on_the_disk_before_it_is_acknowledged(server: Server, tmp_path: Path) -> None:
    # One write first, so that what is watched is the everyday case and not the making of the journal.
    traces = [
        traced(server, tmp_path, "POST", "/keep/", urlencode({"key": key.hex}))
        for key in (uuid.uuid4(), uuid.uuid4())  # noqa: TID251 - a client's own
    ]
    assert synced_before(traces[-1], "201")


def test_reading_a_page_waits_for_no_disk(server: Server, tmp_path: Path) -> None:
    assert not synced_before(traced(server, tmp_path, "GET", "/display/"), "200")


def test_an_answer_before_the_disk_would_be_noticed() -> None:
    wal, socket = "5<data/alongside.sqlite3-wal>", "9<socket:[77]>"
    sync, answer = f"fdatasync({wal}) = 0", f'sendto({socket}, "HTTP/1.1 201 Created"..., 90) = 90'
    assert synced_before(f"7 {sync}\n8 {answer}\n", "201")
    assert not synced_before(f"8 {answer}\n7 {sync}\n", "201")
    assert not synced_before(
        f"7 fdatasync({wal} <unfinished ...>\n8 {answer}\n7 <... fdatasync resumed>) = 0\n", "201"
    )
    assert synced_before(
        f"7 fdatasync({wal} <unfinished ...>\n7 <... fdatasync resumed>) = 0\n8 {answer}\n", "201"
    )
    assert not synced_before(f"7 fdatasync({wal}) = -1 EIO (Input/output error)\n8 {answer}\n", "201")
