"""For how long something may be put off."""

from __future__ import annotations

from datetime import timedelta

SNOOZES: dict[str, timedelta] = {
    "tomorrow": timedelta(days=1),
    "three-days": timedelta(days=3),
    "week": timedelta(days=7),
}
