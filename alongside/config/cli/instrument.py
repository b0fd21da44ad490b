"""``instrument``: questionnaires that the clinic is licensed to use."""

from __future__ import annotations

from pathlib import Path

import typer

from alongside.config.cli.django import in_use, operations
from alongside.config.cli.saying import AS_JSON, say, show, show_facts, show_rows

app = typer.Typer(
    help="Questionnaires: add one with its scoring, see those that are there.", no_args_is_help=True
)


QUESTIONNAIRE = typer.Argument(metavar="QUESTIONNAIRE.json", help="A FHIR R4 Questionnaire.")
KEY = typer.Argument(help="The questionnaire's key, as `list` shows it.")
SCORING = typer.Argument(metavar="SCORING.toml", help="How its answers become scores.")


@app.command()
def add(
    questionnaire: Path = QUESTIONNAIRE,
    scoring: Path = SCORING,
    as_json: bool = AS_JSON,
) -> None:
    """Add a questionnaire and its scoring, or say everything that stands against it."""
    with in_use():
        added = operations("instruments").add(questionnaire, scoring)
    if as_json:
        show(added)
    else:
        say(f"{added['title']} is there now, as {added['key']} version {added['version']}.")


@app.command("list")
def list_(as_json: bool = AS_JSON) -> None:
    """List the questionnaires that are there."""
    with in_use():
        rows = operations("instruments").listed()
    show_rows(rows, empty="None yet. Add one: alongside instrument add", as_json=as_json)


@app.command()
def retire(key: str = KEY, as_json: bool = AS_JSON) -> None:
    """Ask a questionnaire no more. What was answered with it stays."""
    with in_use():
        facts = operations("instruments").retire(key)
    if as_json:
        show(facts)
    else:
        say(f"{facts['title']} is not asked any more. To bring it back, add it again.")


@app.command("show")
def show_(key: str = KEY, as_json: bool = AS_JSON) -> None:
    """Show one questionnaire: versions, scores, licence, hashes."""
    with in_use():
        facts = operations("instruments").shown(key)
    show_facts(facts, as_json=as_json)
