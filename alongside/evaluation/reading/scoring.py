"""Scores of scales, as SQL over ``answered``: one definition for small data and for large.

With k items, answers a, and items that are reversed turned round (lowest + highest - a): the mean of the m
items answered, where at least as many are answered as the plan asks for; and k times it for a sum. With
every item answered that is the plain mean and the plain sum.
"""

from __future__ import annotations

from alongside.evaluation.plan.grammar import Scale
from alongside.evaluation.plan.references import Meaning, Ref
from alongside.evaluation.reading.source import Source


def item_sql(scale: Scale, item: str, column: str) -> str:
    """An item in the scale's direction."""
    if item in scale.reversed and scale.item_range:
        return f"({sum(scale.item_range)!r} - {column})"
    return column


def score_sql(scale: Scale, columns: dict[str, str]) -> str:
    """The score from the columns of its items."""
    k = len(scale.items)
    values = [item_sql(scale, item, columns[item]) for item in scale.items]
    answered = " + ".join(f"CAST({value} IS NOT NULL AS INTEGER)" for value in values)
    total = " + ".join(f"coalesce({value}, 0)" for value in values)
    if scale.score == "sum":
        whole = f"CASE WHEN ({answered}) = {k} THEN ({total}) ELSE ({total}) * {k}.0 / ({answered}) END"
    else:
        whole = f"({total}) * 1.0 / ({answered})"
    return f"(CASE WHEN ({answered}) >= {scale.least_answered} THEN {whole} END)"


def score(meaning: Meaning, source: Source, columns: dict[Ref, str]) -> dict[Ref, str]:
    """Make the view ``scored``: ``answered`` and a column for each scale at each occasion at which it was
    asked."""
    made: dict[Ref, str] = {}
    listed = ""
    for name, scale in meaning.plan.scales.items():
        for occasion in meaning.occasions or ("",):
            items = {item: columns.get(Ref(item, occasion)) for item in scale.items}
            found = {item: column for item, column in items.items() if column is not None}
            if len(found) == len(items):
                column = f"s{len(made)}"
                listed += f", {score_sql(scale, found)} AS {column}"
                made[Ref(name, occasion)] = column
    source.connection.execute(f"CREATE VIEW scored AS SELECT *{listed} FROM answered")
    return made
