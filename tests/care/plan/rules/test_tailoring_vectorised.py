"""A million people in one pass are told the same as each of them alone."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import alongside
from alongside.care.plan.rules.rulebook import Verdict
from alongside.care.plan.rules.tailoring import fits
from alongside.care.plan.rules.tailoring_vectorised import NOTHING_SAID, People, batches
from tests.care.plan.rules.situations import shipped, situations
from tests.care.plan.rules.test_tailoring import ABLE


@settings(max_examples=60)
@given(st.lists(situations(), min_size=1, max_size=9), st.integers(1, 9))
def test_many_at_once_are_told_the_same_as_each_alone(everybody, size):
    book = shipped()
    ids = list(book.library.steps)
    people = People.of(everybody, book)
    seen = 0
    for batch in batches(people, book, size=size):
        assert batch.fired is not None
        for column in range(batch.verdict.shape[1]):
            alone = {fit.step.id: fit for fit in fits(everybody[batch.start + column], book)}
            seen += 1
            for row, step_id in enumerate(ids):
                told = int(batch.verdict[row, column])
                if not alone:
                    assert told == NOTHING_SAID
                    continue
                fit = alone[step_id]
                fired = int(batch.fired[row, column])
                codes = {rule.code for number, rule in enumerate(book.rules) if fired >> number & 1}
                assert (told, codes) == (fit.verdict.rank, {*fit.why, *fit.why_not}), step_id
                assert int(batch.points[row, column]) == fit.points
    assert seen == len(everybody)


def test_without_reasons_the_verdicts_are_the_same():
    book = shipped()
    people = People.of([ABLE] * 3, book)
    with_, without = next(batches(people, book)), next(batches(people, book, reasons=False))
    assert without.fired is None
    assert np.array_equal(with_.verdict, without.verdict)
    assert set(np.unique(with_.verdict)) <= {each.rank for each in Verdict} | {NOTHING_SAID}


def test_the_web_needs_no_numpy():
    """Nothing but the module itself, the benches and the wings may load it: a page never does."""
    care = Path(alongside.__file__).parent / "care"
    loads = {
        path.name
        for path in care.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any("numpy" in name or "tailoring_vectorised" in name for name in _names(node))
    }
    assert loads == {"tailoring_vectorised.py"}


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    own = [alias.name for alias in node.names]
    return [*own, node.module or ""] if isinstance(node, ast.ImportFrom) else own
