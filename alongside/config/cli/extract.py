"""``extract``: the clinic's answers, de-identified, for an evaluation."""

from __future__ import annotations

from pathlib import Path

import typer

from alongside.config.cli.django import in_use, operations
from alongside.config.cli.saying import AS_JSON, counted, say, show

OUT = typer.Option(
    ..., "--out", metavar="DIR", help="Where the data go: a new folder, or an earlier extract's."
)
CLINIC = typer.Option("", "--clinic", help="Which clinic, by id; not needed where there is one.")
BY = typer.Option("", "--by", help="E-mail address of the lead who takes them out. It is written down.")
FEWEST = typer.Option(
    5, "--k", min=2, max=100, help="How many people must share an age band or a rare category."
)


def extract(
    out: Path = OUT, clinic: str = CLINIC, by: str = BY, k: int = FEWEST, as_json: bool = AS_JSON
) -> None:
    """Write the answers of a clinic without names, dates or words: Parquet, and a data dictionary."""
    with in_use():
        made = operations("extracts").extract(out=out.absolute(), clinic=clinic, by=by, k=k)
    if as_json:
        show(made)
        return
    say(
        f"{out}: {counted(made['people'], 'person', 'people')}, {counted(made['rows'], 'row', 'rows')}. "
        f"Objected, and so left out: {made['objected']:,}."
    )
    say("It still is data about people: keep it as safe as them.")


def register(app: typer.Typer) -> None:
    app.command()(extract)
