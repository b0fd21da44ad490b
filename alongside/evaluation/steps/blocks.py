"""The blocks of every outcome: what each adds, the coefficients, and whether the model can be trusted."""

from __future__ import annotations

from typing import Any

from alongside.evaluation.estimators.blocks import fit_blocks
from alongside.evaluation.estimators.diagnostics import diagnose, trust, trust_streamed
from alongside.evaluation.estimators.duck import DuckTable
from alongside.evaluation.estimators.results import (
    Block,
    Blocks,
    CannotEstimate,
    Dropped,
    Trust,
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
    if not last.predictors:
        return None
    try:
        found = _trust(question)
    except CannotEstimate:
        return None
    return {
        "block": last.name,
        "vif": [
            {"term": name, "label": labels.get(name, name), "vif": number(float(value))}
            for name, value in zip(found.terms, found.vif, strict=True)
        ],
        "largest_leverage": number(found.largest_leverage),
        "high_leverage": found.high_leverage,
        "largest_cook": number(found.largest_cook),
        "influential": found.influential,
        "pictures": _pictures(found),
    }


def _trust(question: Question) -> Trust:
    """Leverage and the rest, from rows in memory or in one pass over them."""
    source, cluster = question.source(), errors_of(question.people)[1]
    asked = [one.name for one in question.predictors]
    if isinstance(source, DuckTable):
        return trust_streamed(
            source,
            outcome=question.outcome_name,
            predictors=asked,
            cluster=cluster,
            row="_row",
            pictured=PICTURED,
        )
    found = diagnose(source, outcome=question.outcome_name, predictors=asked, cluster=cluster)
    return trust(found, pictured=PICTURED)


def _pictures(found: Trust) -> dict[str, Any]:
    """Points for the residual pictures: every one of few, an even choice of many."""
    return {
        "fitted": numbers(found.fitted),
        "residual": numbers(found.residual),
        "studentised": numbers(found.studentised),
        "leverage": numbers(found.leverage),
        "cook": numbers(found.cook),
    }
