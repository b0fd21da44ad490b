"""``demo``: Alongside with invented people, on this machine, in one command."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import typer

from alongside.config.cli.django import home, in_use, operations
from alongside.config.cli.running import know_address
from alongside.config.cli.saying import say

DEFAULT_HOME = Path("var/demo")
HOME_FOLDER = typer.Option(
    None, "--home", help="Where its data lives.", show_default="ALONGSIDE_HOME or var/demo"
)


def demo(
    *,
    port: int = typer.Option(8000, "--port", envvar="PORT", min=1, max=65535, help="Port to listen on."),
    people: int | None = typer.Option(
        None,
        "--people",
        envvar="PEOPLE",
        min=1,
        max=1_000_000,
        help="How many to invent.",
        show_default="147",
    ),
    seed: int | None = typer.Option(
        None, "--seed", min=0, help="The same number gives the same people.", show_default="the study's year"
    ),
    reset: bool = typer.Option(False, "--reset", help="Throw the invented people away, and end."),
    home_folder: Path | None = HOME_FOLDER,
    workers: int = typer.Option(0, "--workers", min=0, help="Web processes; 0 is one a processor."),
) -> None:
    """Serve Alongside with invented people. A second start keeps what was done in the first."""
    if home_folder is not None:
        os.environ["ALONGSIDE_HOME"] = str(home_folder.absolute())
    os.environ.setdefault("ALONGSIDE_HOME", str(DEFAULT_HOME.absolute()))
    # Nobody invented has a telephone with a code app on it.
    os.environ.setdefault("ALONGSIDE_PROFESSIONALS_NEED_SECOND_FACTOR", "false")
    if reset:
        _reset()
        return
    server = importlib.import_module("alongside.config.server")
    server.require_port("127.0.0.1", port)
    know_address(port)
    demos = operations("demos")
    with in_use():
        demos.prepare(people=people, seed=seed)
        for line in demos.welcome(port):
            say(line)
        raise typer.Exit(server.serve(host="127.0.0.1", port=port, workers=workers))


def _reset() -> None:
    demos = operations("demos")
    with in_use(alone=True):
        gone = demos.reset()
    say(
        f"The invented people in {home()} are gone."
        if gone
        else f"There is nothing in {home()} to throw away."
    )


def register(app: typer.Typer) -> None:
    app.command()(demo)
