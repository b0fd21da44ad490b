"""A calendar's bytes, made harmless before a calendar library sees them.

Only events and time zones go on, and of an event only what we read: no guests, no attachments, no alarms.
Everything that could make reading it slow or endless is counted here, line by line, in one pass.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from alongside.care.communication.rules.calendar_refusal import (
    DEEPEST,
    MOST_BYTES,
    MOST_EVENTS,
    MOST_LINES,
    MOST_ZONE_LINES,
    MOST_ZONES,
    CalendarRefused,
    Refusal,
)

LONGEST_WORDS = 4_000  # characters of a text that are looked through for a code
LONGEST_VALUE = 8_000  # of anything else
TIMES = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
WORDS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CATEGORIES", "X-ALONGSIDE"})
READ = TIMES | WORDS | {"UID", "SEQUENCE", "STATUS", "EXRULE"}
OF_A_ZONE = frozenset({"TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", "TZNAME"})
_NAME = re.compile(r"([A-Za-z0-9-]{1,64})[;:]")
_TZID = re.compile(r";TZID=(\"[^\"]{1,200}\"|[^;:\"]{1,200})", re.IGNORECASE)
_ENDLESS_IN_A_ZONE = re.compile(
    r"FREQ=(?!YEARLY\b)|BY(?:SECOND|MINUTE|HOUR|SETPOS|YEARDAY|WEEKNO)=", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """One unfolded line: its name, and the whole of it."""

    name: str
    text: str

    @property
    def value(self) -> str:
        return value_of(self.text)


@dataclass(slots=True)
class Block:
    """The lines of one event or one time zone that we read."""

    lines: list[Line] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]


@dataclass(slots=True)
class Plain:
    """What is left of a calendar. ``zones`` holds the text of its own time zones by their TZID."""

    events: list[Block] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)
    method: str = ""


def plain(data: bytes) -> Plain:
    """Read ``data`` as far as that is safe. Raises ``CalendarRefused``."""
    if len(data) > MOST_BYTES:
        raise CalendarRefused(Refusal.TOO_BIG)
    scan = _Scan()
    for line in _unfolded(_text(data)):
        if line.name == "BEGIN":
            scan.begin(line.value.strip().upper())
        elif line.name == "END":
            scan.end(line.value.strip().upper())
        elif scan.open:
            scan.inside(line)
    if not scan.began:
        raise CalendarRefused(Refusal.NOT_A_CALENDAR)
    if scan.open:
        raise CalendarRefused(Refusal.CUT_OFF)
    return scan.found


class _Scan:
    """Where in the calendar we are, line by line."""

    def __init__(self) -> None:
        self.found = Plain()
        self.open: list[str] = []
        self.began = False
        self._block = Block()
        self._zone: list[str] = []

    def begin(self, what: str) -> None:
        self.open.append(what)
        self.began = True
        _check_depth(self.open)
        if len(self.open) == 2:
            self._block, self._zone = Block(), []
        if "VTIMEZONE" in self.open:
            self._zone.append(f"BEGIN:{what}")

    def end(self, what: str) -> None:
        if not self.open or self.open[-1] != what:
            raise CalendarRefused(Refusal.CUT_OFF)
        if "VTIMEZONE" in self.open:
            self._zone.append(f"END:{what}")
        self.open.pop()
        if len(self.open) == 1 and what == "VEVENT":
            self._keep_event()
        elif len(self.open) == 1 and what == "VTIMEZONE":
            self._keep_zone()

    def inside(self, line: Line) -> None:
        if self.open == ["VCALENDAR", "VEVENT"]:
            if line.name in READ:
                self._block.lines.append(_short(line))
        elif "VTIMEZONE" in self.open:
            if line.name in OF_A_ZONE:
                _check_zone_line(line)
                self._zone.append(line.text)
        elif self.open == ["VCALENDAR"] and line.name == "METHOD":
            self.found.method = line.value.strip().upper()

    def _keep_event(self) -> None:
        self.found.events.append(self._block)
        if len(self.found.events) > MOST_EVENTS:
            raise CalendarRefused(Refusal.TOO_MANY)

    def _keep_zone(self) -> None:
        named = next((text for text in self._zone if text.upper().startswith("TZID")), "")
        self.found.zones.setdefault(value_of(named).strip(), "\r\n".join(self._zone) + "\r\n")
        if len(self.found.zones) > MOST_ZONES or len(self._zone) > MOST_ZONE_LINES:
            raise CalendarRefused(Refusal.ZONES)


def zone_name(text: str) -> str:
    """A name for a calendar's own time zone that no other calendar's can be mistaken for."""
    return f"own-{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def zones_named(line: Line) -> list[str]:
    return [match.group(1).strip('"') for match in _TZID.finditer(_head(line.text))]


def with_zone(line: Line, name: str) -> str:
    """The line with its TZID replaced; only its head is touched, never its value."""
    head = _head(line.text)
    return _TZID.sub(f";TZID={name}", head) + line.text[len(head) :]


def value_of(text: str) -> str:
    """What stands after the first colon that is not quoted."""
    return text[len(_head(text)) + 1 :]


def _head(text: str) -> str:
    quoted = False
    for at, sign in enumerate(text):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return text[:at]
    return text


def _text(data: bytes) -> str:
    """The text, in UTF-8 and nothing else: names of zones and rules must be what they say."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        raise CalendarRefused(Refusal.A_PAGE)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
        raise CalendarRefused(Refusal.CHARSET if b"B" in data[:64] else Refusal.NOT_A_CALENDAR)
    if not start.startswith(b"begin:vcalendar"):
        raise CalendarRefused(Refusal.NOT_A_CALENDAR)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CalendarRefused(Refusal.CHARSET) from fault


def _unfolded(text: str) -> Iterator[Line]:
    """Lines without their folds. A line that is too long is cut, so that it costs nothing."""
    parts: list[str] = []
    size = 0
    rows = re.split(r"\r\n|\n|\r", text)
    if len(rows) > MOST_LINES:
        raise CalendarRefused(Refusal.TOO_MANY)
    for row in rows:
        if row[:1] in (" ", "\t"):
            if size <= LONGEST_VALUE:
                parts.append(row[1:])
                size += len(row)
            continue
        yield from _line(parts)
        parts, size = [row], len(row)
    yield from _line(parts)


def _line(parts: list[str]) -> Iterator[Line]:
    text = "".join(parts).strip()[:LONGEST_VALUE]
    named = _NAME.match(text)
    if named:
        yield Line(named.group(1).upper(), text)


def _short(line: Line) -> Line:
    return Line(line.name, line.text[:LONGEST_WORDS]) if line.name in WORDS else line


def _check_depth(open_: list[str]) -> None:
    """Nothing lies deeper than in real calendars, and no calendar or zone lies in itself."""
    nested = len(open_) > DEEPEST or (open_[0] != "VCALENDAR") or "VCALENDAR" in open_[1:]
    if nested or (open_.count("VTIMEZONE") + open_.count("VEVENT")) > 1:
        raise CalendarRefused(Refusal.NESTED)


def _check_zone_line(line: Line) -> None:
    """A zone changes its clocks once or twice a year; one that does so each second never ends."""
    if line.name == "RRULE" and _ENDLESS_IN_A_ZONE.search(line.value):
        raise CalendarRefused(Refusal.ZONES)
    if line.name == "RDATE" and line.value.count(",") > 200:
        raise CalendarRefused(Refusal.ZONES)
