"""The worker looks every second whether an evaluation waits, and starts a process of its own for it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from alongside.base import clock
from alongside.evaluation.results.scratch import sweep
from alongside.evaluation.room.actions import job as jobs
from alongside.evaluation.room.models import Job

log = logging.getLogger(__name__)

HOLD_AGAIN = timedelta(seconds=30)


@dataclass
class Started:
    """A process that works on one job."""

    key: UUID
    process: subprocess.Popen[bytes]
    held_at: datetime


_running: list[Started] = []


def start_what_waits() -> None:
    """Start the job that is due. One at a time; it ends with the worker, and is then taken up again."""
    for one in _running:
        _look_after(one)
    if _running:
        return
    key = jobs.due()
    if key is not None:
        _running.append(Started(key, _start(key), clock.now()))
        log.info("started evaluation %s", key)


def _look_after(one: Started) -> None:
    code = one.process.poll()
    if code is None:
        if clock.now() - one.held_at > HOLD_AGAIN:
            jobs.keep_hold(one.key)
            one.held_at = clock.now()
        return
    _running.remove(one)
    if code:
        log.warning("the process of evaluation %s ended with %s", one.key, code)
        sweep(Job(pk=one.key).folder)
        jobs.let_go(one.key)


def _start(key: UUID) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "alongside", "evaluation-job", str(key), "--parent", str(os.getpid())]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)
