"""Sub-groups: the blocks within each, and whether the last block differs between them."""

from __future__ import annotations

from alongside.evaluation.estimators.blocks import fit_blocks
from alongside.evaluation.estimators.results import CannotEstimate
from alongside.evaluation.plan.grammar import Subgroup
from alongside.evaluation.plan.references import Ref, Term
from alongside.evaluation.reading.design import label_of, predictors
from alongside.evaluation.reading.people import People
from alongside.evaluation.reading.source import quoted
from alongside.evaluation.steps.asking import Question, errors_of
from alongside.evaluation.steps.blocks import block, coefficients, fit, labels_of
from alongside.evaluation.steps.numbers import Json, number, test


def subgroups(people: People) -> list[Json]:
    """Each sub-group of the plan, for each outcome. Not meant to find something: to see whether it holds."""
    return [
        _by(people, group, key)
        for group in people.meaning.plan.subgroups
        for key in people.meaning.plan.outcomes
    ]


def _by(people: People, group: Subgroup, key: str) -> Json:
    ref = people.meaning.ref(group.by)
    variable = people.meaning.variable(ref.name)
    return {
        "by": group.by,
        "label": group.label or label_of(people.meaning, ref),
        "outcome": key,
        "outcome_label": Question(people, key).label,
        "levels": [
            {"level": level, "label": variable.labels.get(level, level), **_within(people, key, ref, level)}
            for level in people.levels(ref)
        ],
        "interaction": _interaction(people, key, ref),
    }


def _within(people: People, key: str, ref: Ref, level: str) -> Json:
    question = Question(people, key, where=f"coalesce({people.columns[ref].sql} = {quoted(level)}, false)")
    try:
        fitted = fit(question)
    except CannotEstimate as wrong:
        return {"n": 0, "blocks": [], "coefficients": [], "problem": str(wrong)}
    labels = labels_of(question)
    return {
        "n": fitted.n,
        "blocks": [block(one, labels) for one in fitted.blocks],
        "coefficients": coefficients(fitted.blocks[-1:], labels),
        "problem": None,
    }


def _interaction(people: People, key: str, ref: Ref) -> Json:
    """What the products of the last block with the group add to the model with both."""
    question = Question(people, key)
    last = people.meaning.terms_of(key)[-1][1]
    group = predictors(people, Term((ref,)))
    entered = {one.name for one in question.predictors}
    main = [one for one in group if one.name not in entered]
    products = [
        one
        for term in last
        if ref not in term.factors
        for one in predictors(people, Term((*term.factors, ref)))
        if one.name not in entered
    ]
    if not products:
        return {"problem": "the last block is about the sub-group itself."}
    columns = {question.outcome_name: question.outcome_sql}
    columns |= {one.name: one.sql for one in [*question.predictors, *main, *products]}
    kind, cluster = errors_of(people)
    try:
        fitted = fit_blocks(
            question.source_of(columns),
            outcome=question.outcome_name,
            blocks=[
                ("without", [one.name for one in [*question.predictors, *main]]),
                ("with", [one.name for one in products]),
            ],
            errors=kind,
            cluster=cluster,
            level=people.meaning.plan.errors.confidence,
        )
    except CannotEstimate as wrong:
        return {"problem": str(wrong)}
    one = fitted.blocks[-1]
    return {
        "terms": list(one.added),
        "n": one.n,
        "delta_r2": number(one.delta_r2),
        "f_change": number(one.f_change),
        "df1": one.df1,
        "df2": one.df2,
        "p": number(one.p),
        "robust": test(one.robust),
        "problem": None,
    }
