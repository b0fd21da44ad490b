"""Is everything set up as it should be? What ``alongside check`` and whoever watches a server ask."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from alongside.base import clock
from alongside.base.record.models import Delivery
from alongside.base.services.models import Service
from alongside.config.operations import schema
from alongside.config.problems import Problem

Finding = dict[str, Any]

# Longer than any pause between two looks of a worker that runs.
LATE = timedelta(minutes=15)
_LEVELS = {checks.DEBUG: "note", checks.INFO: "note", checks.WARNING: "warning"}


def findings() -> list[Finding]:
    """What is to be mended, the errors first; empty where all is well."""
    found = [*_settings(), *_folder(), *_database()]
    return sorted(found, key=lambda finding: ["error", "warning", "note"].index(finding["level"]))


def _finding(level: str, what: str, mend: str = "") -> Finding:
    return {"level": level, "what": what, "mend": mend}


def _settings() -> list[Finding]:
    ours = [
        _finding(_LEVELS.get(message.level, "error"), message.msg, message.hint or "")
        for message in checks.run_checks(include_deployment_checks=False)
    ]
    if settings.DEBUG:
        ours.append(_finding("error", "ALONGSIDE_DEBUG is on: error pages show records.", "Turn it off."))
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        ours.append(
            _finding("warning", "E-mail is only printed here, nobody gets any.", "Set ALONGSIDE_EMAIL_URL.")
        )
    if not settings.ENVIRONMENT.secure:
        ours.append(
            _finding(
                "warning",
                "Only this machine can use it: the address is no https.",
                "Set ALONGSIDE_PUBLIC_URL.",
            )
        )
    return ours


def _folder() -> list[Finding]:
    key = Path(settings.ENVIRONMENT.home) / "secret-key"
    if key.exists() and key.stat().st_mode & 0o077:
        return [_finding("error", f"{key} can be read by others.", "chmod 600 it.")]
    if not os.access(settings.ENVIRONMENT.home, os.W_OK):
        return [
            _finding("error", f"{settings.ENVIRONMENT.home} cannot be written to.", "Look at ALONGSIDE_HOME.")
        ]
    return []


def _database() -> list[Finding]:
    try:
        schema.require_current()
        return [*_integrity(), *_content()]
    except Problem as problem:
        return [_finding("error", problem.what, problem.mend)]
    except DatabaseError as broken:
        return [
            _finding(
                "error",
                f"The database cannot be used: {type(broken).__name__}.",
                "Look at ALONGSIDE_DATABASE_URL.",
            )
        ]


def _integrity() -> list[Finding]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        verdict = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    return (
        []
        if verdict == "ok"
        else [_finding("error", f"The database is damaged: {verdict}.", "Restore a backup.")]
    )


def _content() -> list[Finding]:
    found = []
    if not Service.objects.exists():
        found.append(_finding("warning", "There is no clinic yet.", "alongside clinic create"))
    late = Delivery.objects.filter(state=Delivery.State.DUE, due_at__lte=clock.now() - LATE).count()
    if late:
        found.append(
            _finding(
                "error",
                f"{late} deliveries are overdue: no worker is running.",
                "alongside serve, or alongside work",
            )
        )
    for state, said in (
        (Delivery.State.FAILED, "could not be sent"),
        (Delivery.State.UNCONFIRMED, "may have been sent or not, and are not sent again"),
    ):
        count = Delivery.objects.filter(state=state).count()
        if count:
            found.append(
                _finding("warning", f"{count} deliveries {said}.", "alongside person show ID tells whose.")
            )
    return found
