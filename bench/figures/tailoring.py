"""``tailoring``: what fits whom, for a million people in one pass, against one at a time."""

from __future__ import annotations

import random
import time

from alongside.care.plan.rules import circumstances as c
from alongside.care.plan.rules.library_reading import read_library
from alongside.care.plan.rules.rulebook import read_rulebook
from alongside.care.plan.rules.tailoring import fits
from bench.harness import Bench, NotYet, Result, figure

try:
    import numpy as np

    from alongside.care.plan.rules import tailoring_vectorised as many
except ModuleNotFoundError:  # of the evaluation's requirements
    np = None

PEOPLE = 1_000_000
ALONE = 2_000
AIM = 50


@figure(
    "tailoring",
    work="what each step of the library is for 10⁶ people, with every reason, from columns",
    against="the same rules, one person at a time (seconds a person, in the same run)",
    aim=f"≥ {AIM}× faster, and the same verdicts",
)
def measure(bench: Bench) -> Result:
    """Both ways on the same people; the first of them are held equal, verdict by verdict."""
    if np is None:
        raise NotYet("numpy, of requirements/evaluation.txt")
    book = read_rulebook(read_library())
    draw = random.Random(7)
    everybody = [somebody(draw, list(book.library.steps)) for _ in range(ALONE)]
    sample = many.People.of(everybody, book)
    total = bench.of(PEOPLE, least=ALONE)
    people = _repeated(sample, total)
    started = time.process_time()
    alone = [{fit.step.id: fit.verdict.rank for fit in fits(one, book)} for one in everybody]
    each_alone = (time.process_time() - started) / ALONE
    started = time.process_time()
    offered = 0
    for batch in many.batches(people, book):
        offered += int((batch.verdict == many.Verdict.SUGGESTED.rank).sum())
    together = time.process_time() - started
    ids = list(book.library.steps)
    first = next(many.batches(sample, book)).verdict
    same = all(
        alone[n].get(ids[row], many.NOTHING_SAID) == int(first[row, n])
        for n in range(ALONE)
        for row in range(len(ids))
    )
    ratio = each_alone / (together / total)
    return Result(
        f"{ratio:.0f}× ({total:,} people in {together:.1f} s of CPU, {each_alone * 1e6:.0f} µs alone)",
        ratio >= AIM and same,
        {"ratio": ratio, "people": total, "seconds": together, "alone_seconds": each_alone, "same": same,
         "steps": len(ids), "rules": len(book.rules), "suggested": offered},
    )  # fmt: skip


def somebody(draw: random.Random, ids: list[str]) -> c.Situation:
    """An invented person who said some things and left out others."""

    def maybe(value: object) -> object:
        return value if draw.random() < 0.8 else None

    one = {name: maybe(draw.choice(list(kind))) for name, kind in c.ONE_OF.items()}
    some = {
        name: maybe(frozenset(draw.sample(list(kind), draw.randint(0, 4))))
        for name, kind in c.SOME_OF.items()
    }
    tried = {area: draw.choice(list(c.Tried)) for area in draw.sample(list(c.Area), draw.randint(0, 4))}
    return c.Situation(
        life=c.Circumstances(**one, **some, tried=tried),
        may_advise=draw.random() < 0.9,
        refused=frozenset(draw.sample(ids, draw.randint(0, 2))),
        on_plan=frozenset(draw.sample(ids, draw.randint(0, 2))),
        ratings={rating: draw.randint(0, rating.top) for rating in c.Rating if draw.random() < 0.7},
        stage=draw.choice([None, *c.Stage]),
        alarm=draw.choice([None, c.Alarm.NONE, c.Alarm.NONE, c.Alarm.NONE, c.Alarm.OPEN]),
    )


def _repeated(sample: many.People, total: int) -> many.People:
    """``total`` people as columns: the sample as it is, then more, each drawn field by field from it."""
    rng = np.random.default_rng(7)
    size = len(sample)

    def drawn(column: np.ndarray) -> np.ndarray:
        more = rng.integers(0, size, total - size)
        return np.concatenate([column, column[..., more]], axis=-1)

    return many.People(
        {name: drawn(column) for name, column in sample.one.items()},
        {name: drawn(column) for name, column in sample.some.items()},
        {name: drawn(column) for name, column in sample.by_id.items()},
        drawn(sample.may_advise),
    )
