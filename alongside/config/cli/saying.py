"""How the command line speaks: tables and sentences for people, JSON for programs, problems to stderr."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from alongside.config.problems import Problem

AS_JSON = typer.Option(False, "--json", help="Print JSON, for a program to read.")

Row = Mapping[str, Any]


def complain(problem: Problem) -> None:
    """Say what is wrong and how to mend it, on the standard error."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(f"[red]alongside:[/red] {escape(problem.what)}", end=" " if problem.mend else "\n")
    if problem.mend:
        console.print(escape(problem.mend))


def say(sentence: str) -> None:
    Console(highlight=False, soft_wrap=True).print(escape(sentence))


def counted(number: int, one: str, more: str) -> str:
    """A number with the word that goes with it: 1 row, 0 rows, 1,200 rows."""
    return f"{number:,} {one if number == 1 else more}"


def show(value: Any) -> None:
    """Print ``value`` as JSON. Times are ISO 8601, ids are strings."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def show_rows(rows: Sequence[Row], *, empty: str, as_json: bool) -> None:
    """Print ``rows`` as a table, or the sentence ``empty`` where there are none; or as JSON."""
    if as_json:
        show(list(rows))
        return
    if not rows:
        say(empty)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in rows[0]:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(escape("" if cell is None else str(cell)) for cell in row.values()))
    Console(highlight=False).print(table)


def show_facts(facts: Row, *, as_json: bool) -> None:
    """Print one thing, a fact a line; or as JSON."""
    if as_json:
        show(facts)
        return
    width = max(len(name) for name in facts)
    for name, value in facts.items():
        say(f"{name.replace('_', ' '):{width}}  {'' if value is None else value}")
