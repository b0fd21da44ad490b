"""What an evaluation would do, in sentences, before it is done: ``alongside evaluate --check``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.evaluation.plan.grammar import Measured
from alongside.evaluation.plan.hashing import fingerprint
from alongside.evaluation.plan.notes import notes
from alongside.evaluation.plan.references import Meaning

Section = tuple[str, list[str]]


@dataclass(frozen=True)
class Seen:
    """What the data make of a plan: sentences about them, the errors' kind and the clusters they are by."""

    said: Sequence[str]
    errors: str
    clusters: int | None


def explain(meaning: Meaning, seen: Seen | None = None) -> list[Section]:
    """Headings with their sentences. With ``seen``, what the data make of the plan as well.

    Imports no mathematics: the lead's page asks too.
    """
    plan = meaning.plan
    sections: list[Section] = [
        (
            "The plan",
            [
                f"{plan.plan.title} ({plan.plan.written_on}, version {plan.plan.version})",
                f"Fingerprint: {fingerprint(plan)}",
            ],
        ),
        ("The data", _data(meaning, seen)),
        ("Scales", [_scale(meaning, name) for name in plan.scales]),
        ("Outcomes and blocks", _outcomes(meaning)),
        ("Errors", [_errors(meaning, seen)]),
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


def _data(meaning: Meaning, seen: Seen | None) -> list[str]:
    data = meaning.plan.data
    said = [
        f"One row {'a person' if data.layout == 'wide' else 'a person and occasion'}; missing: empty, "
        f"{', '.join(code for code in data.missing if code) or 'no other code'}."
    ]
    if meaning.occasions:
        said.append(f"Occasions, in order: {', '.join(meaning.occasions)}.")
    return [*said, *(seen.said if seen else [])]


def _scale(meaning: Meaning, name: str) -> str:
    scale = meaning.plan.scales[name]
    turned = f", {len(scale.reversed)} reversed" if scale.reversed else ""
    answered = f"{scale.least_answered} or more answered"
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


def _errors(meaning: Meaning, seen: Seen | None) -> str:
    errors = meaning.plan.errors
    if seen is None:
        kind: str = errors.kind
        if kind == "auto":
            kind = f"auto: CR2 where there are fewer than {errors.few_clusters} clusters, else CR1"
            kind = kind if meaning.plan.data.cluster else "auto: HC3"
        return f"{kind}, intervals of {errors.confidence:.0%}."
    clusters = f", by {meaning.plan.data.cluster} ({seen.clusters} of them)" if seen.clusters else ""
    return f"{seen.errors}{clusters}, intervals of {errors.confidence:.0%}."


def _dropout(meaning: Meaning) -> list[str]:
    dropout = meaning.plan.dropout
    if len(meaning.occasions) < 2:
        return []
    said = [f"Who came at {meaning.follow_up} against who did not."]
    if dropout.not_due:
        codes = ", ".join(repr(code) for code in dropout.not_due)
        said.append(f"Not due yet, so neither stayed nor left: who has {codes} under {dropout.reasons}.")
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
