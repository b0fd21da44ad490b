"""Change between two values of one score, and whether it matters.

With v0 before and v1 after (as reported, that is rounded), d = v1 - v0. The amount that matters is an
absolute
number of points, or a percentage of the value before (100 |d| / |v0|), or either where both are given.

    better / worse           the amount that matters is reached, in or against the better direction
    no_change_that_matters   it is not reached
    undetermined             a value is missing; no direction is better; no amount is agreed for this score;
                             or only a percentage is, and the value before is 0

Change is refused between different instruments, and between versions unless the later one declares itself
comparable.
An amount that matters to a group on average is not a verdict on one person: show it with both values.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .answer_problems import N_
from .scoring import Scores
from .scoring_definition import Matters, ScoringDefinition


class Verdict(StrEnum):
    """What a change amounts to."""

    BETTER = "better"
    WORSE = "worse"
    NO_CHANGE_THAT_MATTERS = "no_change_that_matters"
    UNDETERMINED = "undetermined"


class NotComparable(ValueError):
    """The two values come from scorings that nobody has declared comparable."""


VALUE_MISSING = N_("There is no score on one of the two occasions.")
NO_DIRECTION = N_("Neither more nor less of this is better.")
NO_AMOUNT = N_("Nobody has agreed how much change in this score matters.")
FROM_ZERO = N_("A percentage of 0 says nothing.")


@dataclass(frozen=True, slots=True)
class Change:
    """`amount` is after minus before, in points; `why` an English sentence to translate, "" for a plain
    verdict."""

    verdict: Verdict
    amount: Decimal | None
    why: str = ""


def comparable(definition: ScoringDefinition, *, before_id: str, before_version: str) -> bool:
    """Whether values scored under (id, version) may be set beside values of `definition`, the later one."""
    if before_id != definition.id:
        return False
    return before_version == definition.version or before_version in definition.comparable_with


def change(definition: ScoringDefinition, name: str, before: Scores, after: Scores) -> Change:
    """Change in the score `name`; `definition` is the one `after` was scored with. Raises `NotComparable`."""
    if (after.definition_id, after.definition_version) != (definition.id, definition.version):
        raise NotComparable("the later scores were not made with this definition")
    return change_between(
        definition,
        name,
        before=before.value(name) if name in before.scores else None,
        after=after.value(name),
        before_id=before.definition_id,
        before_version=before.definition_version,
    )


def change_between(
    definition: ScoringDefinition,
    name: str,
    *,
    before: Decimal | None,
    after: Decimal | None,
    before_id: str,
    before_version: str,
) -> Change:
    """As `change`, from stored values. Raises `NotComparable`, and KeyError for a score that is not there."""
    rule = definition.rule(name)
    if not comparable(definition, before_id=before_id, before_version=before_version):
        raise NotComparable(
            f"{before_id} version {before_version} is not declared comparable with "
            f"{definition.id} version {definition.version}"
        )
    if before is None or after is None:
        return Change(Verdict.UNDETERMINED, None, VALUE_MISSING)
    amount = after - before
    if rule.better == "none":
        return Change(Verdict.UNDETERMINED, amount, NO_DIRECTION)
    if rule.matters is None:
        return Change(Verdict.UNDETERMINED, amount, NO_AMOUNT)
    if rule.matters.absolute is None and before == 0:
        return Change(Verdict.UNDETERMINED, amount, FROM_ZERO)
    if not _reached(rule.matters, before, amount):
        return Change(Verdict.NO_CHANGE_THAT_MATTERS, amount)
    upwards = amount > 0
    return Change(Verdict.BETTER if upwards == (rule.better == "higher") else Verdict.WORSE, amount)


def _reached(matters: Matters, before: Decimal, amount: Decimal) -> bool:
    by_points = matters.absolute is not None and abs(amount) >= matters.absolute
    by_percent = (
        matters.percent is not None and before != 0 and 100 * abs(amount) >= matters.percent * abs(before)
    )
    return by_points or by_percent
