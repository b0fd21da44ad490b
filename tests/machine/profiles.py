"""How long the machine runs: a little with every test run, for minutes when asked."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)

settings.register_profile(
    "machine-quick",
    max_examples=14,
    stateful_step_count=90,
    deadline=None,
    derandomize=True,  # the same in every run; the deep profile looks elsewhere
    suppress_health_check=SLOW_IS_FINE,
    database=None,
)
settings.register_profile(
    "machine-deep",
    max_examples=600,
    stateful_step_count=80,
    deadline=None,
    suppress_health_check=SLOW_IS_FINE,
    database=None,
)


def chosen() -> str:
    return "machine-deep" if os.environ.get("ALONGSIDE_MACHINE") == "deep" else "machine-quick"
