"""How long the machine runs: a little with every test run, for minutes when asked."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile(
    "machine-quick",
    max_examples=14,
    stateful_step_count=90,
    database=None,
)
settings.register_profile(
    "machine-deep",
    max_examples=600,
    stateful_step_count=80,
    derandomize=False,  # tests/conftest.py tries the same lives each time; here others are looked for
    database=None,
)


def chosen() -> str:
    return "machine-deep" if os.environ.get("ALONGSIDE_MACHINE") == "deep" else "machine-quick"
