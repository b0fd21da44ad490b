"""The blocks of every outcome: what each adds, the coefficients, and whether the model can be trusted."""

from __future__ import annotations

from typing import Any

import numpy as np

from alongside.evaluation.estimators.blocks import fit_blocks
from alongside.evaluation.estimators.diagnostics import diagnose
from alongside.evaluation.estimators.duck import SMALL
from alongside.evaluation.estimators.results import (
    Block,
    Blocks,
    CannotEstimate,
    Diagnostics,
    Dropped,
    FloatArray,
)
from alongside.evaluation.reading.design import INTERCEPT, label_of, predictors, reference_of
from alongside.evaluation.reading.people import People
from alongside.evaluation.steps.asking import Question, errors_of
from alongside.evaluation.steps.numbers import Json, coefficient, number, numbers, test

PICTURED = 2_000  # residuals drawn, at most


def outcome(people: People, key: str) -> tuple[Json, Blocks | None]:
    """What ``outcomes.NAME`` holds, and the fit itself; None where it could not be made, with the reason
    said."""
    question = Question(people, key)
    about = _about(question)
    try:
        fitted = fit(question)
    except CannotEstimate as wrong:
        return {**about, "n": 0, "blocks": [], "coefficients": [], "dropped": [], "problem": str(wrong)}, None
    labels = labels_of(question)
    return {
        **about,
        "n": fitted.n,
        "left_out": fitted.left_out,
        "errors": fitted.errors,
        "clusters": fitted.clusters,
        "level": fitted.level,
        "blocks": [block(one, labels) for one in fitted.blocks],
        "coefficients": coefficients(fitted.blocks, labels),
        "dropped": [dropped(one, labels) for one in fitted.dropped] + _of_one_level(question),
        "diagnostics": _diagnostics(question, fitted, labels),
        "problem": None,
    }, fitted


def fit(question: Question) -> Blocks:
    """Nested blocks by the plan's errors. Raises ``CannotEstimate``."""
    kind, cluster = errors_of(question.people)
    level = question.people.meaning.plan.errors.confidence
    return fit_blocks(
        question.source(),
        outcome=question.outcome_name,
        blocks=question.names,
        errors=kind,
        cluster=cluster,
        level=level,
    )


def labels_of(question: Question) -> dict[str, str]:
    return {INTERCEPT: "Intercept"} | {one.name: one.label for one in question.predictors}


def _about(question: Question) -> Json:
    people = question.people
    references = {
        str(ref): level for ref in question.refs if (level := reference_of(people, ref)) is not None
    }
    return {
        "label": question.label,
        "of": question.ref.name,
        "when": question.ref.occasion or None,
        "change_from": question.before.occasion if question.before else None,
        "references": references,
    }


def block(one: Block, labels: dict[str, str]) -> Json:
    """A block. ``predictors`` are all that are in by now, ``added`` those entered here and kept."""
    return {
        "name": one.name,
        "added": list(one.added),
        "predictors": list(one.predictors),
        "labels": [labels.get(name, name) for name in one.added],
        "n": one.n,
        "r2": number(one.r2),
        "r2_adjusted": number(one.r2_adjusted),
        "delta_r2": number(one.delta_r2),
        "f_change": number(one.f_change),
        "df1": one.df1,
        "df2": one.df2,
        "p": number(one.p),
        "f2": number(one.f2),
        "f2_change": number(one.f2_change),
        "residual_sd": number(one.sigma),
        "robust": test(one.robust),
        "no_robust": one.no_robust,
    }


def coefficients(blocks: tuple[Block, ...], labels: dict[str, str]) -> list[Json]:
    return [coefficient(each, labels, block=one.name) for one in blocks for each in one.coefficients]


def dropped(one: Dropped, labels: dict[str, str]) -> Json:
    return {
        "term": one.term,
        "label": labels.get(one.term, one.term),
        "block": one.block,
        "reason": one.reason,
        "given": list(one.given),
    }


def _of_one_level(question: Question) -> list[Json]:
    """Terms that have no column, since everybody is at one level: left out, and named as any other."""
    people = question.people
    return [
        {
            "term": str(term),
            "label": " × ".join(label_of(people.meaning, ref) for ref in term.factors),
            "block": block.name,
            "reason": "constant",
            "given": [],
        }
        for block, terms in people.meaning.terms_of(question.key)
        for term in terms
        if not predictors(people, term)
    ]


def _diagnostics(question: Question, fitted: Blocks, labels: dict[str, str]) -> Json | None:
    last = fitted.blocks[-1]
    if question.people.n > SMALL or not last.predictors:
        return None
    try:
        found = diagnose(
            question.arrays(),
            outcome=question.outcome_name,
            predictors=[one.name for one in question.predictors],
            cluster=errors_of(question.people)[1],
        )
    except CannotEstimate:
        return None
    n, p = fitted.n, len(last.predictors)
    return {
        "block": last.name,
        "vif": [
            {"term": name, "label": labels.get(name, name), "vif": number(float(value))}
            for name, value in zip(found.terms, found.vif, strict=True)
        ],
        "largest_leverage": number(float(np.max(found.leverage))),
        "high_leverage": int((found.leverage > 3 * (p + 1) / n).sum()),
        "largest_cook": number(_largest(found.cook)),
        "influential": int((found.cook > 4 / n).sum()),
        "pictures": _pictures(found),
    }


def _largest(values: FloatArray) -> float | None:
    """The largest of those that exist: a row of leverage 1 has no Cook's distance."""
    known = values[np.isfinite(values)]
    return float(known.max(axis=0)) if known.size else None


def _pictures(found: Diagnostics) -> dict[str, Any]:
    """Points for the residual pictures: every one of few, an even choice of many."""
    step = max(1, -(-found.residual.size // PICTURED))
    order = np.argsort(found.studentised, kind="stable")[::step]
    return {
        "fitted": numbers(found.fitted[::step]),
        "residual": numbers(found.residual[::step]),
        "studentised": numbers(found.studentised[order]),
        "leverage": numbers(found.leverage[::step]),
        "cook": numbers(found.cook[::step]),
    }
