"""The web server: granian, WSGI, one blocking thread a process (more threads cost CPU and give nothing)."""

from __future__ import annotations

import importlib
import os
import signal
from collections.abc import Callable
from typing import Any

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from alongside.base.processes import die_with_parent

APPLICATION = "alongside.config.wsgi"
STOP_SECONDS = 5


def load_application() -> Callable[..., Any]:
    """The WSGI application, in a web process of its own that dies with its parent.

    Loaded here, so that the parent of the web processes never holds a connection to share by mistake.
    """
    die_with_parent(os.getppid())
    # Until granian has set its own, a signal to stop would be lost in a handler inherited from the parent.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    application: Callable[..., Any] = importlib.import_module(APPLICATION).application
    # Every address with its views, or the first visitor of each process would wait for them.
    importlib.import_module(settings.ROOT_URLCONF)
    return application


def run(*, host: str, port: int, workers: int) -> None:
    """Serve pages until told to stop, ``workers`` processes of them, one request at a time each."""
    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve(target_loader=load_application, wrap_loader=False)
