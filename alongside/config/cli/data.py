"""``migrate``, ``check``, ``backup``, ``restore``: the database and what it is made from."""

from __future__ import annotations

from pathlib import Path

import typer

from alongside.config.cli.django import in_use, operations
from alongside.config.cli.saying import AS_JSON, counted, say, show, show_rows
from alongside.config.problems import FAILED

TIME = "%Y-%m-%d %H:%M:%S"
FILE_TO_WRITE = typer.Argument(help="The file to write. It holds health data: keep it as safe as them.")
FILE_TO_READ = typer.Argument(help="A file that `alongside backup` has written.")
REPLACE_FILE = typer.Option(False, "--replace", help="Take the place of a file of this name.")
REPLACE_DATA = typer.Option(False, "--replace", help="Take the place of the database that is there.")


def migrate(as_json: bool = AS_JSON) -> None:
    """Bring the database up to date with this version. `serve` does it by itself."""
    schema = operations("schema")
    with in_use():
        done = schema.migrate()
    if as_json:
        show({"migrated": done})
    else:
        made = counted(len(done), "change", "changes")
        say(f"Up to date; {made} made." if done else "Up to date; nothing to do.")


def check(as_json: bool = AS_JSON) -> None:
    """Look whether all is set up as it should be: settings, database, e-mail, definitions."""
    findings = operations("checks").findings()
    show_rows(findings, empty="Nothing to mend.", as_json=as_json)
    if any(finding["level"] == "error" for finding in findings):
        raise typer.Exit(FAILED)


def backup(
    file: Path = FILE_TO_WRITE,
    replace: bool = REPLACE_FILE,
    as_json: bool = AS_JSON,
) -> None:
    """Write the whole database to one FILE, while the server runs, and check what was written."""
    backups = operations("backups")
    with in_use():
        manifest = backups.backup(file.absolute(), replace=replace)
    if as_json:
        show({"file": str(file.absolute()), **manifest})
    else:
        rows = counted(manifest["rows"], "row", "rows")
        say(f"{file}: {rows} of {manifest['made_at']:{TIME}} UTC, written and checked.")


def restore(
    file: Path = FILE_TO_READ,
    replace: bool = REPLACE_DATA,
    as_json: bool = AS_JSON,
) -> None:
    """Put the database in FILE in place, after checking it. The server must be stopped."""
    backups = operations("backups")
    with in_use(alone=True):
        manifest, kept = backups.restore(file.absolute(), replace=replace)
    if as_json:
        show({"file": str(file.absolute()), "kept": kept, **manifest})
        return
    rows = counted(manifest["rows"], "row", "rows")
    say(f"Restored {rows} of {manifest['made_at']:{TIME}} UTC, and checked.")
    if manifest["erased_again"]:
        records = counted(manifest["erased_again"], "record", "records")
        say(f"Erased again, because erased since: {records}.")
    if manifest["erased_again"] is None:
        say("It is of an older version: run alongside migrate. What was erased since is then erased again.")
    if kept:
        say(f"The database that was there before is kept as {kept}.")


def register(app: typer.Typer) -> None:
    for command in (migrate, check, backup, restore):
        app.command()(command)
