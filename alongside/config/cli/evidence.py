"""``evidence``: records from databases read, de-duplicated and ranked, without a server and without accounts;
and, beside these, syntheses and who is in them (``cli/syntheses.py``)."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import typer

from alongside.config.cli import syntheses
from alongside.config.cli.saying import AS_JSON, counted, say, show, show_rows
from alongside.config.problems import USAGE, Problem

app = typer.Typer(
    help="Exports of databases: read, de-duplicate, rank. Syntheses: begin, bring people in, sign findings.",
    no_args_is_help=True,
)

FILE = typer.Argument(metavar="FILE", help="RIS, NBIB, ENW, BibTeX, XML, CSV, TSV, XLSX or JSON.")
TO = typer.Option(None, "--to", help="Write the records here: .ris, .csv or .json.")
REPLACE = typer.Option(False, "--replace", help="Take the place of a file of this name.")
CRITERIA = typer.Option(None, "--criteria", help="A text with the question and the criteria; it helps.")
WRITE_DUPLICATES = typer.Option(None, "--to", help="Write the merged records here: .ris, .csv or .json.")


def work(name: str) -> Any:
    """The module that does it; these need no database, so Django is not set up."""
    return importlib.import_module(f"alongside.config.operations.evidence_{name}")


@app.command("import")
def import_(
    file: Path = FILE, to: Path | None = TO, replace: bool = REPLACE, as_json: bool = AS_JSON
) -> None:
    """Read an export and say what is in it, and everything that was not taken as it stands."""
    found = work("files").imported(file, to=to, replace=replace)
    if as_json:
        show(found)
        return
    say(f"{counted(found['records'], 'record', 'records')}, read as {found['format']}, {found['encoding']}.")
    show_rows(found["fields"], empty="", as_json=False)
    show_rows(found["notices"], empty="Everything was taken as it stands.", as_json=False)
    if to is not None:
        say(f"Written to {to}.")


@app.command()
def dedupe(
    file: Path = FILE, to: Path | None = WRITE_DUPLICATES, replace: bool = REPLACE, as_json: bool = AS_JSON
) -> None:
    """Find the duplicates: which are certain, and which a person has to decide."""
    found = work("dedupe").deduplicated(file, to=to, replace=replace)
    if as_json:
        show({"merged": found["merged"], "doubtful": found["doubtful"]})
        return
    say(
        f"{counted(found['records'], 'record', 'records')}, {found['left']} after merging. "
        f"Sets that are one record each: {len(found['merged'])}. Pairs in doubt: {len(found['doubtful'])}. "
        f"Pairs that belong together and stay two: {len(found['linked'])}."
    )
    show_rows(found["doubtful_rows"], empty="No pair is doubtful.", as_json=False)


@app.command()
def rank(
    *,
    file: Path = FILE,
    labels: str = typer.Option(
        ..., "--labels", metavar="COLUMN", help="The column of the decisions: 1 or 0, yes or no."
    ),
    simulate: bool = typer.Option(False, "--simulate", help="Act as if they were taken one by one."),
    seed: int = typer.Option(0, "--seed", help="Which two records a simulation starts from."),
    criteria: Path | None = CRITERIA,
    as_json: bool = AS_JSON,
) -> None:
    """Rank what is still undecided; or simulate a screening, and say how early it found what is relevant."""
    if simulate:
        found = work("rank").simulated(file, labels=labels, seed=seed, criteria=criteria)
        if as_json:
            show(found)
            return
        say(
            f"WSS@95 {found['wss95']:.3f}; average time to discovery {found['atd']:.1f} records; "
            f"the last relevant one at rank {found['recall'][-1][0]}."
        )
        return
    if seed:
        raise Problem("--seed is for --simulate.", "Add it, or leave the seed out.", code=USAGE)
    show_rows(
        work("rank").ranked(file, labels=labels, criteria=criteria),
        empty="Nothing is undecided.",
        as_json=as_json,
    )


syntheses.register(app)
