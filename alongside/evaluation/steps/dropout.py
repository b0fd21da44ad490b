"""Drop-out taken seriously: everybody's answers imputed, those who stayed weighted, and how far it could
tip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alongside.evaluation.estimators import leaving_streamed
from alongside.evaluation.estimators.blocks import fit_blocks, fit_model
from alongside.evaluation.estimators.duck import DuckTable
from alongside.evaluation.estimators.imputation import Kind, Variable, impute
from alongside.evaluation.estimators.leaving import staying_weights, weighted_fit
from alongside.evaluation.estimators.leaving_streamed import StreamedWeights
from alongside.evaluation.estimators.pooling import pool_blocks
from alongside.evaluation.estimators.results import (
    Blocks,
    CannotEstimate,
    FloatArray,
    Imputed,
    Model,
    PooledBlock,
    Weighted,
    Weights,
)
from alongside.evaluation.estimators.sources import Arrays
from alongside.evaluation.estimators.tipping import tipping_point
from alongside.evaluation.plan.grammar import Imputation
from alongside.evaluation.plan.references import Ref, Term
from alongside.evaluation.reading.design import Predictor, label_of, predictors
from alongside.evaluation.reading.people import People
from alongside.evaluation.steps import streamed
from alongside.evaluation.steps.asking import CLUSTER, Question, errors_of
from alongside.evaluation.steps.blocks import dropped, labels_of
from alongside.evaluation.steps.flow import baseline_refs, stayed
from alongside.evaluation.steps.numbers import Json, coefficient, number, numbers, test

STAYED = "stayed"
PICTURED_SETS = 5
PICTURED_VALUES = 500


@dataclass(frozen=True)
class Filled:
    """The completed sets of one outcome: codes of categories as whole numbers from 0, in the levels'
    order."""

    question: Question
    refs: tuple[Ref, ...]
    imputed: Imputed

    @cached_property
    def clusters(self) -> dict[str, FloatArray]:
        """As numbers in the order of their names: they are asked for hundreds of times."""
        codes = self.question.people.cluster_codes(self.question.where)
        if codes is None:
            return {}
        known = sorted({code for code in codes if code is not None})
        places = {code: float(place) for place, code in enumerate(known)}
        return {CLUSTER: np.array([np.nan if code is None else places[code] for code in codes])}

    @cached_property
    def blocks(self) -> list[tuple[str, list[str]]]:
        return self.question.names

    def table(self, number: int) -> dict[Ref, FloatArray]:
        return {ref: self.imputed.tables[number, :, place] for place, ref in enumerate(self.refs)}


def fill(question: Question, asked: Imputation) -> Filled | None:
    """Chained equations over everything the question needs and its helpers; None where nothing is missing.

    Outcome, predictors and helpers predict one another.
    """
    people = question.people
    helpers = [people.meaning.ref(text) for text in asked.helpers]
    before = [question.before] if question.before else []
    refs = tuple(dict.fromkeys([question.ref, *before, *question.refs, *helpers]))
    variables = [_variable(people, ref, asked, question.where) for ref in refs]
    if not any(bool(np.isnan(one.values).any()) for one in variables):
        return None
    found = impute(
        variables, imputations=asked.sets, iterations=asked.iterations, seed=people.meaning.plan.plan.seed
    )
    return Filled(question, refs, found)


def _variable(people: People, ref: Ref, asked: Imputation, where: str) -> Variable:
    levels, column = people.levels(ref), people.columns[ref].sql
    if not levels:
        return Variable(str(ref), people.numbers(column, where=where)[:, 0], "number")
    places = {level: float(place) for place, level in enumerate(levels)}
    values = np.array([np.nan if code is None else places[code] for code in people.texts(column, where)])
    kind: Kind = (
        "yes_no"
        if len(levels) == 2
        else "ordinal"
        if people.meaning.variable(ref.name).kind == "ordered"
        else "category"
    )
    wanted = asked.methods.get(str(ref)) or asked.methods.get(ref.name)
    if wanted is not None:
        kind = {"pmm": "number", "logistic": "yes_no", "ordinal": "ordinal"}[wanted]  # type: ignore[assignment]
    return Variable(str(ref), values, kind)


def _columns(filled: Filled, table: dict[Ref, FloatArray]) -> dict[str, FloatArray]:
    """Outcome and predictors made from completed values, coded as the plan says: the same names as from
    SQL."""
    question = filled.question
    outcome = table[question.ref]
    if question.before:
        outcome = outcome - table[question.before]
    columns = {question.outcome_name: outcome}
    for _, terms in question.people.meaning.terms_of(question.key):
        for term in terms:
            columns |= _coded(question.people, term, table)
    return columns


def _coded(people: People, term: Term, table: dict[Ref, FloatArray]) -> dict[str, FloatArray]:
    """A term's columns from codes, by the same rules as ``reading.design``."""
    if not term.is_product:
        ref = term.factors[0]
        levels = people.levels(ref)
        if not levels:
            return {str(ref): table[ref]}
        return _category(people, ref, levels, table[ref])
    parts = [_coded(people, Term((factor,)), table) for factor in term.factors]
    names = [one.name for one in predictors(people, term)]
    return {
        name: np.prod([parts[i][part] for i, part in enumerate(name.split(" : "))], axis=0) for name in names
    }


def _category(people: People, ref: Ref, levels: tuple[str, ...], codes: FloatArray) -> dict[str, FloatArray]:
    variable = people.meaning.variable(ref.name)
    if variable.coding == "numbers":
        return {str(ref): codes + 1}
    names = [one.name for one in predictors(people, Term((ref,)))]
    reference = next(place for place, level in enumerate(levels) if f"{ref}[{level}]" not in names)
    found = {}
    for place, level in enumerate(levels):
        if place != reference:
            column = (codes == place).astype(np.float64)
            if variable.coding == "sum":
                column -= (codes == reference).astype(np.float64)
            found[f"{ref}[{level}]"] = column
    return found


def _fit(filled: Filled, table: dict[Ref, FloatArray]) -> Blocks:
    question = filled.question
    kind, cluster = errors_of(question.people)
    return fit_blocks(
        Arrays(_columns(filled, table), filled.clusters),
        outcome=question.outcome_name,
        blocks=filled.blocks,
        errors=kind,
        cluster=cluster,
        level=question.people.meaning.plan.errors.confidence,
    )


def imputed(question: Question, asked: Imputation) -> tuple[Json | None, Filled | None]:
    """What ``imputed.NAME`` holds, and the sets; None where nothing is missing."""
    try:
        filled = fill(question, asked)
        if filled is None:
            return None, None
        fits = [_fit(filled, filled.table(i)) for i in range(filled.imputed.imputations)]
        pooled = pool_blocks(fits)
    except CannotEstimate as wrong:
        return {"blocks": [], "coefficients": [], "problem": str(wrong)}, None
    labels = labels_of(question)
    found = filled.imputed
    return {
        "sets": found.imputations,
        "iterations": found.iterations,
        "seed": found.seed,
        "methods": dict(zip(found.variables, found.methods, strict=True)),
        "missing": {name: int(found.missing[:, i].sum()) for i, name in enumerate(found.variables)},
        "blocks": [_block(one, labels) for one in pooled],
        "coefficients": [row for one in pooled for row in _coefficients(one, labels)],
        "dropped": [dropped(one, labels) for one in fits[0].dropped],
        "traces": _traces(filled),
        "densities": _densities(filled),
        "problem": None,
    }, filled


def _block(one: PooledBlock, labels: dict[str, str]) -> Json:
    return {
        "name": one.name,
        "added": list(one.added),
        "predictors": list(one.predictors),
        "labels": [labels.get(name, name) for name in one.added],
        "n": one.n,
        "r2": number(one.r2),
        "r2_adjusted": number(one.r2_adjusted),
        "delta_r2": number(one.delta_r2),
        "test": test(one.test),
        "d2": test(one.d2),
    }


def _coefficients(one: PooledBlock, labels: dict[str, str]) -> list[Json]:
    pooled = one.coefficients
    return [
        coefficient(
            each, labels, block=one.name, fmi=number(float(pooled.fmi[i])), riv=number(float(pooled.riv[i]))
        )
        for i, each in enumerate(pooled.coefficients)
    ]


def _traces(filled: Filled) -> list[Json]:
    people = filled.question.people
    refs = {str(ref): ref for ref in filled.refs}
    return [
        {
            "name": trace.variable,
            "label": label_of(people.meaning, refs[trace.variable]),
            "mean": [numbers(chain) for chain in trace.mean.T],
            "sd": [numbers(chain) for chain in trace.sd.T],
        }
        for trace in filled.imputed.traces
    ]


def _densities(filled: Filled) -> list[Json]:
    """Known and filled-in values of numbers, for the picture: some sets, and no more values than it can
    show."""
    people, found = filled.question.people, filled.imputed
    told = []
    for place, ref in enumerate(filled.refs):
        gaps = found.missing[:, place]
        if people.levels(ref) or not bool(gaps.any()):
            continue
        known = found.tables[0, ~gaps, place]
        sets = [
            found.tables[i, gaps, place][:PICTURED_VALUES].tolist()
            for i in range(min(PICTURED_SETS, found.imputations))
        ]
        told.append(
            {
                "name": str(ref),
                "label": label_of(people.meaning, ref),
                "known": known[:PICTURED_VALUES].tolist(),
                "imputed": sets,
            }
        )
    return told


def weighted(question: Question, texts: list[str] | None) -> Json | None:
    """Those who stayed, weighted by the inverse of their chance to; None where nobody left."""
    people = question.people
    if len(people.meaning.occasions) < 2:
        return None
    if people.count(f"{question.where} AND NOT {stayed(people)}") == 0:
        return None
    leaving = [
        one
        for text in texts or _known_at_first(people)
        for one in predictors(people, people.meaning.term(text))
    ]
    if not leaving:
        why = "Nothing is known of everybody at the beginning that could tell who stays: name predictors."
        return {"n": 0, "coefficients": [], "problem": why}
    if streamed.is_large(people):
        return _told_weighted(question, leaving, lambda: _weighted_large(question, leaving))
    return _told_weighted(question, leaving, lambda: _weighted(question, leaving))


def _weighted(question: Question, leaving: list[Predictor]) -> tuple[Weights | StreamedWeights, Weighted]:
    people = question.people
    there = people.numbers(f"CAST({stayed(people)} AS INTEGER)", where=question.where)[:, 0]
    arrays = question.arrays()
    columns = dict(arrays.columns)
    found = people.numbers(*[one.sql for one in leaving], where=question.where)
    columns |= {f"leaving {one.name}": found[:, i] for i, one in enumerate(leaving)} | {STAYED: there}
    source = Arrays(columns, arrays.clusters)
    weights = staying_weights(source, stayed=STAYED, predictors=[f"leaving {one.name}" for one in leaving])
    return weights, weighted_fit(
        source,
        outcome=question.outcome_name,
        predictors=[name for _, names in question.names for name in names],
        weights=weights.weights,
        cluster=CLUSTER if errors_of(people)[1] else None,
        level=people.meaning.plan.errors.confidence,
    )


def _weighted_large(
    question: Question, leaving: list[Predictor]
) -> tuple[Weights | StreamedWeights, Weighted]:
    """The same from sums."""
    people = question.people
    columns = question.columns | {f"leaving {one.name}": one.sql for one in leaving}
    table = question.source_of(columns | {STAYED: f"CAST({stayed(people)} AS INTEGER)"})
    if not isinstance(table, DuckTable):
        raise TypeError("These people are held in memory.")
    weights = leaving_streamed.staying_weights(
        table, stayed=STAYED, predictors=[f"leaving {one.name}" for one in leaving]
    )
    return weights, leaving_streamed.weighted_fit(
        weights,
        outcome=question.outcome_name,
        predictors=[name for _, names in question.names for name in names],
        cluster=CLUSTER if errors_of(people)[1] else None,
        level=people.meaning.plan.errors.confidence,
    )


def _told_weighted(
    question: Question,
    leaving: list[Predictor],
    fit: Callable[[], tuple[Weights | StreamedWeights, Weighted]],
) -> Json:
    try:
        weights, fitted = fit()
    except CannotEstimate as wrong:
        return {"n": 0, "coefficients": [], "problem": str(wrong)}
    labels = labels_of(question)
    return {
        "n": fitted.n,
        "predictors_of_staying": [one.name for one in leaving],
        "effective_n": number(weights.effective_n),
        "largest_weight": number(weights.largest),
        "r2": number(fitted.r2),
        "errors": fitted.errors,
        "coefficients": [coefficient(one, labels) for one in fitted.coefficients],
        "problem": None,
    }


def _known_at_first(people: People) -> list[str]:
    """What is known of everybody at the start, for the weights: numbers and categories of the baseline
    table."""
    return [
        str(ref) for ref in baseline_refs(people) if people.count(f"{people.columns[ref].sql} IS NULL") == 0
    ]


def tipping(filled: Filled, deltas: list[float]) -> Json:
    """The first coefficient that the block in question added, with each delta on the imputed outcomes."""
    question = filled.question
    meaning = question.people.meaning
    names = dict(question.names)
    block = meaning.plan.multiplicity.block
    wanted = names[block] if block in names else question.names[-1][1]
    place = filled.refs.index(question.ref)

    def fitted(columns: Mapping[str, FloatArray]) -> Model:
        table = {ref: columns[str(ref)] for ref in filled.refs}
        kind, cluster = errors_of(question.people)
        return fit_model(
            Arrays(_columns(filled, table), filled.clusters),
            outcome=question.outcome_name,
            predictors=[name for _, names in filled.blocks for name in names],
            errors=kind,
            cluster=cluster,
        )

    about: Json = {"term": wanted[0], "label": labels_of(question).get(wanted[0], wanted[0])}
    try:
        found = tipping_point(
            filled.imputed,
            outcome=filled.imputed.variables[place],
            fit=fitted,
            term=wanted[0],
            deltas=deltas,
            level=meaning.plan.errors.confidence,
        )
    except CannotEstimate as wrong:
        return {**about, "at": [], "tips_at": None, "problem": str(wrong)}
    rows = [
        {
            "delta": float(delta),
            "estimate": number(one.estimate),
            "se": number(one.se),
            "df": number(one.df),
            "ci_low": number(one.ci_low),
            "ci_high": number(one.ci_high),
            "p": number(one.p),
        }
        for delta, one in zip(found.deltas, found.pooled, strict=True)
    ]
    return {**about, "alpha": found.alpha, "at": rows, "tips_at": number(found.tips_at), "problem": None}
