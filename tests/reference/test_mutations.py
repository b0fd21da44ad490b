"""The comparison has teeth: an estimator with a sign flipped or a degree of freedom lost is no longer R's."""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest

from alongside.evaluation.estimators.results import CannotEstimate
from alongside.evaluation.problems import Refused
from tests.reference.cases import CASES

WING = "alongside.evaluation"
FAMILY = f"{WING}.estimators"

MUTATIONS = [
    # case, module, what stands there, what it is turned into
    ("nested_blocks", "blocks", "return self.basis.n - self.size - 1", "return self.basis.n - self.size"),
    ("nested_blocks", "blocks", "-basis.means[:size] @ inverse", "basis.means[:size] @ inverse"),
    ("nested_blocks", "blocks", "(self.clusters / (self.clusters - 1))", "1"),
    ("nested_blocks", "blocks", "else self.clusters - 1\n        ret", "else self.clusters\n        ret"),
    ("nested_blocks", "blocks", "(step.basis.n - 1) / step.df", "step.basis.n / step.df"),
    ("nested_blocks", "sources", "(residual / room)", "residual"),
    ("nested_blocks", "cr2", "1 / np.sqrt(np.where(there, room, 1.0))", "1 / np.where(there, room, 1.0)"),
    ("nested_blocks", "cr2", "- 2 * own * lengths", "+ 2 * own * lengths"),
    ("nested_blocks", "cr2", "df = eta - q + 1", "df = eta - q"),
    ("nested_blocks", "cr2", "joint * joint.T", "joint * joint"),
    ("row_by_row", "diagnostics", "df = basis.n - p - 1", "df = basis.n - p"),
    ("row_by_row", "diagnostics", "room * (p + 1)", "room * p"),
    ("row_by_row", "diagnostics", "(df - studentised**2)", "(df + studentised**2)"),
    ("scale", "scales", "k / (k - 1) * (1", "k / k * (1"),
    ("scale", "scales", "n - 1, (n - 1) * (k - 1)", "n, (n - 1) * (k - 1)"),
    ("scale", "scales", "- 2 * trace", "+ 2 * trace"),
    ("scale", "omega", "(total - (1 - loadings**2)", "(total + (1 - loadings**2)"),
    ("scale", "omega", "left = off - outer", "left = off + outer"),
    ("change_and_leaving", "change", "t_two_sided(t, n - 1)", "t_two_sided(t, n)"),
    ("change_and_leaving", "change", "change = second - first", "change = first - second"),
    ("change_and_leaving", "change", "math.sqrt(1 - reliability)", "math.sqrt(reliability)"),
    ("change_and_leaving", "shares", "/ (4 * n)", "/ n"),
    ("change_and_leaving", "shares", "apart = shares[0] - shares[1]", "apart = shares[0] + shares[1]"),
    ("change_and_leaving", "multiplicity", "(m - ranks + 1)", "(m - ranks)"),
    ("staying", "leaving", "x.T @ (y - p)", "x.T @ (p - y)"),
    ("staying", "leaving", "room = 1 - w *", "room = 1 + w *"),
    ("staying", "leaving", "(many / (many - 1))", "1"),
    ("staying", "leaving", "float(w.size - whitened.shape[1])", "float(w.size)"),
    ("pooled", "pooling", "total = within + (1 + 1 / m) * between", "total = within + between"),
    ("pooled", "pooling", "old = (m - 1) / share**2", "old = m / share**2"),
    ("pooled", "pooling", "v - 4 * (1 + a)", "v + 4 * (1 + a)"),
    ("pooled", "pooling", "(m + 1) / (m - 1) * r", "r"),
    ("pooled", "pooling", "2 / (df + 3)", "2 / (df + 1)"),
    ("reml", "reml", "df = sums.n - p", "df = sums.n"),
    ("reml", "reml", "log + inner + logdet", "log + logdet"),
    ("reml", "reml", "determinant = a * d - b * b", "determinant = a * d + b * b"),
    ("reml", "reml", "return left, log + np.log(1 + square * w).sum()", "return left, log"),
    ("reml", "mixed", "[1.0, -centre / scale]", "[1.0, centre / scale]"),
    ("whole_plans", "sources", "complete(basis.needed", "complete((*basis.predictors, basis.outcome)"),
    ("whole_plans", "reading.scoring", "{sum(scale.item_range)!r} -", "{scale.item_range[1]!r} -"),
    ("whole_plans", "reading.people", "in found.items()} | as_read", "in found.items()}"),
    ("whole_plans", "reading.pivot", "column, meaning.plan.data.missing)", "column, [])"),
    ("whole_plans", "reading.design", "THEN -1 ", "THEN 0 "),
    ("whole_plans", "steps.scales", "ends.n, level=level)", "ends.n)"),
    ("proportional_odds", "categories", "-x * ~top[:, None]", "x * ~top[:, None]"),
]  # fmt: skip


@contextmanager
def mutated(name: str, old: str, new: str) -> Iterator[None]:
    """The module with one piece of its text changed, wherever the family uses what it defines."""
    module = importlib.import_module(f"{FAMILY}.{name}" if "." not in name else f"{WING}.{name}")
    text = Path(str(module.__file__)).read_text()
    assert old in text, f"{name}.py has no {old!r}: bring this mutation up to date"
    changed = types.ModuleType(module.__name__)
    changed.__file__ = module.__file__
    kept = dict(vars(module))
    sys.modules[module.__name__] = changed  # dataclasses look their module up
    try:
        code = compile(text.replace(old, new), str(module.__file__), "exec")
        exec(code, vars(changed))  # noqa: S102 - our own text, changed on purpose
    finally:
        sys.modules[module.__name__] = module
    swaps = {
        id(kept[key]): vars(changed)[key] for key in kept if key in vars(changed) and not key.startswith("__")
    }
    users = [
        one
        for key, one in list(sys.modules.items())
        if key.startswith(("alongside.evaluation.", "tests.reference."))
    ]
    before = [(user, key, value) for user in users for key, value in vars(user).items() if own(value, module)]
    for user, key, value in before:
        setattr(user, key, swaps[id(value)])
    try:
        yield
    finally:
        for user, key, value in before:
            setattr(user, key, value)


def own(value: object, module: types.ModuleType) -> bool:
    """A function or class that this module defines."""
    return isinstance(value, types.FunctionType | type) and value.__module__ == module.__name__


@pytest.mark.parametrize(
    "case, module, old, new", MUTATIONS, ids=[f"{module}: {new}" for _, module, _, new in MUTATIONS]
)
def test_a_mutated_estimator_is_no_longer_that_of_r(case: str, module: str, old: str, new: str) -> None:
    same = False
    with (
        mutated(module, old, new),
        np.errstate(all="ignore"),
        suppress(CannotEstimate, Refused, ValueError, np.linalg.LinAlgError, AssertionError),
    ):
        same = all(pair.same for pair in CASES[case]())
    assert not same
