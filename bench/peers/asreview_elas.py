"""ASReview's default (ELAS u4) on a labelled file, started from the same records as ours. Runs in
ASReview's environment.

``python asreview_elas.py FILE LABELS FROM:TO``: one line of JSON a seed: the labels in the order in which
it asked
for them, its starting records left out, and the mean seconds of a retraining with its ranking.
"""

from __future__ import annotations

import json
import random
import sys
import time

import pandas as pd
from asreview.learner import ActiveLearningCycle
from asreview.models.models import get_ai_config
from asreview.simulation.simulate import Simulate


def started_from(labels: list[int], seed: int) -> list[int]:
    """One relevant and one irrelevant record; the same as in alongside.evidence.ranking.simulation."""
    chance = random.Random(seed)
    return [
        chance.choice([at for at, label in enumerate(labels) if label]),
        chance.choice([at for at, label in enumerate(labels) if not label]),
    ]


def main() -> None:
    file, column, seeds = sys.argv[1:4]
    records = pd.read_csv(file)
    labels = records[column].astype(int).tolist()
    for seed in range(*map(int, seeds.split(":"))):
        cycle = ActiveLearningCycle.from_meta(get_ai_config()["value"])
        spent: list[float] = []
        fit, rank = cycle.fit, cycle.rank

        def timed_fit(x, y, fit=fit, spent=spent):
            begin = time.perf_counter()
            fit(x, y)
            spent.append(time.perf_counter() - begin)

        def timed_rank(x, rank=rank, spent=spent):
            begin = time.perf_counter()
            ranked = rank(x)
            spent[-1] += time.perf_counter() - begin
            return ranked

        cycle.fit, cycle.rank = timed_fit, timed_rank
        run = Simulate(records, pd.Series(labels), [cycle], print_progress=False)
        run.label(started_from(labels, seed))
        run.review()
        # It stops at the last relevant record; those that it never asked for are irrelevant and stand
        # after it.
        order = [int(at) for at in run._results["record_id"].tolist()][2:]
        print(
            json.dumps(
                {
                    "seed": seed,
                    "labels": [labels[at] for at in order] + [0] * (len(labels) - 2 - len(order)),
                    "seconds_a_retraining": sum(spent) / len(spent),
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
