"""What the processes of a server cost, read from /proc."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.durability.installation import Server

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def cpu_seconds(server: Server) -> float:
    """What all processes of the server together have used, user and system."""
    ticks = 0
    for pid in server.pids():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS_A_SECOND


def anonymous_bytes(pid: int) -> int:
    """What of a process's memory belongs to no file."""
    line = re.search(r"^Anonymous:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    if line is None:
        raise LookupError(f"no memory of process {pid}")
    return int(line[1]) * 1024
