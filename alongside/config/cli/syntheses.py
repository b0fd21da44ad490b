"""The commands of ``evidence`` that need a database: a synthesis, who is in it, signing findings."""

from __future__ import annotations

import typer

from alongside.config.cli.django import in_use, operations
from alongside.config.cli.saying import AS_JSON, say, show, show_rows

SYNTHESIS = typer.Option("", "--synthesis", metavar="ID", help="Which one; not needed where there is one.")


def register(app: typer.Typer) -> None:
    """Add the commands to ``alongside evidence``."""
    app.command()(begin)
    app.command("list")(list_)
    app.command()(members)
    app.command()(add)
    app.command()(end)
    app.command()(findings)
    app.command()(sign)


def begin(
    title: str = typer.Argument(help="What the synthesis is called."),
    *,
    question: str = typer.Option(..., "--question", help="What it is to find out, in a sentence."),
    lead: str = typer.Option(..., "--lead", help="E-mail address of who leads it."),
    lead_name: str = typer.Option(..., "--lead-name", help="Their name."),
    as_json: bool = AS_JSON,
) -> None:
    """Begin a synthesis, and let its lead sign in. No clinic is needed."""
    with in_use():
        made = operations("syntheses").begin(title=title, question=question, lead=lead, lead_name=lead_name)
    if as_json:
        show(made)
    else:
        say(f"{title} is begun. {lead} can sign in at {made['sign_in']} with a code sent by e-mail.")


def list_(as_json: bool = AS_JSON) -> None:
    """List the syntheses."""
    with in_use():
        rows = operations("syntheses").listed()
    show_rows(rows, empty="None yet. Begin one: alongside evidence begin", as_json=as_json)


def members(synthesis: str = SYNTHESIS, as_json: bool = AS_JSON) -> None:
    """List who is in a synthesis, and who was."""
    with in_use():
        rows = operations("syntheses").members(synthesis=synthesis)
    show_rows(rows, empty="Nobody.", as_json=as_json)


def add(
    email: str = typer.Argument(help="Their e-mail address."),
    *,
    name: str = typer.Option(..., "--name", help="Their name, if they have no account yet."),
    role: str = typer.Option("reviewer", "--role", help="lead, reviewer, arbiter (the third) or reader."),
    synthesis: str = SYNTHESIS,
    as_json: bool = AS_JSON,
) -> None:
    """Give somebody a seat in a synthesis. (Its lead can do the same on its page.)"""
    with in_use():
        made = operations("syntheses").add(synthesis=synthesis, email=email, name=name, role=role)
    if as_json:
        show(made)
    else:
        say(f"{email} has a seat as {role} and can sign in at {made['sign_in']} with a code sent by e-mail.")


def end(
    email: str = typer.Argument(help="Their e-mail address."),
    synthesis: str = SYNTHESIS,
    as_json: bool = AS_JSON,
) -> None:
    """End somebody's seat. What they decided stays and counts."""
    with in_use():
        made = operations("syntheses").end(synthesis=synthesis, email=email)
    if as_json:
        show(made)
    else:
        say(f"The seat of {email} has ended. What they decided counts.")


def findings(as_json: bool = AS_JSON) -> None:
    """Print the findings that a clinician is to read, and the fingerprint to sign them by."""
    found = operations("syntheses").findings()
    if as_json:
        show(found)
        return
    for each in found["findings"]:
        say(f"{each['says']} ({each['certainty']})")
    say("")
    say(f"Fingerprint: {found['sha256']}")


def sign(
    fingerprint: str = typer.Argument(help="Of what was read: alongside evidence findings prints it."),
    *,
    name: str = typer.Option(..., "--name", help="The clinician who has read them and signs."),
    role: str = typer.Option(..., "--role", help="What they are: physiotherapist, doctor …"),
    registration: str = typer.Option("", "--registration", help="Their number in a register."),
    as_json: bool = AS_JSON,
) -> None:
    """Publish the findings, signed by a named clinician: from now on care shows them as signed."""
    with in_use():
        made = operations("syntheses").sign(read=fingerprint, name=name, role=role, registration=registration)
    if as_json:
        show(made)
    else:
        say(f"Signed by {name}, {role}.")
