"""Steps of the library from files: what a clinic adds, checked as the shipped ones are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alongside.care.partnership.rules.signed import DefinitionInvalid
from alongside.care.plan import catalogue
from alongside.care.plan.rules.library import Library
from alongside.care.plan.rules.library_reading import file_at, files_in, read_library
from alongside.config.problems import Problem


def check(path: Path) -> dict[str, Any]:
    """How many steps the file adds; raises ``Problem`` with everything that stands against it.

    It is read beside the clinic's other files, so that ids and neighbours are checked too.
    """
    try:
        others = [file for file in files_in(catalogue.own_folder()) if file.name != path.name]
        findings = catalogue.finding_ids()
        before = read_library(others, findings=findings)
        after = read_library([*others, file_at(path)], findings=findings)
    except DefinitionInvalid as wrong:
        raise Problem(str(wrong)) from wrong
    except OSError as refused:
        raise Problem(f"{path} cannot be read: {refused.strerror}.") from refused
    return {"file": path.name, "steps": len(after.steps) - len(before.steps)}


def listed() -> list[dict[str, Any]]:
    """One row a step, in the order of the files."""
    try:
        library: Library = catalogue.with_own()
    except DefinitionInvalid as wrong:
        raise Problem(str(wrong), "Until it is mended, none of the clinic's own steps is used.") from wrong
    return [
        {
            "id": step.id,
            "area": step.area.value,
            "grade": step.grade.value,
            "title": step.title,
            "minutes": step.minutes,
            "cost": step.cost.value,
            "checked_by": library.signed[step.origin].checked_by,
        }
        for step in library.steps.values()
    ]
