"""Ranking: screenings acted again, each beside ASReview's default started from the same two records."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import time
from pathlib import Path

from alongside.evidence.importing import read
from alongside.evidence.ranking import Ranker, Text, simulate
from alongside.evidence.ranking.simulation import time_to_discovery, work_saved
from bench.exports import data
from bench.harness import Bench, NotYet, Result, figure

#: ASReview 3 in an environment of its own: `make bench-peers` makes it, or ASREVIEW names its python.
PEER = Path(os.environ.get("ASREVIEW", ".venv-peers-rank/bin/python"))
FILES = ("Triptans", "SkeletalMuscleRelaxants")
STAGES = ("label_abstract_screening", "label_included")
SEEDS = 10
RESAMPLED = 5000


@figure("rank", work="screenings simulated, both stages, paired seeds", against="ASReview 3 ELAS u4",
        aim="better mean WSS@95 and ATD; a ranking no slower than its retraining")  # fmt: skip
def against_asreview(bench: Bench) -> Result:
    if not PEER.exists():
        raise NotYet("ASReview; make bench-peers installs it")
    rows = [row for file in FILES for stage in STAGES for row in paired(file, stage, bench.of(SEEDS, 2))]
    saved = [row["wss95"] - row["peer_wss95"] for row in rows]
    earlier = [row["peer_atd"] - row["atd"] for row in rows]
    slower = statistics.mean(row["seconds"] for row in rows) / statistics.mean(
        row["peer_seconds"] for row in rows
    )
    (low, high), (early_low, early_high) = interval(saved), interval(earlier)
    said = (
        f"WSS@95 {statistics.mean(saved):+.3f} ({low:+.3f} to {high:+.3f}); "
        f"found {statistics.mean(earlier):+.1f} records earlier ({early_low:+.1f} to {early_high:+.1f}); "
        f"{slower:.2f} of its time"
    )
    met = statistics.mean(saved) > 0 and statistics.mean(earlier) > 0 and slower <= 1
    return Result(said, met, {"by_stage": by_stage(rows), "runs": rows})


def paired(file: str, stage: str, seeds: int) -> list[dict[str, float]]:
    path = data("screening", f"{file}.csv")
    script = Path(__file__).parents[1] / "peers" / "asreview_elas.py"
    done = subprocess.run(
        [PEER.absolute(), script, path, stage, f"0:{seeds}"], capture_output=True, text=True, check=True
    )
    theirs = [json.loads(line) for line in done.stdout.splitlines()]
    records = list(read(path))
    labels = [record.raw[stage][0].strip() == "1" for record in records]
    ranker = Ranker([Text(record.title, record.abstract, record.keywords) for record in records])
    rows = []
    for one in theirs:
        begin = time.perf_counter()
        ours = simulate(ranker, labels, one["seed"])
        asked = max(rank for rank, _ in ours.recall)
        rows.append({
            "file": file, "stage": stage, "seed": one["seed"], "wss95": ours.wss95, "atd": ours.atd,
            "peer_wss95": work_saved(one["labels"], 0.95), "peer_atd": time_to_discovery(one["labels"]),
            "seconds": (time.perf_counter() - begin) / asked, "peer_seconds": one["seconds_a_retraining"],
        })  # fmt: skip
    return rows


def by_stage(rows: list[dict[str, float]]) -> dict[str, dict[str, object]]:
    """Means, and the paired differences with their intervals, for each file and stage."""
    kept: dict[str, dict[str, object]] = {}
    for file in FILES:
        for stage in STAGES:
            of_these = [row for row in rows if (row["file"], row["stage"]) == (file, stage)]
            if not of_these:
                continue
            saved = [row["wss95"] - row["peer_wss95"] for row in of_these]
            earlier = [row["peer_atd"] - row["atd"] for row in of_these]
            kept[f"{file} {stage}"] = {
                **{name: statistics.mean(row[name] for row in of_these) for name in ("wss95", "peer_wss95",
                    "atd", "peer_atd")},
                "wss95_difference": statistics.mean(saved), "wss95_interval": interval(saved),
                "atd_difference": statistics.mean(earlier), "atd_interval": interval(earlier),
            }  # fmt: skip
    return kept


def interval(differences: list[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean of paired differences."""
    chance = random.Random(1)
    means = sorted(statistics.mean(chance.choices(differences, k=len(differences))) for _ in range(RESAMPLED))
    return round(means[int(0.025 * RESAMPLED)], 4), round(means[int(0.975 * RESAMPLED)], 4)
