"""``serve``, and the two processes that it keeps running: ``web`` (hidden) and ``work``."""

from __future__ import annotations

import importlib
import logging
import os
import signal
from typing import Any

import typer

from alongside.base.processes import die_with_parent
from alongside.config.cli.django import in_use, operations
from alongside.config.cli.saying import say

HOST = typer.Option("127.0.0.1", "--host", envvar="HOST", help="Address to listen on; 0.0.0.0 for all.")
PORT = typer.Option(8000, "--port", envvar="PORT", min=1, max=65535, help="Port to listen on.")
#: Of a processor that both want, somebody's page gets nine parts, and long work one.
BEHIND_PAGES = 10
PARENT = typer.Option(0, "--parent", hidden=True)


def serve(
    host: str = HOST,
    port: int = PORT,
    workers: int | None = typer.Option(
        None,
        "--workers",
        min=0,
        help="Web processes; 0 is one a processor.",
        show_default="ALONGSIDE_WORKERS",
    ),
    worker: bool = typer.Option(
        True, "--worker/--no-worker", help="Whether deliveries are sent from here too."
    ),
) -> None:
    """Serve Alongside: bring the database up to date, then pages and deliveries until Ctrl-C."""
    server = importlib.import_module("alongside.config.server")
    server.require_port(host, port)
    know_address(port)
    schema = operations("schema")
    with in_use():
        schema.prepare()
        say(f"Alongside at {os.environ['ALONGSIDE_PUBLIC_URL']}")
        say(f"Listening on {host} port {port}. Ctrl-C stops it.")
        settings = importlib.import_module("django.conf").settings
        raise typer.Exit(
            server.serve(
                host=host,
                port=port,
                workers=settings.ENVIRONMENT.workers if workers is None else workers,
                worker=worker,
            )
        )


def know_address(port: int) -> None:
    """Where no address is set, people reach it on this machine, at the port that was chosen."""
    os.environ.setdefault("ALONGSIDE_PUBLIC_URL", f"http://localhost:{port}")


def web(host: str = HOST, port: int = PORT, workers: int = typer.Option(1), parent: int = PARENT) -> None:
    """The web server alone, as `serve` starts it."""
    if parent:
        die_with_parent(parent)
    importlib.import_module("alongside.config.web").run(host=host, port=port, workers=workers)


def work(
    once: bool = typer.Option(False, "--once", help="Send what is due now, then end."),
    heavy: bool = typer.Option(False, "--heavy", help="Do long work instead: files, duplicates, rankings."),
    parent: int = PARENT,
) -> None:
    """Send deliveries (e-mail) as they fall due. `serve` runs one; more are for several machines."""
    if parent:
        # It gets to finish, and record, the message that it is sending.
        die_with_parent(parent, signal.SIGTERM)
    schema: Any = operations("schema")
    with in_use():
        schema.require_current()
        if heavy:
            os.nice(BEHIND_PAGES)
        module, name = ("heavy", "HeavyWorker") if heavy else ("worker", "Worker")
        worker = getattr(importlib.import_module(f"alongside.base.record.{module}"), name)()
        if once:
            while worker.one():
                logging.getLogger(__name__).debug("sent or tried one")
            return
        worker.stop_on_signals()
        worker.run()


def register(app: typer.Typer) -> None:
    app.command()(serve)
    app.command(hidden=True)(web)
    app.command()(work)
