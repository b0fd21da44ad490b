"""An outcome with its blocks as the estimators want them: columns by name, from memory or from DuckDB."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from alongside.evaluation.estimators.duck import SMALL, DuckTable
from alongside.evaluation.estimators.sources import Arrays
from alongside.evaluation.plan.references import Ref
from alongside.evaluation.reading.design import Predictor, label_of, predictors
from alongside.evaluation.reading.people import People

ErrorsKind = Literal["classical", "HC3", "CR1", "CR2"]
CLUSTER = "cluster"


@dataclass(frozen=True)
class Question:
    """One outcome of a plan, ready to be asked of the data."""

    people: People
    key: str
    where: str = "true"

    @property
    def label(self) -> str:
        outcome = self.people.meaning.plan.outcomes[self.key]
        if outcome.label:
            return outcome.label
        label = label_of(self.people.meaning, self.ref)
        return (
            f"{label}, change from {self.people.meaning.occasion_label(self.before.occasion)}"
            if self.before
            else label
        )

    @cached_property
    def ref(self) -> Ref:
        return self.people.meaning.outcome(self.key)[0]

    @cached_property
    def before(self) -> Ref | None:
        return self.people.meaning.outcome(self.key)[1]

    @cached_property
    def outcome_sql(self) -> str:
        now = self.people.columns[self.ref].sql
        return f"({now} - {self.people.columns[self.before].sql})" if self.before else now

    @cached_property
    def blocks(self) -> list[tuple[str, list[Predictor]]]:
        return [
            (block.name, [column for term in terms for column in predictors(self.people, term)])
            for block, terms in self.people.meaning.terms_of(self.key)
        ]

    @cached_property
    def refs(self) -> list[Ref]:
        """What the predictors are made of, each once."""
        factors = [
            ref
            for _, terms in self.people.meaning.terms_of(self.key)
            for term in terms
            for ref in term.factors
        ]
        return list(dict.fromkeys(factors))

    @property
    def predictors(self) -> list[Predictor]:
        return [one for _, added in self.blocks for one in added]

    @property
    def names(self) -> list[tuple[str, list[str]]]:
        return [(name, [one.name for one in added]) for name, added in self.blocks]

    @property
    def outcome_name(self) -> str:
        """What the outcome's column is called among the predictors'; never as one of them."""
        return f"outcome {self.key}"

    def source(self) -> Arrays | DuckTable:
        """The columns of outcome and predictors: in memory, or left in DuckDB where they are many."""
        return self.source_of(self.columns)

    @property
    def columns(self) -> dict[str, str]:
        """SQL of outcome and predictors, by name."""
        return {self.outcome_name: self.outcome_sql} | {one.name: one.sql for one in self.predictors}

    def source_of(self, columns: dict[str, str]) -> Arrays | DuckTable:
        """Any columns of the same people (name -> SQL)."""
        if self.people.n > SMALL:
            clusters = {CLUSTER: "_cluster"} if self.people.meaning.plan.data.cluster else {}
            relation = f"(SELECT * FROM people WHERE {self.where})"
            return DuckTable(self.people.source.connection, relation, columns, clusters)
        return self._loaded(columns)

    def arrays(self) -> Arrays:
        """Outcome and predictors in memory, in the order of the file."""
        return self._loaded(self.columns)

    def _loaded(self, columns: dict[str, str]) -> Arrays:
        found = self.people.numbers(*columns.values(), where=self.where)
        codes = self.people.cluster_codes(where=self.where)
        clusters = {} if codes is None else {CLUSTER: np.array(codes, dtype=object)}
        return Arrays({name: found[:, number] for number, name in enumerate(columns)}, clusters)


def errors_of(people: People) -> tuple[ErrorsKind, str | None]:
    """Which errors the plan means for these data, and the cluster they need."""
    errors = people.meaning.plan.errors
    kind: ErrorsKind
    if errors.kind != "auto":
        kind = errors.kind
    elif people.clusters is None:
        kind = "HC3"
    else:
        kind = "CR2" if people.clusters < errors.few_clusters else "CR1"
    return kind, CLUSTER if kind in ("CR1", "CR2") else None
