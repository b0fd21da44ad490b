"""``python -m bench [FIGURE ...] [--quick] [--json FILE]``: measure, print a line a figure, write JSON."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import figures as folder
from bench.harness import Bench, Figure, NotYet, figures

OUTPUT = Path(__file__).resolve().parents[1] / "var" / "bench.json"
QUICK = 0.1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help="only these; all where none is named")
    parser.add_argument("--quick", action="store_true", help="a tenth of the work, to see that it runs")
    parser.add_argument("--json", type=Path, default=OUTPUT, help="where the results are written")
    parser.add_argument("--list", action="store_true", help="say what there is to measure")
    return parser.parse_args()


def main() -> int:
    """Measure what was asked for. 1 where a figure is not what was aimed at or could not be measured."""
    # Told to stop, it ends in order, and takes the servers that it started with it.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    for module in pkgutil.iter_modules(folder.__path__):
        importlib.import_module(f"bench.figures.{module.name}")
    asked = arguments()
    unknown = sorted(set(asked.figures) - set(figures))
    if unknown:
        print(f"There is no figure {unknown[0]!r}; there are: {', '.join(sorted(figures))}", file=sys.stderr)
        return 2
    chosen = [figures[name] for name in asked.figures or sorted(figures)]
    if asked.list:
        for one in chosen:
            print(f"{one.name:15} {one.work}, against {one.against}: {one.aim}")
        return 0
    measured = [measured_one(one, QUICK if asked.quick else 1.0) for one in chosen]
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps(report(measured, asked.quick), indent=1, default=str) + "\n")
    return 1 if any(one["met"] is False for one in measured) else 0


def measured_one(one: Figure, share: float) -> dict[str, object]:
    """Measure one figure in a folder of its own and print its line."""
    started = time.monotonic()
    print(f"{one.name:15} …", end="", flush=True)
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as name:
        try:
            result = one.measure(Bench(Path(name), share))
            said, met, details = result.figure, result.met, dict(result.details)
        except NotYet as missing:
            said, met, details = f"not measured: {missing}", None, {}
    seconds = time.monotonic() - started
    verdict = {True: "met", False: "MISSED", None: "-"}[met]
    print(f"\r{one.name:15} {said}   (aim {one.aim}: {verdict}; {seconds:.0f} s)", flush=True)
    return {"name": one.name, "work": one.work, "against": one.against, "aim": one.aim,
            "figure": said, "met": met, "seconds": round(seconds, 1), **details}  # fmt: skip


def report(measured: list[dict[str, object]], quick: bool) -> dict[str, object]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "quick": quick,
        "figures": measured,
    }


if __name__ == "__main__":
    sys.exit(main())
