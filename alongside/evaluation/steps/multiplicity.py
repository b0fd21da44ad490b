"""Several outcomes are several chances to be wrong: one block's test over all of them, adjusted together."""

from __future__ import annotations

from typing import Literal

import numpy as np

from alongside.evaluation.estimators.multiplicity import adjust
from alongside.evaluation.plan.grammar import Plan
from alongside.evaluation.steps.numbers import Json, number

METHODS: dict[str, Literal["none", "bonferroni", "holm", "bh"]] = {
    "none": "none",
    "bonferroni": "bonferroni",
    "holm": "holm",
    "benjamini-hochberg": "bh",
}


def multiplicity(plan: Plan, outcomes: Json) -> Json:
    """The F-change of the block that the plan is about (the last, where it does not say), across outcomes."""
    wanted = plan.multiplicity.block
    tests = []
    for name, outcome in outcomes.items():
        blocks = [block for block in outcome["blocks"] if wanted is None or block["name"] == wanted]
        if blocks:
            tests.append((name, outcome["label"], blocks[-1]))
    raw = np.array([np.nan if block["p"] is None else block["p"] for _, _, block in tests])
    robust = np.array(
        [
            block["robust"]["p"] if block["robust"] and block["robust"]["p"] is not None else np.nan
            for _, _, block in tests
        ]
    )
    method = METHODS[plan.multiplicity.method]
    adjusted, adjusted_robust = adjust(raw, method), adjust(robust, method)
    return {
        "method": plan.multiplicity.method,
        "tests": [
            {
                "outcome": name,
                "label": label,
                "block": block["name"],
                "p": block["p"],
                "p_adjusted": number(float(adjusted[i])),
                "p_robust": number(float(robust[i])),
                "p_robust_adjusted": number(float(adjusted_robust[i])),
            }
            for i, (name, label, block) in enumerate(tests)
        ],
    }
