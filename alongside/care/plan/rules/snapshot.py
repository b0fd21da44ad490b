"""The plan as plain data, frozen whole: what a version keeps, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from alongside.care.partnership.rules.side import Side
from alongside.care.plan.rules.step import Cost, Part, StepWords, Unit, Whose

SCHEMA = 1


class Change(StrEnum):
    """What made a new version."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"  # inside the range both agreed on
    LOOK_AGAIN = "look-again"
    STOPPED = "stopped"
    ENDED = "ended"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenStep:
    """One step in force, as it stood. ``step`` and ``wording`` name the rows it came from."""

    step: str
    wording: int
    part: Part
    words: StepWords
    amount_now: int | None
    look_again_on: date | None
    proposed_side: Side
    proposed_by: str
    agreed_with: str
    agreed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPlan:
    """A whole plan: who is in it, and every step in force, in the order shown."""

    person: str
    professionals: tuple[str, ...]
    steps: tuple[FrozenStep, ...]


# The note is said to the other side, once; it is no part of the plan.
_NOT_FROZEN = frozenset({"note"})


def frozen(plan: FrozenPlan) -> dict[str, Any]:
    """``plan`` as JSON can keep it."""
    return {
        "schema": SCHEMA,
        "person": plan.person,
        "professionals": list(plan.professionals),
        "steps": [_step(one) for one in plan.steps],
    }


def _step(one: FrozenStep) -> dict[str, Any]:
    words = {name: _plain(value) for name, value in asdict(one.words).items() if name not in _NOT_FROZEN}
    return {
        **words,
        "step": one.step,
        "wording": one.wording,
        "part": one.part.value,
        "amount_now": one.amount_now,
        "look_again_on": _plain(one.look_again_on),
        "proposed_side": one.proposed_side.value,
        "proposed_by": one.proposed_by,
        "agreed_with": one.agreed_with,
        "agreed_on": one.agreed_on.isoformat(),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def thawed(content: Mapping[str, Any]) -> FrozenPlan:
    """The plan that ``content`` keeps. Raises ``ValueError`` for a schema this code does not know."""
    if content["schema"] != SCHEMA:
        raise ValueError(f"a plan of schema {content['schema']!r}")
    return FrozenPlan(
        person=content["person"],
        professionals=tuple(content["professionals"]),
        steps=tuple(_thawed_step(one) for one in content["steps"]),
    )


def _thawed_step(kept: Mapping[str, Any]) -> FrozenStep:
    words = {one.name: kept[one.name] for one in fields(StepWords) if one.name in kept}
    words["unit"] = Unit(kept["unit"]) if kept["unit"] else None
    words["whose"], words["cost"] = Whose(kept["whose"]), Cost(kept["cost"])
    words["grown_from"] = tuple(kept["grown_from"])
    look_again_on = date.fromisoformat(kept["look_again_on"]) if kept["look_again_on"] else None
    return FrozenStep(
        step=kept["step"],
        wording=kept["wording"],
        part=Part(kept["part"]),
        words=StepWords(**(words | {"look_again_on": look_again_on})),
        amount_now=kept["amount_now"],
        look_again_on=look_again_on,
        proposed_side=Side(kept["proposed_side"]),
        proposed_by=kept["proposed_by"],
        agreed_with=kept["agreed_with"],
        agreed_on=date.fromisoformat(kept["agreed_on"]),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one step between two versions; ``before`` or ``after`` is None where there was none."""

    before: FrozenStep | None
    after: FrozenStep | None
    fields: tuple[str, ...]  # names of what reads otherwise; empty for a step that came or went


def differences(before: FrozenPlan, after: FrozenPlan) -> list[Difference]:
    """What reads otherwise in ``after``: new steps and changed ones in its order, then what is gone."""
    earlier = {one.step: one for one in before.steps}
    later = {one.step for one in after.steps}
    found = []
    for one in after.steps:
        was = earlier.get(one.step)
        changed = () if was is None else tuple(_changed(was, one))
        if was is None or changed:
            found.append(Difference(was, one, changed))
    found += [Difference(one, None, ()) for one in before.steps if one.step not in later]
    return found


def _changed(before: FrozenStep, after: FrozenStep) -> Iterable[str]:
    for each in fields(StepWords):
        if each.name in _NOT_FROZEN or each.name == "look_again_on":
            continue
        if getattr(before.words, each.name) != getattr(after.words, each.name):
            yield each.name
    for name in ("amount_now", "look_again_on", "part"):
        if getattr(before, name) != getattr(after, name):
            yield name
