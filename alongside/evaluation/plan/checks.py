"""What a plan must hold beyond its grammar: that its names mean something, and mean one thing."""

from __future__ import annotations

from alongside.evaluation.plan.grammar import Imputation, Mixed, Scale, Variable
from alongside.evaluation.plan.naming import (
    check_one,
    check_ref,
    check_same,
    check_text,
    check_weighting,
    near,
    repeated,
)
from alongside.evaluation.plan.references import OUTCOME, OWN_NAMES, SAME, Meaning, Ref
from alongside.evaluation.problems import Troubles


def check(meaning: Meaning, troubles: Troubles) -> None:
    """Add to ``troubles`` everything that does not fit together. Looks at no data."""
    _check_layout(meaning, troubles)
    _check_occasions(meaning, troubles)
    _check_names(meaning, troubles)
    for name, variable in meaning.plan.variables.items():
        _check_variable(f"variables.{name}", variable, meaning, troubles)
    for name, scale in meaning.plan.scales.items():
        _check_scale(f"scales.{name}", scale, meaning, troubles)
    _check_outcomes(meaning, troubles)
    _check_blocks(meaning, troubles)
    _check_dropout(meaning, troubles)
    _check_rest(meaning, troubles)


def _check_layout(meaning: Meaning, troubles: Troubles) -> None:
    data = meaning.plan.data
    if data.layout == "long":
        if data.person is None:
            troubles.add("data.person", "long data need the column that says who.", "Add it.")
        if data.occasion is None and meaning.occasions:
            troubles.add("data.occasion", "long data need the column that says when.", "Add it.")
        if data.pattern is not None:
            troubles.add("data.pattern", "a pattern of columns is for wide data.", "Take it out.")
    elif data.occasion is not None:
        troubles.add("data.occasion", "wide data have no column that says when.", "Take it out.")
    _check_pattern("data.pattern", data.pattern, troubles)
    if data.occasion is not None and not meaning.occasions:
        troubles.add("occasions", "the plan names no occasion.", "Add an [[occasions]] for each, in order.")


def _check_pattern(where: str, pattern: str | None, troubles: Troubles, *, name_too: bool = True) -> None:
    if pattern is None:
        return
    if "{occasion}" not in pattern:
        troubles.add(where, f"{pattern!r} says nothing of the occasion.", "Write {occasion} where it stands.")
    if name_too and "{name}" not in pattern:
        troubles.add(where, f"{pattern!r} says nothing of the variable.", "Write {name} where it stands.")


def _check_occasions(meaning: Meaning, troubles: Troubles) -> None:
    for name in repeated(meaning.occasions):
        troubles.add("occasions", f"{name!r} is there twice.", "Give each its own name.")
    written = [one.written or one.name for one in meaning.plan.occasions]
    for code in repeated(written):
        troubles.add("occasions", f"two occasions are written {code!r}.", "Each needs its own code.")
    if SAME in meaning.occasions:
        troubles.add(
            "occasions", f"{SAME!r} has a meaning of its own in mixed models.", "Choose another name."
        )
    for name in meaning.occasions:
        if "@" in name:
            troubles.add("occasions", f"{name!r} has an @ in it, which joins names and occasions.")
    times = [one.time for one in meaning.plan.occasions if one.time is not None]
    if times != sorted(set(times)):
        troubles.add("occasions", "their times do not rise.", "Put the occasions in their order.")


def _check_names(meaning: Meaning, troubles: Troubles) -> None:
    plan = meaning.plan
    for name in plan.variables.keys() & plan.scales.keys():
        troubles.add(f"scales.{name}", "a variable has this name too.", "Give one of them another.")
    for name in [*plan.variables, *plan.scales]:
        if name in OWN_NAMES and plan.mixed:
            troubles.add(name, "this name is the plan's own in mixed models.", "Choose another name.")
        if " : " in name or name == OUTCOME:
            troubles.add(name, "a name cannot hold a colon between spaces.", "Choose another name.")


def _check_variable(where: str, variable: Variable, meaning: Meaning, troubles: Troubles) -> None:
    places = [name for name in ("column", "columns", "pattern") if getattr(variable, name) is not None]
    if len(places) > 1:
        troubles.add(where, f"it has {' and '.join(places)}.", "Keep the one that says where it stands.")
    if meaning.plan.data.layout == "long" and (variable.columns or variable.pattern):
        troubles.add(where, "in long data a variable has one column.", 'Write column = "...".')
    _check_pattern(f"{where}.pattern", variable.pattern, troubles, name_too=False)
    for occasion in variable.columns or {}:
        if occasion not in meaning.occasions:
            troubles.add(
                f"{where}.columns", f"there is no occasion {occasion!r}.", near(occasion, meaning.occasions)
            )
    if variable.kind == "number":
        _check_number(where, variable, troubles)
    else:
        _check_category(where, variable, troubles)


def _check_number(where: str, variable: Variable, troubles: Troubles) -> None:
    for name in ("levels", "reference"):
        if getattr(variable, name) is not None:
            troubles.add(f"{where}.{name}", "a number has none.", 'Write kind = "category".')
    if variable.range and variable.range[0] >= variable.range[1]:
        troubles.add(f"{where}.range", "it does not go from lower to higher.")


def _check_category(where: str, variable: Variable, troubles: Troubles) -> None:
    levels = variable.levels
    if variable.kind == "ordered" and levels is None:
        troubles.add(f"{where}.levels", "an order needs its levels, the lowest first.", "Add them.")
    for level in repeated(levels or []):
        troubles.add(f"{where}.levels", f"{level!r} is there twice.")
    if levels is not None and len(levels) < 2:
        troubles.add(f"{where}.levels", "a category has at least two.")
    if variable.reference is not None and levels is not None and variable.reference not in levels:
        troubles.add(
            f"{where}.reference",
            f"{variable.reference!r} is none of the levels.",
            near(variable.reference, levels),
        )
    if variable.coding == "numbers" and variable.kind != "ordered":
        troubles.add(
            f"{where}.coding", "only what is ordered can be counted 1, 2, 3.", 'Write kind = "ordered".'
        )
    for name in ("range", "center", "per"):
        if getattr(variable, name) is not None:
            troubles.add(f"{where}.{name}", "it is for numbers.", "Take it out.")
    if variable.transform != "none":
        troubles.add(f"{where}.transform", "it is for numbers.", "Take it out.")


def _check_scale(where: str, scale: Scale, meaning: Meaning, troubles: Troubles) -> None:
    _check_items(where, scale, meaning, troubles)
    for item in scale.reversed:
        if item not in scale.items:
            troubles.add(f"{where}.reversed", f"{item!r} is none of the items.", near(item, scale.items))
    if scale.reversed and scale.item_range is None:
        troubles.add(
            f"{where}.item_range",
            "reversing needs the lowest and the highest answer.",
            "Write item_range = [0, 8].",
        )
    if scale.item_range and scale.item_range[0] >= scale.item_range[1]:
        troubles.add(f"{where}.item_range", "it does not go from lower to higher.")
    _check_missing_rule(where, scale, troubles)
    if (scale.mic or scale.mic_percent) and scale.better == "neither":
        troubles.add(
            f"{where}.better",
            "a change that matters needs a direction.",
            'Write better = "higher" or "lower".',
        )


def _check_items(where: str, scale: Scale, meaning: Meaning, troubles: Troubles) -> None:
    for item in repeated(scale.items):
        troubles.add(f"{where}.items", f"{item!r} is there twice.")
    for item in scale.items:
        if item in meaning.plan.scales:
            troubles.add(f"{where}.items", f"{item!r} is a scale itself.", "Name its items.")
        elif meaning.is_category(item):
            troubles.add(f"{where}.items", f"{item!r} is a category.", "Items are numbers.")
        elif _is_changed(meaning.variable(item)):
            troubles.add(
                f"{where}.items",
                f"{item!r} is centred, scaled or transformed; a scale counts answers as they were given.",
                "Give the changed one a name of its own, with column.",
            )


def _is_changed(variable: Variable) -> bool:
    return variable.transform != "none" or variable.center is not None or variable.per is not None


def _check_missing_rule(where: str, scale: Scale, troubles: Troubles) -> None:
    if scale.missing == "all":
        return
    given = [scale.missing.at_most, scale.missing.at_least]
    if given.count(None) != 1:
        troubles.add(f"{where}.missing", "it needs at_most or at_least, and not both.")
    elif max(number for number in given if number is not None) > len(scale.items):
        troubles.add(f"{where}.missing", f"the scale has only {len(scale.items)} items.")
    elif scale.missing.at_most == len(scale.items):
        troubles.add(f"{where}.missing", "at least one item has to be answered.")


def _check_outcomes(meaning: Meaning, troubles: Troubles) -> None:
    for key, outcome in meaning.plan.outcomes.items():
        where = f"outcomes.{key}"
        now, before = meaning.outcome(key)
        if meaning.is_category(now.name):
            troubles.add(
                where, f"{now.name!r} is a category.", "The blocks are of an outcome that is a number."
            )
        if (
            meaning.occasions
            and not now.occasion
            and (now.name in meaning.plan.scales or meaning.is_dated(now.name))
        ):
            troubles.add(f"{where}.when", "it is missing.", f"One of: {', '.join(meaning.occasions)}.")
        elif now.occasion:
            check_ref(f"{where}.when", now, meaning, troubles)
        if before:
            check_ref(f"{where}.change_from", before, meaning, troubles)
            if before.occasion == now.occasion:
                troubles.add(f"{where}.change_from", "it is the same occasion.", "A change has two.")
        known = [block.name for block in meaning.plan.blocks]
        for name in outcome.blocks or []:
            if name not in known:
                troubles.add(f"{where}.blocks", f"there is no block {name!r}.", near(name, known))
        if outcome.blocks == []:
            troubles.add(f"{where}.blocks", "it is empty.", "Name at least one block.")


def _check_blocks(meaning: Meaning, troubles: Troubles) -> None:
    for name in repeated(block.name for block in meaning.plan.blocks):
        troubles.add("blocks", f"two blocks are called {name!r}.", "Give each its own name.")
    for number, block in enumerate(meaning.plan.blocks, start=1):
        for place, text in enumerate(block.predictors, start=1):
            check_text(f"blocks[{number}].predictors[{place}] ({block.name})", text, meaning, troubles)
            if f"@{SAME}" in text:
                check_same(
                    f"blocks[{number}].predictors[{place}] ({block.name})",
                    text,
                    block.name,
                    meaning,
                    troubles,
                )
    for key in meaning.plan.outcomes:
        now, _ = meaning.outcome(key)
        seen: list[str] = []
        for block, terms in meaning.terms_of(key):
            where = f"blocks ({block.name})"
            for term in terms:
                if now in term.factors:
                    troubles.add(
                        where,
                        f"{now} is the outcome {key!r} itself.",
                        "Take it out, or say at which earlier occasion.",
                    )
                if str(term) in seen:
                    troubles.add(
                        where, f"{term} is entered twice for the outcome {key!r}.", "Keep the first."
                    )
                seen.append(str(term))


def _check_dropout(meaning: Meaning, troubles: Troubles) -> None:
    dropout = meaning.plan.dropout
    if dropout.follow_up is not None and dropout.follow_up not in meaning.occasions:
        troubles.add(
            "dropout.follow_up",
            f"there is no occasion {dropout.follow_up!r}.",
            near(dropout.follow_up, meaning.occasions),
        )
    if dropout.not_due and dropout.reasons is None:
        troubles.add(
            "dropout.not_due",
            "these are codes in a column of reasons, and the plan names none.",
            'Write reasons = "..." under [dropout].',
        )
    lists = {"dropout.compare": dropout.compare, "baseline_table": meaning.plan.baseline_table}
    if dropout.imputation:
        lists["dropout.imputation.helpers"] = dropout.imputation.helpers
        _check_methods(dropout.imputation, meaning, troubles)
    if dropout.weighting:
        for place, text in enumerate(dropout.weighting.predictors or [], start=1):
            check_weighting(f"dropout.weighting.predictors[{place}]", text, meaning, troubles)
    for where, texts in lists.items():
        for place, text in enumerate(texts or [], start=1):
            check_one(f"{where}[{place}]", text, meaning, troubles)


def _check_methods(asked: Imputation, meaning: Meaning, troubles: Troubles) -> None:
    """A method for what is not imputed would be passed over in silence."""
    refs = {meaning.ref(text) for text in asked.helpers}
    for key in meaning.plan.outcomes:
        now, before = meaning.outcome(key)
        refs |= {now, *([before] if before else [])}
        refs |= {ref for _, terms in meaning.terms_of(key) for term in terms for ref in term.factors}
    known = sorted({str(ref) for ref in refs} | {ref.name for ref in refs})
    for text in asked.methods:
        if str(meaning.ref(text)) not in known:
            troubles.add("dropout.imputation.methods", f"{text!r} is not imputed.", near(text, known))


def _check_rest(meaning: Meaning, troubles: Troubles) -> None:
    plan = meaning.plan
    if plan.errors.kind in ("CR1", "CR2") and plan.data.cluster is None:
        troubles.add(
            "errors.kind", f"{plan.errors.kind} errors need a cluster.", 'Write cluster = "..." under [data].'
        )
    if plan.multiplicity.block is not None:
        known = [block.name for block in plan.blocks]
        if plan.multiplicity.block not in known:
            troubles.add(
                "multiplicity.block",
                f"there is no block {plan.multiplicity.block!r}.",
                near(plan.multiplicity.block, known),
            )
    for number, group in enumerate(plan.subgroups, start=1):
        check_one(f"subgroups[{number}].by", group.by, meaning, troubles)
        if not meaning.is_category(meaning.ref(group.by).name):
            troubles.add(
                f"subgroups[{number}].by", f"{group.by!r} is no category.", 'Declare it: kind = "category".'
            )
    for number, one in enumerate(plan.exclude, start=1):
        where = f"exclude[{number}] ({one.reason})"
        check_one(where, one.variable, meaning, troubles)
        if one.below is None and one.above is None and not one.among and not one.missing:
            troubles.add(where, "it leaves nobody out.", "Write below, above, among or missing = true.")
        if (one.below is not None or one.above is not None) and meaning.is_category(
            meaning.ref(one.variable).name
        ):
            troubles.add(where, f"{one.variable!r} is a category.", "Write among = [...].")
    _check_mixed(meaning, troubles)


def _check_mixed(meaning: Meaning, troubles: Troubles) -> None:
    plan = meaning.plan
    if not plan.mixed:
        return
    if len(meaning.occasions) < 2:
        troubles.add("mixed", "a model of all occasions needs at least two.", "Take it out.")
        return
    for name in repeated(model.name for model in plan.mixed):
        troubles.add("mixed", f"two models are called {name!r}.")
    timed = all(one.time is not None for one in plan.occasions)
    for number, model in enumerate(plan.mixed, start=1):
        where = f"mixed[{number}] ({model.name})"
        if meaning.is_category(model.of):
            troubles.add(where, f"{model.of!r} is a category.", "The outcome is a number.")
        for occasion in model.occasions or meaning.occasions:
            check_ref(f"{where}.of", Ref(model.of, occasion), meaning, troubles)
        uses_time = model.slope or any("time" in part.split(" : ") for part in model.fixed)
        if uses_time and not timed:
            troubles.add(
                "occasions", "each needs its time for a model over time.", "Write time = 0, time = 3 ..."
            )
        _check_fixed(where, model, meaning, troubles)


def _check_fixed(where: str, model: Mixed, meaning: Meaning, troubles: Troubles) -> None:
    for place, text in enumerate(model.fixed, start=1):
        for factor in meaning.term(text, model.of).factors:
            then = model.occasions or list(meaning.occasions)
            at = [Ref(factor.name, one) for one in then] if factor.occasion == SAME else [factor]
            for one in at if factor.occasion or factor.name not in OWN_NAMES else []:
                check_ref(f"{where}.fixed[{place}]", one, meaning, troubles)
