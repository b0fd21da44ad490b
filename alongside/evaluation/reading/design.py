"""Predictors as columns of numbers: categories coded, products multiplied out, as SQL over ``people``."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from alongside.evaluation.plan.references import Meaning, Ref, Term
from alongside.evaluation.reading.people import People
from alongside.evaluation.reading.source import quoted

INTERCEPT = "(intercept)"


@dataclass(frozen=True, slots=True)
class Predictor:
    """One column of a model: ``drug[Yes]`` of the term ``drug``."""

    name: str
    sql: str
    term: Term
    label: str


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    sql: str
    label: str


def predictors(people: People, term: Term) -> list[Predictor]:
    """The columns of a term, in the order of its levels; of a product, the first factor's levels run
    fastest."""
    parts = [_parts(people, factor) for factor in term.factors]
    found = []
    for combination in product(*reversed(parts)):
        chosen = combination[::-1]
        found.append(
            Predictor(
                " : ".join(part.name for part in chosen),
                "(" + " * ".join(part.sql for part in chosen) + ")",
                term,
                " × ".join(part.label for part in chosen),
            )
        )
    return found


def label_of(meaning: Meaning, ref: Ref) -> str:
    """What readers are told: *Pain (three months)*."""
    label = meaning.label(ref.name)
    return f"{label} ({meaning.occasion_label(ref.occasion)})" if ref.occasion else label


def reference_of(people: People, ref: Ref) -> str | None:
    """The level with which the others are compared; None of a number, and of an order that is counted."""
    variable = people.meaning.variable(ref.name)
    levels = people.levels(ref)
    if not levels or variable.coding == "numbers":
        return None
    if variable.reference is not None:
        return variable.reference
    return levels[0] if variable.coding == "treatment" else levels[-1]


def _parts(people: People, ref: Ref) -> list[_Part]:
    column, label = people.columns[ref], label_of(people.meaning, ref)
    if not column.levels:
        return [_Part(str(ref), column.sql, label)]
    variable = people.meaning.variable(ref.name)
    if variable.coding == "numbers":
        whens = " ".join(f"WHEN {quoted(level)} THEN {n}" for n, level in enumerate(column.levels, start=1))
        return [_Part(str(ref), f"(CASE {column.sql} {whens} END)", label)]
    reference = reference_of(people, ref)
    # Against the mean of all levels (sum), the reference counts -1 in every column; else it counts 0.
    else_if = f"WHEN {column.sql} = {quoted(reference or '')} THEN -1 " if variable.coding == "sum" else ""
    return [
        _Part(
            f"{ref}[{level}]",
            f"(CASE WHEN {column.sql} IS NULL THEN NULL WHEN {column.sql} = {quoted(level)} THEN 1 "
            f"{else_if}ELSE 0 END)",
            f"{label}: {variable.labels.get(level, level)}",
        )
        for level in column.levels
        if level != reference
    ]
