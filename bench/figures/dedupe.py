"""De-duplicating: against bib-dedupe on the real exports, and how the cost grows to a million records."""

from __future__ import annotations

import gc
import json
import math
import os
import subprocess
import time
from itertools import combinations
from pathlib import Path

from alongside.evidence.dedupe import find_duplicates
from bench.exports import EXPORTS, data, many, records, truth
from bench.harness import Bench, NotYet, Result, figure

#: bib-dedupe 0.11 in an environment of its own: `make bench-peers` makes it, or BIB_DEDUPE names its python.
PEER = Path(os.environ.get("BIB_DEDUPE", ".venv-peers-dedupe/bin/python"))
RECALL = {"stroke": 0.996, "cytology_screening": 0.985, "digital_work": 0.98}
RUNS = 5


@figure("dedupe", work="stroke, cytology, digital work: all duplicates found", against="bib-dedupe 0.11",
        aim="≥ 10× faster, no false merge, recall ≥ 0.996, 0.985")  # fmt: skip
def against_bib_dedupe(_bench: Bench) -> Result:
    if not PEER.exists():
        raise NotYet("bib-dedupe; make bench-peers installs it")
    said, met, details = [], True, {}
    for export in EXPORTS:
        ours, recall, false = own(export)
        theirs = peer(export)
        ratio = theirs["seconds"] / ours
        met = met and ratio >= 10 and not false and recall >= RECALL[export]
        said.append(f"{export} {ratio:.0f}× (recall {recall:.4f}, {false} false)")
        details[export] = {"seconds": ours, "recall": recall, "false": false, "bib_dedupe": theirs}
    return Result("; ".join(said), met, details)


def own(export: str) -> tuple[float, float, int]:
    """Seconds (the median run), recall over pairs, false pairs."""
    read = records(export)
    spent = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        found = find_duplicates(read)
        spent.append(time.perf_counter() - begin)
    pairs = {
        tuple(sorted((read[a].id, read[b].id)))
        for merge in found.merged
        for a, b in combinations(merge.members, 2)
    }
    true = truth(export)
    return sorted(spent)[RUNS // 2], len(pairs & true) / len(true), len(pairs - true)


def peer(export: str) -> dict[str, float]:
    script = Path(__file__).parents[1] / "peers" / "bib_dedupe_run.py"
    done = subprocess.run(
        [
            PEER.absolute(), script,
            data("dedupe", f"{export}.records.csv"), data("dedupe", f"{export}.merged_ids.csv"),
        ],
        capture_output=True, text=True, check=True, cwd=script.parent,
    )  # fmt: skip
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


@figure("dedupe.growth", work="10⁴, 10⁵, 10⁶ records made from the real ones by errors", against="n log n",
        aim="≤ 1.5 × n log n from 10⁴ to 10⁶")  # fmt: skip
def growth(bench: Bench) -> Result:
    rows = [measured(bench.of(size, 2000)) for size in (10_000, 100_000, 1_000_000)]
    first, last = rows[0], rows[-1]
    expected = last["records"] * math.log(last["records"]) / (first["records"] * math.log(first["records"]))
    factor = last["cpu_seconds"] / first["cpu_seconds"] / expected
    said = ", ".join(f"{row['records']:,} in {row['cpu_seconds']:.0f} s of CPU" for row in rows)
    return Result(f"{factor:.2f} × n log n ({said})", factor <= 1.5, {"sizes": rows})


def measured(size: int) -> dict[str, float]:
    made, works = many(round(size / 1.9), seed=1)
    gc.collect()
    begin = time.process_time()
    found = find_duplicates(made)
    spent = time.process_time() - begin
    homes: dict[int, int] = {}
    for work in works:
        homes[work] = homes.get(work, 0) + 1
    true = sum(count * (count - 1) // 2 for count in homes.values())
    pairs = [works[a] == works[b] for merge in found.merged for a, b in combinations(merge.members, 2)]
    return {
        "records": len(made),
        "cpu_seconds": round(spent, 2),
        "recall": round(sum(pairs) / true, 5),
        "false_pairs": len(pairs) - sum(pairs),
        "doubtful": len(found.doubtful),
    }
