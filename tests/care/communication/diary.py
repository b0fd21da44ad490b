"""Calendars as diaries write them, for tests."""

from __future__ import annotations

from collections.abc import Iterable

HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//A diary//EN")


def calendar(*parts: str, head: Iterable[str] = HEAD) -> bytes:
    return "\r\n".join([*head, *parts, "END:VCALENDAR", ""]).encode()


def event(
    uid: str = "one", *more: str, summary: str = "Clinic", start: str = "DTSTART:20261117T101500Z"
) -> str:
    lines = [f"UID:{uid}", start, f"SUMMARY:{summary}", *more]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])
