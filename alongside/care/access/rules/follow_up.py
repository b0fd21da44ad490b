"""Coming back when nothing is planned: how long, for what, and a conversation at the end. Pure.

The clinic's rules are data (`definitions/follow-up.toml`). Nothing here ends by itself: a window that is over
is *over* until somebody has talked or both have agreed on something else.

    phase(date(2027, 5, 12), date(2027, 4, 20), rules)  ->  Phase.ENDING     within the weeks before
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from alongside.care.access.rules.signed import (
    DEFINITIONS,
    Signed,
    Table,
    definition,
    fingerprint,
    note_repeats,
    read_signed,
)

LONGEST_MONTHS = 60


class AtEnd(StrEnum):
    """What happens when the window is over: always that two people talk, never a silent discharge."""

    RING = "ring"
    MEET = "meet"
    WRITE = "write"


class Becomes(StrEnum):
    """What both agree on with one wording."""

    OPEN = "open"  # the door stands open until a day
    REVIEWS = "reviews"  # fixed days to look back together instead
    END = "end"  # it ends here


class Phase(StrEnum):
    """Where an open door stands by the calendar."""

    OPEN = "open"
    ENDING = "ending"  # somebody is asked to talk with the person
    OVER = "over"  # the day has passed; the door stays open until somebody has talked


@dataclass(frozen=True)
class Choice:
    """One thing that can be ticked."""

    id: str
    text: str


@dataclass(frozen=True)
class FollowUpRules:
    """A clinic's rules. Months are calendar months; working days are days on which the clinic opens."""

    signed: Signed
    version: str
    windows_months: tuple[int, ...]
    usual_months: int
    remind_weeks_before: int
    answer_working_days: int
    at_end: tuple[AtEnd, ...]
    watch_for: tuple[str, ...]
    conditions: tuple[Choice, ...]
    changed: tuple[Choice, ...]
    wants: tuple[Choice, ...]


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of a later month; its last day where that month is shorter."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def reminds_on(until: dt.date, rules: FollowUpRules) -> dt.date:
    """The day from which somebody of the team is asked to talk with the person."""
    return until - dt.timedelta(weeks=rules.remind_weeks_before)


def phase(until: dt.date, today: dt.date, rules: FollowUpRules) -> Phase:
    """Where a door that stands open until ``until`` (that day included) stands on ``today``."""
    if today > until:
        return Phase.OVER
    return Phase.ENDING if today >= reminds_on(until, rules) else Phase.OPEN


def texts(choices: Iterable[Choice], ids: Iterable[str]) -> list[str]:
    """The words of ``ids`` in the clinic's order; an id that the rules no longer know is left out."""
    wanted = set(ids)
    return [choice.text for choice in choices if choice.id in wanted]


def read_follow_up(text: str, name: str = "follow-up") -> FollowUpRules:
    """Read the rules from TOML. Raises `DefinitionInvalid` with every fault at once."""
    with definition(text, name) as root:
        edition = root.whole("edition", least=1, most=9999)
        rules = FollowUpRules(
            signed=read_signed(root),
            version=f"{name}-{edition}-{fingerprint(root.data)[:12]}",
            windows_months=_months(root),
            usual_months=root.whole("usual_months", least=1, most=LONGEST_MONTHS),
            remind_weeks_before=root.whole("remind_weeks_before", least=1, most=26),
            answer_working_days=root.whole("answer_working_days", least=1, most=20),
            at_end=root.choices("at_end", AtEnd),
            watch_for=root.texts("watch_for"),
            conditions=_choices(root, "condition"),
            changed=_choices(root, "changed"),
            wants=_choices(root, "want"),
        )
        if rules.windows_months and rules.usual_months not in rules.windows_months:
            root.note("usual_months", "must be one of the windows")
        shortest = min(rules.windows_months, default=LONGEST_MONTHS)
        if rules.remind_weeks_before > shortest * 4:
            root.note("remind_weeks_before", "is longer than the shortest window")
    return rules


def shipped(path: Path = DEFINITIONS / "follow-up.toml") -> FollowUpRules:
    """The rules that Alongside ships with."""
    return read_follow_up(path.read_text(encoding="utf-8"))


def _months(root: Table) -> tuple[int, ...]:
    found = []
    for table in root.tables("window"):
        found.append(table.whole("months", least=1, most=LONGEST_MONTHS))
        table.close()
    if sorted(set(found)) != found:
        root.note("window", "must be in order, the shortest first, each once")
    return tuple(found)


def _choices(root: Table, key: str) -> tuple[Choice, ...]:
    found = []
    for table in root.tables(key):
        found.append(Choice(table.text("id"), table.text("text")))
        table.close()
    note_repeats([choice.id for choice in found], root.at(key), root.problems)
    return tuple(found)
