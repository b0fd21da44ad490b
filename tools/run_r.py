"""``make test-r``: run every R script of tests/reference/r again and hold its numbers beside the frozen ones.

1 where a number moved by more than 1e-7 of itself, or a script failed. ``--freeze`` replaces the frozen
outputs instead. Other versions of R or of a package are told, and are no failure. ``shared.R`` reads data
that is not part of the project, and is passed over, in words, where SHARED_DATA (default ../shared/data) is
not there.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "tests" / "reference"
SHARED = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")
SAME = 1e-7  # optimisers of other versions may stop elsewhere
STAY = {"common", "data"}  # not compared: what all share; the tables' own making


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--freeze", action="store_true", help="keep what R says now")
    freeze = parser.parse_args().freeze
    if shutil.which("Rscript") is None:
        print(
            "Rscript is not here. On Debian: make test-r as root, or apt-get install r-base-core",
            file=sys.stderr,
        )
        return 1
    scripts = sorted(path for path in (HERE / "r").glob("*.R") if path.stem not in STAY)
    if not (SHARED / "cohort").is_dir():
        print(f"shared.R: passed over, {SHARED} is not there (SHARED_DATA says where it is)")
        scripts = [path for path in scripts if path.stem != "shared"]
    with tempfile.TemporaryDirectory(prefix="alongside-r-") as name:
        out = HERE / "frozen" if freeze else Path(name)
        wrong = sum(not again(script, out) for script in scripts)
    print(f"{len(scripts) - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


def again(script: Path, out: Path) -> bool:
    """Run one script; True where its numbers are the frozen ones."""
    program = shutil.which("Rscript") or "Rscript"
    ran = subprocess.run(
        [program, "--vanilla", str(script), str(HERE), str(out), str(SHARED)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        print(f"{script.name}: {ran.stderr.strip()}")
        return False
    now = json.loads((out / f"{script.stem}.json").read_text())
    then = json.loads((HERE / "frozen" / f"{script.stem}.json").read_text())
    versions = [(one.pop("r"), one.pop("packages")) for one in (now, then)]
    if versions[0] != versions[1]:
        print(f"{script.name}: frozen with {versions[1]}, run with {versions[0]}")
    moved = list(different(now, then, script.stem))
    print(f"{script.name}: {'the same' if not moved else '; '.join(moved[:5])}")
    return not moved


def different(now: Any, then: Any, where: str) -> Iterator[str]:
    if isinstance(then, dict):
        if not isinstance(now, dict) or now.keys() != then.keys():
            yield f"{where}: other names"
            return
        for key in then:
            yield from different(now[key], then[key], f"{where}.{key}")
    elif isinstance(then, list):
        if not isinstance(now, list) or len(now) != len(then):
            yield f"{where}: another length"
            return
        for place, (one, other) in enumerate(zip(now, then, strict=True)):
            yield from different(one, other, f"{where}[{place}]")
    elif isinstance(then, int | float) and isinstance(now, int | float):
        if not math.isclose(now, then, rel_tol=SAME, abs_tol=1e-300):
            yield f"{where}: {now} instead of {then}"
    elif now != then:
        yield f"{where}: {now!r} instead of {then!r}"


if __name__ == "__main__":
    sys.exit(main())
