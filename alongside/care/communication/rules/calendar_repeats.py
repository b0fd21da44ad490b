"""Which repeating entries we follow, and what following them costs: decided before it is done.

Daily, weekly, monthly and yearly, as diaries make them. A rule that never comes true, or comes true each
second, would keep a calendar library busy for ever: it is left out, or the calendar is refused.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = {"DAILY": 1.0, "WEEKLY": 7.0, "MONTHLY": 28.0, "YEARLY": 365.0}
FOLLOWED = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_INTERVAL = 400
FIRST_YEAR = 1970
_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"\d{8}(T\d{6}Z?)?")


class NotFollowed(ValueError):
    """A rule that we do not follow, or that never comes true."""


@dataclass(frozen=True, slots=True)
class Cost:
    """``steps`` from where a series begins to the end of the window, and ``times`` inside it at most."""

    steps: int
    times: int


def cost(rule: str, first: date, window: tuple[date, date]) -> Cost:
    """What following ``rule`` from ``first`` through ``window`` costs. Raises ``NotFollowed``."""
    parts = _parts(rule)
    every = _number(parts, "INTERVAL", 1, most=LONGEST_INTERVAL)
    freq = parts["FREQ"]
    if first.year < FIRST_YEAR:
        raise NotFollowed(rule)
    months, days, weekdays = _months(parts), _month_days(parts), _weekdays(parts, freq)
    if every > 1 and freq != "WEEKLY" and days and (months or weekdays):
        raise NotFollowed("too rare to be sure of")
    if freq == "MONTHLY" and every % 12 == 0 and months and first.month not in months:
        raise NotFollowed("never")
    if freq == "DAILY" and every % 7 == 0 and weekdays and WEEKDAYS[first.weekday()] not in weekdays:
        raise NotFollowed("never")
    _require_a_day(months, days)
    _require_places(parts, weekdays, days)
    if "COUNT" in parts:
        _number(parts, "COUNT", 1, most=100_000)
    in_each = _in_each(freq, days, weekdays, months)
    until = _until(parts, window[1])
    span = max(0, (until - first).days) / (DAYS[freq] * every) + 1
    inside = max(0, (until - max(first, window[0])).days) / (DAYS[freq] * every) + 1
    # A yearly or monthly period is worked out day by day inside the library.
    per_period = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[freq]
    return Cost(int(span * max(in_each, per_period / 7)) + 1, int(inside * in_each) + 1)


def _parts(rule: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in rule.strip().upper().rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise NotFollowed(rule)
        parts[name] = value
    if set(parts) - FOLLOWED or parts.get("FREQ") not in DAYS:
        raise NotFollowed(rule)
    if "UNTIL" in parts and not _UNTIL.fullmatch(parts["UNTIL"]):
        raise NotFollowed(rule)
    return parts


def _number(parts: dict[str, str], name: str, otherwise: int, *, most: int) -> int:
    text = parts.get(name, str(otherwise))
    if not (text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= most):
        raise NotFollowed(name)
    return int(text)


def _numbers(parts: dict[str, str], name: str, most: int) -> list[int]:
    found = []
    for text in filter(None, parts.get(name, "").split(",")):
        bare = text.lstrip("+-")
        if not (bare.isascii() and bare.isdigit() and len(bare) < 4 and 1 <= int(bare) <= most):
            raise NotFollowed(name)
        found.append(int(text))
    if len(found) > most:
        raise NotFollowed(name)
    return found


def _months(parts: dict[str, str]) -> list[int]:
    found = _numbers(parts, "BYMONTH", 12)
    if any(month < 1 for month in found):
        raise NotFollowed("BYMONTH")
    return found


def _month_days(parts: dict[str, str]) -> list[int]:
    return _numbers(parts, "BYMONTHDAY", 31)


def _weekdays(parts: dict[str, str], freq: str) -> list[str]:
    found = [text for text in parts.get("BYDAY", "").split(",") if text]
    if len(found) > 40 or not all(_DAY.fullmatch(text) for text in found):
        raise NotFollowed("BYDAY")
    if freq in ("DAILY", "WEEKLY") and any(text not in WEEKDAYS for text in found):
        raise NotFollowed("BYDAY")
    return found


def _require_a_day(months: list[int], days: list[int]) -> None:
    """Refuse what comes true on no day of any year, like 30 February."""
    lengths = [calendar.monthrange(2024, month)[1] for month in months or range(1, 13)]
    if days and not any(abs(day) <= length for day in days for length in lengths):
        raise NotFollowed("never")


def _require_places(parts: dict[str, str], weekdays: list[str], days: list[int]) -> None:
    places = _numbers(parts, "BYSETPOS", 5)
    if "BYSETPOS" in parts and (not places or not (weekdays or days)):
        raise NotFollowed("BYSETPOS")


def _in_each(freq: str, days: list[int], weekdays: list[str], months: list[int]) -> int:
    """How often in one day, week, month or year at most."""
    in_month = len(days) * 1 or sum(1 if text[0] in "+-12345" else 5 for text in weekdays) or 1
    if freq == "DAILY":
        return 1
    if freq == "WEEKLY":
        return len(weekdays) or 1
    return in_month if freq == "MONTHLY" else in_month * (len(months) or 12)


def _until(parts: dict[str, str], end: date) -> date:
    text = parts.get("UNTIL")
    if text is None:
        return end
    try:
        said = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError as fault:
        raise NotFollowed("UNTIL") from fault
    return min(end, said + timedelta(days=1)) if said < end else end
