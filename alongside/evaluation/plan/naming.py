"""Whether what a plan names is there: things, occasions, products, and what has a meaning in blocks only."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from alongside.evaluation.plan.references import OUTCOME, SAME, Meaning, Ref
from alongside.evaluation.problems import Troubles


def near(name: str, known: Iterable[str]) -> str:
    """*Is 'x' meant?*, or nothing."""
    found = difflib.get_close_matches(name, list(known), n=1)
    return f"Is {found[0]!r} meant?" if found else ""


def repeated(names: Iterable[str]) -> list[str]:
    names = list(names)
    return sorted({name for name in names if names.count(name) > 1})


def check_ref(where: str, ref: Ref, meaning: Meaning, troubles: Troubles) -> None:
    if ref.occasion:
        if not meaning.occasions:
            troubles.add(where, f"{ref} names an occasion and the plan has none.", "Add [[occasions]].")
        elif ref.occasion not in meaning.occasions:
            troubles.add(
                where, f"there is no occasion {ref.occasion!r}.", near(ref.occasion, meaning.occasions)
            )
        else:
            _check_dated(where, ref, meaning, troubles)
    elif meaning.is_dated(ref.name):
        first = meaning.occasions[0]
        troubles.add(where, f"{ref.name!r} is asked more than once.", f'Say when: "{ref.name}@{first}".')


def _check_dated(where: str, ref: Ref, meaning: Meaning, troubles: Troubles) -> None:
    plan = meaning.plan
    if plan.data.layout == "long":
        return
    for name in plan.scales[ref.name].items if ref.name in plan.scales else [ref.name]:
        variable = meaning.variable(name)
        if variable.columns is not None and ref.occasion not in variable.columns:
            # An item may be left out at an occasion; a variable that is referred to may not.
            troubles.add(
                f"variables.{name}.columns", f"it has no column for {ref.occasion!r}, which {where} needs."
            )
        elif variable.columns is None and variable.pattern is None and plan.data.pattern is None:
            troubles.add(
                where,
                f"nothing says which column holds {name!r} at {ref.occasion!r}.",
                'Write a pattern under [data], such as pattern = "{name}_{occasion}", or columns for it.',
            )


def check_one(where: str, text: str, meaning: Meaning, troubles: Troubles) -> None:
    """A single thing: what is described, imputed from, left out or grouped by is no product."""
    if meaning.term(text).is_product:
        troubles.add(where, f"{text!r} is a product.", "Name one thing, or each by itself.")
    elif OUTCOME in text or meaning.ref(text).occasion == SAME:
        troubles.add(where, f"{text!r} means something in blocks only.", "Name the thing, and its occasion.")
    else:
        check_text(where, text, meaning, troubles)


def check_text(where: str, text: str, meaning: Meaning, troubles: Troubles) -> None:
    for factor in meaning.term(text).factors:
        if not factor.name:
            troubles.add(where, f"{text!r} has no name in it.")
        elif factor.name != OUTCOME and factor.occasion != SAME:
            check_ref(where, factor, meaning, troubles)


def check_same(where: str, text: str, block: str, meaning: Meaning, troubles: Troubles) -> None:
    """``@same`` in a block: every outcome that enters it has an occasion, at which it was measured."""
    for key in meaning.plan.outcomes:
        if block not in [one.name for one in meaning.blocks_of(key)]:
            continue
        now, _ = meaning.outcome(key)
        if not now.occasion:
            troubles.add(where, f"{text!r}: the outcome {key!r} has no occasion.", "Say which is meant.")
            continue
        for factor in meaning.term(text, now.name).factors:
            if factor.occasion == SAME:
                check_ref(where, Ref(factor.name, now.occasion), meaning, troubles)


def check_weighting(where: str, text: str, meaning: Meaning, troubles: Troubles) -> None:
    """Who stays is told from things as they were: there is no outcome here to mean."""
    for factor in meaning.term(text).factors:
        if factor.name == OUTCOME or factor.occasion == SAME:
            troubles.add(
                where, f"{factor} means something in blocks only.", "Name the thing, and its occasion."
            )
            return
    check_text(where, text, meaning, troubles)
