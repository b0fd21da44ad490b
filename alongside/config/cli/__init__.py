"""The ``alongside`` command line.

The modules here only declare: what a command is called, what it takes, what it says. What it does is in
``alongside.config.operations``, loaded when it runs, so that ``alongside --help`` answers at once.
"""

from __future__ import annotations

import os
import sys

import typer

from alongside import __version__
from alongside.config.cli import (
    clinic,
    data,
    demo,
    evaluate,
    evidence,
    extract,
    instrument,
    person,
    running,
    steps,
)
from alongside.config.cli.saying import complain
from alongside.config.problems import Problem

__all__ = ["app", "main"]

app = typer.Typer(
    name="alongside",
    help="Alongside: the partnership between people who live with pain and the professionals who treat them.",
    epilog="Settings come from ALONGSIDE_ variables; the reference is docs/reference/settings.md.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _alongside(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    pass


demo.register(app)
running.register(app)
data.register(app)
evaluate.register(app)
extract.register(app)
app.add_typer(clinic.app, name="clinic")
app.add_typer(person.app, name="person")
app.add_typer(instrument.app, name="instrument")
app.add_typer(evidence.app, name="evidence")
app.add_typer(steps.app, name="steps")


def main() -> int:
    """Run the command line; 0 when done, 1 when it could not be done, 2 when it was asked wrongly."""
    # Whatever is written here (database, key, backups) is for this user only.
    os.umask(0o077)
    try:
        app(prog_name="alongside")
    except Problem as problem:
        complain(problem)
        return problem.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever was reading has gone; there is nobody to tell
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
