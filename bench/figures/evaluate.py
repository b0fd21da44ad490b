"""What an evaluation costs on many rows, beside statsmodels and lme4 on the same file in the same run.

Each side is a process of its own: seconds are those of reading the file and estimating (imports apart,
except for lmer, whose seconds are those of lmer alone), memory is the process's peak. EVALUATE_ROWS names
the numbers of rows of ``evaluate.blocks`` (``make bench-peers`` adds 10,000,000, for which statsmodels needs
10 GB), PEER_PYTHON an interpreter that has statsmodels.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

from alongside.evaluation.plans import SEEDS
from bench.harness import Bench, NotYet, Result, figure

PREDICTORS, PROFESSIONALS, ROWS_A_PERSON = 12, 1_000, 4
FASTER, LIGHTER, LARGE = 12.0, 40.0, 10_000_000

MAKE = """
import duckdb, sys
rows, path = int(sys.argv[1]), sys.argv[2]
normal = "sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())"
x = ", ".join(f"{normal} + {j} AS x{j}" for j in range(12))
y = " + ".join(f"{(j - 5) / 10} * x{j}" for j in range(12))
own = "(hash(i // 4) % 100000) / 20000.0"
connection = duckdb.connect()
connection.execute("SET enable_progress_bar = false")
connection.execute("SELECT setseed(0.5)")
connection.execute(f"COPY (SELECT *, {y} + 2 * own + 3 * {normal} AS y FROM (SELECT i // 4 AS person, "
                   f"hash(i // 4) % 1000 AS professional, {own} AS own, {x} FROM range({rows}) t(i))) "
                   f"TO '{path}' (FORMAT parquet)")
if len(sys.argv) > 3:
    columns = "person, x0, x1, x2, x3, x4, y"
    connection.execute(f"COPY (SELECT {columns} FROM '{path}') TO '{sys.argv[3]}' (HEADER)")
"""

BEFORE = """
import json, re, sys, time
from pathlib import Path
path, cluster = sys.argv[1], sys.argv[2]
x = [f"x{j}" for j in range(12)]
nest = [x[:5], x[5:9], x[9:]]
"""
AFTER = """
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps({"seconds": seconds, "megabytes": peak, "r2": r2, "se": se}))
"""

OURS = BEFORE + """
from alongside.evaluation.estimators.blocks import fit_blocks
from alongside.evaluation.estimators.duck import DuckTable, connect, parquet
started = time.perf_counter()
table = DuckTable(connect(temp=Path(path).parent), parquet(Path(path)))
names = ["first", "second", "third"]
fit = fit_blocks(table, outcome="y", blocks=list(zip(names, nest)), errors="CR1", cluster=cluster)
seconds = time.perf_counter() - started
r2, last, groups = [b.r2 for b in fit.blocks], fit.blocks[-1], fit.clusters
se = [c.se for c in last.coefficients]
""" + AFTER  # fmt: skip

STATSMODELS = BEFORE + """
import numpy as np
import pyarrow.parquet as pq
import statsmodels.api as sm
started = time.perf_counter()
frame = pq.read_table(path, columns=[*x, "y", cluster]).to_pandas()
fits = [sm.OLS(frame["y"], sm.add_constant(frame[sum(nest[:b], [])])).fit(
            cov_type="cluster", cov_kwds={"groups": frame[cluster], "use_correction": False}) for b in (1, 2,
            3)]
r2 = [fit.rsquared for fit in fits]
groups = frame[cluster].nunique()
se = [float(v) for v in fits[-1].bse * np.sqrt(groups / (groups - 1))]
seconds = time.perf_counter() - started
""" + AFTER  # fmt: skip

OUR_MIXED = BEFORE + """
from alongside.evaluation.estimators.duck import DuckTable, connect, parquet
from alongside.evaluation.estimators.mixed import fit_mixed
started = time.perf_counter()
table = DuckTable(connect(temp=Path(path).parent), parquet(Path(path)))
fit = fit_mixed(table, outcome="y", predictors=nest[0], person="person")
seconds = time.perf_counter() - started
r2, se = fit.criterion, [c.se for c in fit.coefficients]
""" + AFTER  # fmt: skip

MIXEDLM = BEFORE + """
import pyarrow.parquet as pq
import statsmodels.api as sm
started = time.perf_counter()
frame = pq.read_table(path, columns=[*nest[0], "y", "person"]).to_pandas()
fit = sm.MixedLM(frame["y"], sm.add_constant(frame[nest[0]]), groups=frame["person"]).fit(reml=True)
seconds = time.perf_counter() - started
r2, se = -2 * fit.llf, [float(v) for v in fit.bse_fe]
""" + AFTER  # fmt: skip

LOADED = "import alongside.config.cli, alongside.config.operations.evaluate"
COMMAND = "import sys; from alongside.config.cli import main; sys.argv[0] = 'alongside'; main()"

LMER = """
suppressPackageStartupMessages(library(lme4))
d <- read.csv(commandArgs(trailingOnly = TRUE)[1])
took <- system.time(fit <- lmer(y ~ x0 + x1 + x2 + x3 + x4 + (1 | person), d))[["elapsed"]]
cat(sprintf('{"seconds": %.3f, "r2": %.10f, "se": [%s]}', took, REMLcrit(fit),
            paste(sprintf("%.12f", sqrt(diag(as.matrix(vcov(fit))))), collapse = ", ")))
"""


def run(command: list[str]) -> dict:
    """One side in a process of its own, with the package in reach."""
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": root}
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-2000:])
    lines = done.stdout.strip().splitlines()
    return json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}


def peer() -> str:
    """An interpreter that has statsmodels."""
    named = os.environ.get("PEER_PYTHON")
    if named:
        return named
    if importlib.util.find_spec("statsmodels") and importlib.util.find_spec("pyarrow"):
        return sys.executable
    raise NotYet("no statsmodels here: make bench-peers installs it")


def made(bench: Bench, rows: int, *, also: Path | None = None) -> str:
    path = bench.folder / f"{rows}.parquet"
    run([sys.executable, "-c", MAKE, str(rows), str(path), *([str(also)] if also else [])])
    return str(path)


def together(ours: dict, theirs: dict, *, tolerance: float = 1e-6) -> dict:
    """Ratios; refuses to compare what did not come to the same numbers."""
    for one, other in zip(ours["se"], theirs["se"], strict=True):
        if abs(one - other) > tolerance * abs(other):
            raise RuntimeError(f"Not the same numbers: {one} and {other}.")
    faster = theirs["seconds"] / ours["seconds"]
    lighter = theirs["megabytes"] / ours["megabytes"] if "megabytes" in theirs else None
    return {"ours": ours, "theirs": theirs, "faster": faster, "lighter": lighter}


@figure(
    "evaluate.blocks",
    work=f"three nested blocks (5, 9, 12 predictors), exact errors by {PROFESSIONALS:,} clusters, Parquet",
    against="statsmodels on the same file: seconds, peak memory",
    aim=f"at 10,000 rows no slower; at {LARGE:,} >= {FASTER:.0f} times faster, {LIGHTER:.0f} times lighter",
)
def blocks(bench: Bench) -> Result:
    python = peer()
    sizes = [int(float(word)) for word in os.environ.get("EVALUATE_ROWS", "1e4 1e6").split()]
    measured, said, met = {}, [], True
    for size in sizes:
        rows = bench.of(size, 10_000)
        path = made(bench, rows)
        turns = 3 if rows <= 100_000 else 1
        tries = []
        for _ in range(turns):
            ours = run([sys.executable, "-c", OURS, path, "professional"])
            tries.append(together(ours, run([python, "-c", STATSMODELS, path, "professional"])))
        one = sorted(tries, key=lambda turn: turn["faster"])[turns // 2]
        measured[rows] = one
        lighter = one["lighter"] or 0.0
        said.append(
            f"{rows:,} rows: {one['faster']:.1f} times faster ({one['ours']['seconds']:.2f} s, "
            f"{one['theirs']['seconds']:.2f} s), {lighter:.1f} times lighter "
            f"({one['ours']['megabytes']:.0f} MB)"
        )
        met = met and one["faster"] >= (FASTER if rows >= LARGE else 1.0)
        met = met and (rows < LARGE or lighter >= LIGHTER)
        Path(path).unlink()
    return Result("; ".join(said), met, {"rows": measured})


@figure(
    "evaluate.clusters",
    work="the same blocks with as many clusters as people (4 rows each), 1,000,000 rows",
    against="statsmodels on the same file: seconds, peak memory",
    aim="stated",
)
def clusters(bench: Bench) -> Result:
    python = peer()
    path = made(bench, bench.of(1_000_000, 10_000))
    ours = run([sys.executable, "-c", OURS, path, "person"])
    one = together(ours, run([python, "-c", STATSMODELS, path, "person"]))
    said = (
        f"{one['faster']:.1f} times faster ({ours['seconds']:.2f} s), {one['lighter'] or 0:.1f} times lighter"
    )
    return Result(said, None, one)


@figure(
    "evaluate.mixed",
    work=f"a random-intercept model by REML, {ROWS_A_PERSON} rows a person, 5 predictors, from Parquet",
    against="statsmodels' MixedLM at 100,000 rows; R's lmer (its call alone) at 1,000,000",
    aim=">= 200 times MixedLM, >= 12 times lmer",
)
def mixed(bench: Bench) -> Result:
    python = peer()
    small = made(bench, bench.of(100_000, 10_000))
    ours = run([sys.executable, "-c", OUR_MIXED, small, "person"])
    # MixedLM's own errors come from a numerical Hessian: near, not the same.
    one = together(ours, run([python, "-c", MIXEDLM, small, "person"]), tolerance=1e-3)
    said = f"MixedLM: {one['faster']:.0f} times ({ours['seconds']:.2f} s, {one['theirs']['seconds']:.1f} s)"
    met, details = one["faster"] >= 200, {"mixedlm": one}
    program = shutil.which("Rscript")
    if program is None:
        return Result(f"{said}; no R here, so no lmer (make bench-peers)", met, details)
    table = bench.folder / "long.csv"
    large = made(bench, bench.of(1_000_000, 10_000), also=table)
    ours = run([sys.executable, "-c", OUR_MIXED, large, "person"])
    script = bench.folder / "lmer.R"
    script.write_text(LMER)
    other = together(ours, run([program, "--vanilla", str(script), str(table)]), tolerance=1e-4)
    said += (
        f"; lmer: {other['faster']:.1f} times ({ours['seconds']:.2f} s, {other['theirs']['seconds']:.1f} s)"
    )
    return Result(said, met and other["faster"] >= 12, {**details, "lmer": other})


def cohort(path: Path, people: int) -> None:
    """Answers as ``alongside extract`` writes them, invented: everybody at first, seven in ten later."""
    chance = random.Random(147)
    items = {
        "partnership-check": ["listened", "understood", "beside", "explained", "involved", "fits", "reach"],
        "managing-check": ["helps", "active", "medicines", "noticing", "matters", "feelings", "sleeping"],
    }
    rows = []
    for who in range(people):
        well, trait = chance.gauss(0, 1), chance.gauss(0, 1)
        about = {"person": f"p{who}", "professional": f"c{who % 6}", "age": f"{20 + 10 * (who % 6)}s"}
        about |= {"came_by": "self" if who % 4 else "typed", "follow_up": "came"}
        for occasion in ("baseline", "three-months") if who % 10 < 7 else ("baseline",):
            row = {**about, "occasion": occasion, "pain-check.week": round(min(10, max(0, 6 - well)))}
            row["readiness-check.confidence"] = round(min(10, max(0, 5 + trait + chance.gauss(0, 1))))
            for check, names in items.items():
                mean = 4 + (well if check == "partnership-check" else 0.5 * well + trait)
                row |= {
                    f"{check}.{name}": round(min(8, max(0, mean + chance.gauss(0, 1.3)))) for name in names
                }
            rows.append(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, list(rows[0]))
        written.writeheader()
        written.writerows(rows)


def processor(command: list[str]) -> float:
    """Seconds of CPU of a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.cwd())
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@figure(
    "evaluate.report",
    work="the plan of the seeds on 147 people, from CSV to results and HTML report: CPU of the whole command",
    against="importing what it runs on, in turns",
    aim="evaluating takes at most 1.5 times as long as importing",
)
def report(bench: Bench) -> Result:
    data = bench.folder / "cohort.csv"
    cohort(data, 147)
    command = [sys.executable, "-c", COMMAND, "evaluate", str(SEEDS), "--data", str(data), "--no-pdf"]
    pairs = []
    for turn in range(bench.of(9, 3) + 1):
        whole = processor([*command, "--out", str(bench.folder / "report")])
        loaded = processor([sys.executable, "-c", LOADED])
        if turn:  # the first finds nothing compiled
            pairs.append((whole, loaded))
    ratio = median((whole - loaded) / loaded for whole, loaded in pairs)
    whole, loaded = (median(side) for side in zip(*pairs, strict=True))
    said = f"{ratio:.2f} times as long as importing ({whole:.2f} s with it, importing {loaded:.2f} s)"
    return Result(said, ratio <= 1.5, {"pairs": pairs, "ratio": ratio})
