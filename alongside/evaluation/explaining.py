"""What an evaluation would do, in sentences, before it is done: ``alongside evaluate --check``."""

from __future__ import annotations

from alongside.evaluation.plan.grammar import Measured
from alongside.evaluation.plan.hashing import fingerprint
from alongside.evaluation.plan.notes import notes
from alongside.evaluation.plan.references import Meaning
from alongside.evaluation.reading.people import People
from alongside.evaluation.reading.scoring import least_answered
from alongside.evaluation.steps.asking import Question, errors_of

Section = tuple[str, list[str]]


def explain(meaning: Meaning, people: People | None = None) -> list[Section]:
    """Headings with their sentences. With ``people``, what the data make of the plan as well."""
    plan = meaning.plan
    sections: list[Section] = [
        (
            "The plan",
            [
                f"{plan.plan.title} ({plan.plan.written_on}, version {plan.plan.version})",
                f"Fingerprint: {fingerprint(plan)}",
            ],
        ),
        ("The data", _data(meaning, people)),
        ("Scales", [_scale(meaning, name) for name in plan.scales]),
        ("Outcomes and blocks", _outcomes(meaning)),
        ("Errors", [_errors(meaning, people)]),
        ("Those who left", _dropout(meaning)),
        (
            "Models of all occasions",
            [f"{one.name}: {one.of} by {', '.join(one.fixed)}" for one in plan.mixed],
        ),
        ("Sub-groups", [group.by for group in plan.subgroups]),
        (
            "Several outcomes",
            [
                f"p-values of the block {plan.multiplicity.block or '(the last)'} adjusted: "
                f"{plan.multiplicity.method}"
            ],
        ),
        ("To know", notes(meaning)),
    ]
    return [(title, said) for title, said in sections if said]


def _data(meaning: Meaning, people: People | None) -> list[str]:
    data = meaning.plan.data
    said = [
        f"One row {'a person' if data.layout == 'wide' else 'a person and occasion'}; missing: empty, "
        f"{', '.join(code for code in data.missing if code) or 'no other code'}."
    ]
    if meaning.occasions:
        said.append(f"Occasions, in order: {', '.join(meaning.occasions)}.")
    if people is not None:
        said.append(
            f"{people.source.rows:,} rows, {people.everybody:,} people, {people.n:,} of them in the study."
        )
        said += [f"{one.n:,} left out: {one.reason}." for one in people.excluded if one.n]
        said += [f"{one.n:,} rows left out: {one.reason}." for one in people.rows_left_out if one.n]
        said += [
            f"{people.count(people.came(occasion)):,} came at {occasion}." for occasion in meaning.occasions
        ]
    return said


def _scale(meaning: Meaning, name: str) -> str:
    scale = meaning.plan.scales[name]
    turned = f", {len(scale.reversed)} reversed" if scale.reversed else ""
    answered = f"{least_answered(scale)} or more answered"
    return f"{name}: {scale.score} of {len(scale.items)} items{turned}, {answered}{_matters(scale)}."


def _matters(measured: Measured) -> str:
    if measured.mic:
        return f", a change of {measured.mic:g} matters"
    return f", a change of {measured.mic_percent:g}% matters" if measured.mic_percent else ""


def _outcomes(meaning: Meaning) -> list[str]:
    said = []
    for key in meaning.plan.outcomes:
        now, before = meaning.outcome(key)
        said.append(f"{key}: {now}{f' less {before}' if before else ''}")
        for number, (block, terms) in enumerate(meaning.terms_of(key), start=1):
            said.append(f"  {number}. {block.name}: + {', '.join(str(term) for term in terms)}")
    return said


def _errors(meaning: Meaning, people: People | None) -> str:
    errors = meaning.plan.errors
    if people is None:
        return f"{errors.kind}, intervals of {errors.confidence:.0%}."
    kind, cluster = errors_of(people)
    clusters = f", by {meaning.plan.data.cluster} ({people.clusters} of them)" if cluster else ""
    return f"{kind}{clusters}, intervals of {errors.confidence:.0%}."


def _dropout(meaning: Meaning) -> list[str]:
    dropout = meaning.plan.dropout
    if len(meaning.occasions) < 2:
        return []
    said = [f"Who came at {meaning.follow_up} against who did not."]
    if dropout.imputation:
        said.append(
            f"{dropout.imputation.sets} sets by chained equations, {dropout.imputation.iterations} "
            f"rounds, seed {meaning.plan.plan.seed}."
        )
    if dropout.weighting:
        said.append("Weights by the inverse probability of having stayed.")
    if dropout.tipping:
        said.append(f"Tipping point over {', '.join(f'{delta:g}' for delta in dropout.tipping.deltas)}.")
    return said


def columns(people: People, key: str) -> list[str]:
    """The columns of the largest model of an outcome, as the coefficients are called."""
    return [one.name for one in Question(people, key).predictors]
