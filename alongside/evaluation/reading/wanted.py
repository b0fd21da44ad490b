"""Which column of the file holds what the plan asks for; and every name that the file does not have."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.evaluation.plan.naming import near
from alongside.evaluation.plan.references import Meaning, Ref
from alongside.evaluation.problems import Troubles
from alongside.evaluation.reading.source import Source


@dataclass(frozen=True)
class Wanted:
    """A variable at a time, the column of the file that holds it, and the answers that an item can have."""

    name: str
    column: str
    bounds: list[float] | None = None


def wanted(meaning: Meaning, source: Source, troubles: Troubles) -> dict[Ref, Wanted]:
    """What has to be read, by reference: variables and the items of scales. Names not there become
    troubles."""
    plan = meaning.plan
    for where, name in (
        ("person", plan.data.person),
        ("occasion", plan.data.occasion),
        ("cluster", plan.data.cluster),
    ):
        if name is not None:
            _require(f"data.{where}", name, source, troubles)
    if plan.dropout.reasons is not None:
        _require("dropout.reasons", plan.dropout.reasons, source, troubles)
    asked: dict[Ref, Wanted] = {}
    referred = set(meaning.referred())
    for ref in meaning.needed():
        scale = meaning.scale(ref.name)
        if scale is None:
            _ask(asked, ref, None, meaning=meaning, source=source, troubles=troubles)
            continue
        for item in scale.items:
            columns = meaning.variable(item).columns
            at = Ref(item, ref.occasion)
            if columns is not None and ref.occasion and ref.occasion not in columns:
                continue
            # A scale has no columns at an occasion at which nobody was asked and to which nothing refers.
            if ref not in referred and column_of(at, meaning) not in source.names:
                continue
            bounds = list(scale.item_range) if scale.item_range else None
            _ask(asked, at, bounds, meaning=meaning, source=source, troubles=troubles)
    return asked


def _ask(
    asked: dict[Ref, Wanted],
    ref: Ref,
    bounds: list[float] | None,
    *,
    meaning: Meaning,
    source: Source,
    troubles: Troubles,
) -> None:
    column = column_of(ref, meaning)
    if _require(str(ref), column, source, troubles):
        before = asked.get(ref)
        asked[ref] = Wanted(ref.name, column, bounds or (before.bounds if before else None))


def column_of(ref: Ref, meaning: Meaning) -> str:
    """The column of the file that holds a variable at a time."""
    variable = meaning.variable(ref.name)
    if not ref.occasion or meaning.plan.data.layout == "long":
        return variable.column or ref.name
    if variable.columns is not None:
        return variable.columns[ref.occasion]
    written = next(one.written or one.name for one in meaning.plan.occasions if one.name == ref.occasion)
    pattern = variable.pattern or meaning.plan.data.pattern or ""
    return pattern.replace("{name}", variable.column or ref.name).replace("{occasion}", written)


def _require(where: str, column: str, source: Source, troubles: Troubles) -> bool:
    if column in source.names:
        return True
    troubles.add(where, f"the data have no column {column!r}.", near(column, source.names))
    return False
