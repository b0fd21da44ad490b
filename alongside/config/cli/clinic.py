"""``clinic``: set up a service, its teams, and the first who can sign in."""

from __future__ import annotations

import typer

from alongside.config.cli.django import in_use, operations
from alongside.config.cli.saying import AS_JSON, say, show, show_rows

app = typer.Typer(help="Set up a clinic: its name, its team, its lead.", no_args_is_help=True)

CLINIC = typer.Option("", "--clinic", help="Which clinic, by id; not needed where there is one.")


@app.command()
def create(
    *,
    name: str = typer.Option(..., "--name", help="As people know it."),
    phone: str = typer.Option(..., "--phone", help="The number people ring."),
    lead: str = typer.Option(..., "--lead", help="E-mail address of who leads it."),
    lead_name: str = typer.Option(..., "--lead-name", help="Their name, as people read it."),
    team: str = typer.Option("The team", "--team", help="Name of the first team."),
    country: str = typer.Option("GB", "--country", help="Two letters; decides the emergency numbers."),
    time_zone: str = typer.Option("Europe/London", "--time-zone", help="Decides opening hours."),
    as_json: bool = AS_JSON,
) -> None:
    """Set up a clinic with a first team, and let its lead sign in."""
    clinics = operations("clinics")
    with in_use():
        made = clinics.create(
            name=name,
            phone=phone,
            lead=lead,
            lead_name=lead_name,
            team=team,
            country=country,
            time_zone=time_zone,
        )
    if as_json:
        show(made)
    else:
        say(f"{name} is set up. {lead} can sign in at {made['sign_in']} with a code sent by e-mail.")


@app.command("list")
def list_(as_json: bool = AS_JSON) -> None:
    """List the clinics and their teams."""
    with in_use():
        rows = operations("clinics").listed()
    show_rows(rows, empty="No clinic yet. Set one up: alongside clinic create", as_json=as_json)


@app.command()
def team(
    name: str = typer.Argument(help="The new team's name."), clinic: str = CLINIC, as_json: bool = AS_JSON
) -> None:
    """Add a team to the clinic."""
    with in_use():
        made = operations("clinics").add_team(clinic=clinic, name=name)
    if as_json:
        show(made)
    else:
        say(f"{name} is a team of the clinic now.")


@app.command()
def professional(
    email: str = typer.Argument(help="Their e-mail address."),
    *,
    name: str = typer.Option(..., "--name", help="Their name, as people read it."),
    profession: str = typer.Option(
        ..., "--profession", help="physiotherapist, doctor, nurse, psychologist …"
    ),
    team: str = typer.Option("", "--team", help="The team's name; not needed where there is one."),
    clinic: str = CLINIC,
    as_json: bool = AS_JSON,
) -> None:
    """Give a professional a seat in a team. (The lead can also invite them from the clinic's page.)"""
    with in_use():
        made = operations("clinics").add_professional(
            clinic=clinic, team=team, email=email, name=name, profession=profession
        )
    if as_json:
        show(made)
    else:
        say(f"{name} has a seat in {made['team']} and can sign in at {made['sign_in']}.")


@app.command()
def leave(
    email: str = typer.Argument(help="Their e-mail address."),
    *,
    inbox_owner: str = typer.Option(
        "", "--inbox-owner", help="Who owns the team's inbox next, if they do: an e-mail address."
    ),
    team: str = typer.Option("", "--team", help="The team's name; not needed where there is one."),
    clinic: str = CLINIC,
    as_json: bool = AS_JSON,
) -> None:
    """End a professional's seat; what they owned goes to the team's inbox."""
    with in_use():
        made = operations("clinics").leave(clinic=clinic, team=team, email=email, inbox_owner=inbox_owner)
    if as_json:
        show(made)
    else:
        say(f"{email} has left {made['team']}. People who wait for a new contact: {made['waiting']}.")
