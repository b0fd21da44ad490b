"""``evaluate``: what goes with what, here? From a plan and a file to results and a report."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from alongside.base.processes import die_with_parent
from alongside.config.cli.django import in_use, operations
from alongside.config.cli.saying import AS_JSON, say, show
from alongside.config.problems import FAILED, USAGE, Problem

PLAN = typer.Argument(None, metavar="PLAN.toml", help="The analysis plan (docs/reference/analysis-plan.md).")
DATA = typer.Option(None, "--data", metavar="FILE", help="CSV or Parquet, as the plan describes it.")
OUT = typer.Option(
    None,
    "--out",
    metavar="DIR",
    help="Where results and report go: a new folder, or an earlier evaluation's.",
)
CHECK = typer.Option(False, "--check", help="Only say what would be done, and what stands against it.")
AGAIN = typer.Option(
    None, "--again", metavar="DIR", help="An earlier evaluation: work it out anew, and compare every number."
)
PDF = typer.Option(True, "--pdf/--no-pdf", help="Whether the report is written as PDF too.")


def evaluate(
    plan: Path | None = PLAN,
    data: Path | None = DATA,
    out: Path | None = OUT,
    *,
    check: bool = CHECK,
    again: Path | None = AGAIN,
    pdf: bool = PDF,
    as_json: bool = AS_JSON,
) -> None:
    """Evaluate a clinic by an analysis plan fixed before: blocks of predictors, drop-out, a report."""
    # Asks no database and no settings, so Django is not loaded.
    evaluations = _operations()
    if again is not None:
        _again(evaluations, again, data, as_json)
        return
    if plan is None:
        raise Problem("Which plan?", "alongside evaluate PLAN.toml", code=USAGE)
    if check:
        _check(evaluations, plan, data, as_json)
        return
    if data is None or out is None:
        raise Problem(
            "To evaluate, name the data and a folder for the report.", "--data FILE --out DIR", code=USAGE
        )
    with _bar() as progress:
        results = _or_refuse(
            evaluations, lambda: evaluations.run(plan, data, out, pdf=pdf, progress=progress), as_json
        )
    if as_json:
        typer.echo(evaluations.as_text(results), nl=False)
        return
    for line in evaluations.told(results):
        say(line)
    say(f"The report: {out / 'report.html'}")


def _operations() -> Any:
    _one_thread()
    try:
        return importlib.import_module("alongside.config.operations.evaluate")
    except ModuleNotFoundError as absent:
        if absent.name and absent.name.startswith("alongside"):
            raise
        raise Problem(
            f"Evaluating needs {absent.name}, which is not installed.",
            "Install requirements/evaluation.txt, or alongside[evaluation].",
        ) from absent


def _one_thread() -> None:
    """Matrices here are small, and threads would only wait for each other; nor may a number's last digit
    hang on how many processors there are. DuckDB, which reads the rows, keeps its threads. Call it before
    numpy is loaded.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _again(evaluations: Any, earlier: Path, data: Path | None, as_json: bool) -> None:
    """Whether the same numbers come again; 1 where one of them does not."""
    if data is None:
        raise Problem("To compare, name the data.", "--data FILE", code=USAGE)
    with _bar() as progress:
        found = _or_refuse(evaluations, lambda: evaluations.again(earlier, data, progress=progress), as_json)
    if as_json:
        show(found)
    else:
        for name, one in found["manifest"].items():
            say(f"{name}: the same" if one["same"] else f"{name}: {one['then']}, now {one['now']}")
        differs = ", ".join(found["differs"])
        say("Every number is the same." if found["same"] else f"Not the same: {differs}.")
    if not found["same"]:
        raise typer.Exit(FAILED)


def _check(evaluations: Any, plan: Path, data: Path | None, as_json: bool) -> None:
    sections = _or_refuse(evaluations, lambda: evaluations.explain(plan, data), as_json)
    if as_json:
        show(
            {
                "ok": True,
                "problems": [],
                "would_do": [{"about": title, "what": said} for title, said in sections],
            }
        )
        return
    for title, said in sections:
        say(title)
        for line in said:
            say(f"  {line}")
    say(
        "Nothing stands against it."
        if data
        else "Nothing stands against the plan. With --data FILE the data are checked too."
    )


def _or_refuse(evaluations: Any, work: Any, as_json: bool) -> Any:
    """What ``work`` returns; its refusal said with every problem, and the command ended with 1."""
    try:
        return work()
    except evaluations.Refused as refused:
        if as_json:
            troubles = [{"where": one.where, "what": one.what, "mend": one.mend} for one in refused.troubles]
            show({"ok": False, "refused": refused.what, "problems": troubles})
        else:
            console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
            console.print(f"alongside: {refused.what}")
            for trouble in refused.troubles:
                console.print(f"  {trouble}")
        raise typer.Exit(FAILED) from refused


@contextmanager
def _bar() -> Iterator[Any]:
    """A bar on the standard error, where somebody looks at it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None)

        def progress(doing: str, done: int, total: int) -> None:
            bar.update(task, description=doing, completed=done, total=total)

        yield progress


def evaluation_job(
    key: str = typer.Argument(), parent: int = typer.Option(0, "--parent", hidden=True)
) -> None:
    """Work on one evaluation that was asked for on the page; the worker starts it."""
    if parent:
        die_with_parent(parent)
    _one_thread()
    with in_use():
        operations("evaluation_jobs").run(key)


def register(app: typer.Typer) -> None:
    app.command()(evaluate)
    app.command("evaluation-job", hidden=True)(evaluation_job)
