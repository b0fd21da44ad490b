"""A child process that never outlives its parent, also when the parent is killed with ``kill -9``."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1
_LOOK_EVERY_SECONDS = 0.5


def die_with_parent(parent: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Have this process get the signal ``how`` when the process ``parent`` (its parent's id) ends.

    Call it from the main thread, early. Linux does it in the kernel; elsewhere a thread looks
    twice a second. A parent that has already gone counts as ending now.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_PDEATHSIG, int(how), 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    else:
        threading.Thread(target=_watch, args=(parent, how), daemon=True).start()
    if os.getppid() != parent:
        os.kill(os.getpid(), how)


def _watch(parent: int, how: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_SECONDS)
    os.kill(os.getpid(), how)
