"""``steps``: the library that plans are made from, and a clinic's own files."""

from __future__ import annotations

from pathlib import Path

import typer

from alongside.config.cli.django import operations
from alongside.config.cli.saying import AS_JSON, counted, say, show, show_rows

app = typer.Typer(
    help="Steps of the library: check a file of your own, see those that are there.", no_args_is_help=True
)

FILE = typer.Argument(metavar="FILE.toml", help="A file of steps.")


@app.command()
def check(file: Path = FILE, as_json: bool = AS_JSON) -> None:
    """Say everything that is wrong with a file of steps, or how many it would add."""
    facts = operations("steps").check(file)
    if as_json:
        show(facts)
    else:
        steps = counted(facts["steps"], "step", "steps")
        say(f"{facts['file']} can be used: {steps}. Lay it into ALONGSIDE_HOME/steps.")


@app.command("list")
def list_(as_json: bool = AS_JSON) -> None:
    """List the steps that are there, the clinic's own among them."""
    show_rows(operations("steps").listed(), empty="None.", as_json=as_json)
