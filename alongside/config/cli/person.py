"""``person``: find a record, see how it stands, invite somebody. No names, no words of anybody's.

Whoever reads a record in the pages is written down for the person to see. Nobody is at a command line, so
it shows none of what they said, nor what they are called. The one exception is ``export``: the person's own
copy, for somebody who asked for it in person or by letter; that it was made stands in their timeline.
"""

from __future__ import annotations

from pathlib import Path

import typer

from alongside.config.cli.django import in_use, operations
from alongside.config.cli.saying import AS_JSON, counted, say, show, show_facts, show_rows

FILE_TO_WRITE = typer.Argument(help="The file to write. It holds all that is held about them.")
REPLACE_FILE = typer.Option(False, "--replace", help="Take the place of a file of this name.")

app = typer.Typer(help="Find a record, see how it stands, invite somebody.", no_args_is_help=True)


@app.command("list")
def list_(
    email: str = typer.Option("", "--email", help="Only the person with this e-mail address."),
    as_json: bool = AS_JSON,
) -> None:
    """List the records by id: state, since when, the team. No names."""
    with in_use():
        rows = operations("people").listed(email=email)
    show_rows(rows, empty="Nobody.", as_json=as_json)


@app.command("show")
def show_(
    person: str = typer.Argument(metavar="ID", help="The record's id."), as_json: bool = AS_JSON
) -> None:
    """Show how a record stands: counts and dates, none of its content."""
    with in_use():
        facts = operations("people").shown(person)
    show_facts(facts, as_json=as_json)


@app.command()
def export(
    person: str = typer.Argument(metavar="ID", help="The record's id."),
    file: Path = FILE_TO_WRITE,
    replace: bool = REPLACE_FILE,
    as_json: bool = AS_JSON,
) -> None:
    """Write the person's own copy of everything held about them to FILE (a ZIP), to be given to them."""
    with in_use():
        made = operations("people").export(person, file.absolute(), replace=replace)
    if as_json:
        show(made)
    else:
        say(f"{file}: {made['bytes']:,} bytes. Only the person may have it; their timeline says it was made.")


@app.command()
def erase(
    person: str = typer.Argument(metavar="ID", help="The record's id."),
    ground: str = typer.Option(..., "--ground", help="Why: asked, kept-long-enough or ordered."),
    as_json: bool = AS_JSON,
) -> None:
    """Erase a record: all that is held about the person. It cannot be taken back."""
    with in_use():
        done = operations("people").erase(person, ground=ground)
    if as_json:
        show(done)
    else:
        rows = counted(done["rows"], "row", "rows")
        say(f"Gone: {rows}. A backup may hold a copy until {done['copies_until']}.")


@app.command()
def erased(as_json: bool = AS_JSON) -> None:
    """List which records were erased: number, when, why, until when a backup may hold a copy."""
    with in_use():
        rows = operations("people").erased()
    show_rows(rows, empty="None.", as_json=as_json)


@app.command()
def invite(
    email: str = typer.Argument(help="The e-mail address of who is invited."),
    name: str = typer.Option(..., "--name", help="Their full name."),
    by: str = typer.Option(..., "--by", help="E-mail address of the professional who invites them."),
    as_json: bool = AS_JSON,
) -> None:
    """Invite a person to come in, in the name of a professional, who becomes their contact."""
    with in_use():
        made = operations("people").invite(email=email, name=name, by=by)
    if as_json:
        show(made)
    else:
        say(f"{email} gets an e-mail with a way in. Record {made['id']}.")
