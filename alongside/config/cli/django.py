"""Load what a command needs, when it runs: Django, with its settings, and one module of operations."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from alongside.base.locks import Held, lock
from alongside.config.problems import USAGE, Problem

IN_USE = "in-use.lock"


def operations(name: str) -> Any:
    """The module ``alongside.config.operations.NAME``, with Django set up.

    Raises ``Problem`` for a setting that is wrong, naming it.
    """
    _settings()
    importlib.import_module("django").setup()
    return importlib.import_module(f"alongside.config.operations.{name}")


def _settings() -> ModuleType:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    try:
        return importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except ValueError as wrong:  # pydantic's refusal of a setting is one
        raise Problem(_what_is_wrong(wrong), "See docs/reference/settings.md.", code=USAGE) from wrong
    except OSError as refused:
        raise Problem(
            f"{refused.filename}: {refused.strerror}.",
            "ALONGSIDE_HOME must be a folder that can be written to.",
        ) from refused


def _what_is_wrong(wrong: ValueError) -> str:
    errors: list[dict[str, Any]] = getattr(wrong, "errors", list)()
    if not errors:
        return f"{wrong}."
    said = [
        f"ALONGSIDE_{'_'.join(str(part) for part in error['loc']).upper()}: "
        f"{error['msg'].removeprefix('Value error, ')}"
        for error in errors
    ]
    return "; ".join(said) + "."


def home() -> Path:
    """The folder where data lives, as the settings have it."""
    return Path(_settings().ENVIRONMENT.home)


@contextmanager
def in_use(*, alone: bool = False) -> Iterator[None]:
    """Use the database inside the block: together with others, or ``alone``, as a restore must.

    Raises ``Problem`` where others use it and it is wanted alone, or someone has it alone.
    """
    try:
        with lock(home() / IN_USE, shared=not alone, wait=False):
            yield
    except Held as held:
        if alone:
            raise Problem(
                f"The database in {held.path.parent} is in use.",
                "Stop the server first (Ctrl-C where it runs).",
            ) from held
        raise Problem(
            f"The database in {held.path.parent} is being restored or reset.", "Try again after it."
        ) from held
