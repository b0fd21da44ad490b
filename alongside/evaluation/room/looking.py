"""The worker looks every second whether an evaluation waits, and starts a process of its own for it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

from alongside.evaluation.room.actions import job as jobs

log = logging.getLogger(__name__)

_running: list[subprocess.Popen[bytes]] = []


def start_what_waits() -> None:
    """Start the job that is due. One at a time; it ends with the worker, and is then taken up again."""
    _running[:] = [one for one in _running if one.poll() is None]
    if _running:
        return
    key = jobs.due()
    if key is not None:
        command = [
            sys.executable,
            "-m",
            "alongside",
            "evaluation-job",
            str(key),
            "--parent",
            str(os.getpid()),
        ]
        _running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL))
        log.info("started evaluation %s", key)
