"""Who may refer themselves, by the clinic's rules; and what can become of a referral. Pure.

The rules are data (`definitions/referral.toml`). The safety screen stands before them and is not theirs: they
can turn a referral away, never advice.

    turned_away(rules, Asked(age=40, postcode="LS1 4AP"))  ->  None
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from alongside.care.access.rules.help_numbers import LineKind
from alongside.care.access.rules.signed import (
    DEFINITIONS,
    Problem,
    Signed,
    Table,
    Words,
    definition,
    fingerprint,
    note_blanks,
    note_repeats,
    read_signed,
    read_words,
)

_UK_INWARD = re.compile(r"\d[A-Z]{2}\Z")
_AREA = re.compile(r"[A-Z]+")
_PREFIX = re.compile(r"[A-Z0-9]{1,8}\Z")


class Outcome(StrEnum):
    """What becomes of a referral. Each carries its reason, and the person reads it."""

    SOON = "soon"
    ROUTINE = "routine"
    TALK_FIRST = "talk-first"
    NOT_HERE = "not-here"


class Why(StrEnum):
    """Why the rules turn a referral away, before anything is kept."""

    AREA = "area"
    ABOUT = "about"
    REPEAT = "repeat"


@dataclass(frozen=True)
class NotFor:
    """Something that this clinic is not for, and where to turn instead."""

    id: str
    choice: str  # as the person would say it
    words: Words
    ring: tuple[LineKind, ...]


@dataclass(frozen=True)
class OutcomeRule:
    """How one outcome reads, and within how many working days of the clinic the first contact is due."""

    outcome: Outcome
    text: str
    first_contact_working_days: int


@dataclass(frozen=True)
class Reason:
    """A reason for an outcome, in words the person reads."""

    id: str
    outcomes: tuple[Outcome, ...]
    text: str


@dataclass(frozen=True)
class ReferralRules:
    """A clinic's rules."""

    signed: Signed
    version: str
    decide_working_days: int
    prefixes: tuple[str, ...]
    area: Words
    repeat_weeks: int
    repeat: Words
    not_for: tuple[NotFor, ...]
    outcomes: tuple[OutcomeRule, ...]
    reasons: tuple[Reason, ...]

    @property
    def asks(self) -> bool:
        """Whether anything is asked of whoever refers themselves, beyond their age."""
        return bool(self.prefixes or self.not_for)

    def rule(self, outcome: Outcome) -> OutcomeRule:
        return next(each for each in self.outcomes if each.outcome is outcome)

    def reasons_for(self, outcome: Outcome) -> tuple[Reason, ...]:
        return tuple(each for each in self.reasons if outcome in each.outcomes)

    def about(self, id_: str) -> NotFor | None:
        """What `id_` names among the things the clinic is not for; None for anything else."""
        return next((each for each in self.not_for if each.id == id_), None)


@dataclass(frozen=True)
class Asked:
    """What the rules look at. `weeks_since_not_here`: since they were told that this is not their place."""

    postcode: str = ""
    about: str = ""
    weeks_since_not_here: int | None = None


def turned_away(rules: ReferralRules, asked: Asked) -> Why | None:
    """The first rule that turns somebody away; None where none does.

    A postcode that is not given turns nobody away: a person without one is asked by the team.
    """
    since = asked.weeks_since_not_here
    if since is not None and since < rules.repeat_weeks:
        return Why.REPEAT
    if rules.about(asked.about) is not None:
        return Why.ABOUT
    if rules.prefixes and plain(asked.postcode) and not within(asked.postcode, rules.prefixes):
        return Why.AREA
    return None


def within(postcode: str, prefixes: Iterable[str]) -> bool:
    """Whether a postcode lies in one of the areas.

    Of a British postcode the first half counts: `LS` holds LS1 and LS29, `LS1` holds LS1 4AP and not LS10.
    Elsewhere `prefix` is how the code begins.
    """
    code = plain(postcode)
    british = code[:-3] if len(code) >= 5 and _UK_INWARD.search(code) else ""
    return any(_holds(plain(prefix), code, british) for prefix in prefixes)


def plain(code: str) -> str:
    """Capital letters and digits, nothing else."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())


def _holds(prefix: str, code: str, outward: str) -> bool:
    if not prefix:
        return False
    if not prefix[0].isalpha():
        return code.startswith(prefix)
    half = outward or code
    area = _AREA.match(half)
    return prefix in (half, code, area.group() if area else "")


def read_referral(text: str, name: str = "referral") -> ReferralRules:
    """Read the rules from TOML. Raises `DefinitionInvalid` with every fault at once."""
    with definition(text, name) as root:
        edition = root.whole("edition", least=1, most=9999)
        area, repeats = root.table("area"), root.table("repeats")
        rules = ReferralRules(
            signed=read_signed(root),
            version=f"{name}-{edition}-{fingerprint(root.data)[:12]}",
            decide_working_days=root.whole("decide_working_days", least=1, most=60),
            prefixes=_prefixes(area),
            area=read_words(area.table("words")),
            repeat_weeks=repeats.whole("weeks", least=0, most=104),
            repeat=read_words(repeats.table("words")),
            not_for=tuple(_not_for(table) for table in root.tables("not_for", optional=True)),
            outcomes=tuple(_outcome(table) for table in root.tables("outcome")),
            reasons=tuple(_reason(table) for table in root.tables("reason")),
        )
        for table in (area, repeats, root):
            table.close()
        root.problems.extend(_faults_between(rules, name))
    return rules


def shipped(path: Path = DEFINITIONS / "referral.toml") -> ReferralRules:
    """The rules that Alongside ships with."""
    return read_referral(path.read_text(encoding="utf-8"))


def _prefixes(table: Table) -> tuple[str, ...]:
    found = table.texts("prefixes", optional=True)
    for each in found:
        if not _PREFIX.match(each):
            table.note("prefixes", f"“{each}” must be capital letters and digits, such as LS or BD1")
    return found


def _not_for(table: Table) -> NotFor:
    found = NotFor(
        id=table.text("id"),
        choice=table.text("choice"),
        words=Words(table.text("title"), table.texts("text")),
        ring=table.choices("ring", LineKind, optional=True),
    )
    note_blanks(table, (found.choice, found.words.title, *found.words.text))
    table.close()
    return found


def _outcome(table: Table) -> OutcomeRule:
    found = OutcomeRule(
        outcome=table.choice("id", Outcome),
        text=table.text("text"),
        first_contact_working_days=table.whole("first_contact_working_days", least=0, most=400),
    )
    table.close()
    return found


def _reason(table: Table) -> Reason:
    found = Reason(table.text("id"), table.choices("outcomes", Outcome), table.text("text"))
    table.close()
    return found


def _faults_between(rules: ReferralRules, name: str) -> Sequence[Problem]:
    problems: list[Problem] = []
    note_repeats([each.id for each in rules.not_for], f"{name}.not_for", problems)
    note_repeats([each.id for each in rules.reasons], f"{name}.reason", problems)
    note_repeats([each.outcome.value for each in rules.outcomes], f"{name}.outcome", problems)
    for outcome in Outcome:
        found = [each for each in rules.outcomes if each.outcome is outcome]
        if not found:
            problems.append(Problem(f"{name}.outcome", f"“{outcome.value}” is missing"))
        elif outcome is not Outcome.NOT_HERE and found[0].first_contact_working_days < 1:
            problems.append(
                Problem(f"{name}.outcome[{outcome.value}]", "needs a day by which the first contact is due")
            )
        if not rules.reasons_for(outcome):
            problems.append(Problem(f"{name}.reason", f"nothing explains “{outcome.value}”"))
    return problems
