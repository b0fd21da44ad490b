"""bib-dedupe on one export, in its own environment: prints seconds, recall and false pairs as JSON."""

from __future__ import annotations

import json
import sys
import time
from itertools import combinations

import pandas as pd
from bib_dedupe.bib_dedupe import block, cluster, match, prep


def main() -> None:
    records, merged = sys.argv[1:3]
    read = pd.read_csv(records)
    sets = [ids.split(";") for ids in pd.read_csv(merged)["merged_ids"]]
    begin = time.perf_counter()
    found = cluster(match(block(prep(read))))
    spent = time.perf_counter() - begin
    true = {tuple(sorted(pair)) for ids in sets for pair in combinations(ids, 2)}
    pairs = {tuple(sorted(pair)) for ids in found for pair in combinations(ids, 2)}
    print(json.dumps({"seconds": spent, "recall": len(pairs & true) / len(true), "false": len(pairs - true)}))


if __name__ == "__main__":
    main()
