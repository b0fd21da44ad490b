"""What a plan allows and a reader should know: choices that are odd, or were left to their default."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.evaluation.plan.hashing import was_registered_as
from alongside.evaluation.plan.references import Meaning

NOT_REGISTERED = "Nobody registered this plan: nothing shows that it was written before the data were seen."


def notes(meaning: Meaning) -> list[str]:
    """Sentences for whoever checks the plan, and for the report."""
    return list(
        dict.fromkeys([*_about_registration(meaning), *_about_blocks(meaning), *_about_categories(meaning)])
    )


def _about_registration(meaning: Meaning) -> Iterator[str]:
    same = was_registered_as(meaning.plan)
    registered = meaning.plan.registered
    if registered is None:
        yield NOT_REGISTERED
    elif not same:
        declared = (
            f" {len(meaning.plan.changes)} change(s) are declared."
            if meaning.plan.changes
            else " No change is declared."
        )
        on = registered.on
        yield f"This is not the plan that was registered on {on}: its fingerprint differs.{declared}"


def _about_blocks(meaning: Meaning) -> Iterator[str]:
    order = {name: number for number, name in enumerate(meaning.occasions)}
    for key in meaning.plan.outcomes:
        now, _ = meaning.outcome(key)
        entered: set[str] = set()
        for block, terms in meaning.terms_of(key):
            for term in terms:
                for factor in term.factors:
                    if now.occasion and factor.occasion and order[factor.occasion] > order[now.occasion]:
                        yield f"{factor} in the block {block.name!r} is measured after the outcome {key!r}."
                    if term.is_product and str(factor) not in entered:
                        yield f"{term} is entered without {factor} itself before it."
                entered.add(str(term))


def _about_categories(meaning: Meaning) -> Iterator[str]:
    for name, variable in meaning.plan.variables.items():
        if variable.kind == "category" and variable.levels is None:
            told = "those in the data are used, the first in their order as reference"
            yield f"The levels of {name!r} are not declared: {told}."
