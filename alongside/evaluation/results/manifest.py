"""What the numbers were made from: enough to make them again, and to see when something was changed."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version

from alongside import __version__
from alongside.evaluation.estimators.duck import SMALL
from alongside.evaluation.plan.hashing import fingerprint, was_registered_as
from alongside.evaluation.plan.notes import NOT_REGISTERED, notes
from alongside.evaluation.plan.references import Meaning
from alongside.evaluation.reading.people import People
from alongside.evaluation.steps.numbers import Json

LIBRARIES = ("numpy", "scipy", "duckdb")


@dataclass(frozen=True)
class Kept:
    """Since when a clinic has had a plan, unchangeable; and what was known of its answers by then.

    ``changes`` is the plan it was written in the place of, by its fingerprint and day. ``looked_before`` is
    how many evaluations the clinic had had made when it was kept.
    """

    on: date
    comes_with_alongside: bool = False
    changes: tuple[str, date] | None = None
    looked_before: int = 0


def with_kept(plan: Json, kept: Kept) -> Json:
    """``about_plan`` with what the clinic knows of it, in the place of the note that nobody does."""
    said: Json = {
        "on": kept.on.isoformat(),
        "comes_with_alongside": kept.comes_with_alongside,
        "changes": None,
        "looked_before": kept.looked_before,
    }
    if kept.changes:
        said["changes"] = {"hash": kept.changes[0], "on": kept.changes[1].isoformat()}
    return {**plan, "kept": said, "notes": [note for note in plan["notes"] if note != NOT_REGISTERED]}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def about_plan(meaning: Meaning) -> Json:
    plan = meaning.plan
    return {
        "title": plan.plan.title,
        "question": plan.plan.question,
        "by": plan.plan.by,
        "version": plan.plan.version,
        "written_on": plan.plan.written_on.isoformat(),
        "hash": fingerprint(plan),
        "registered": {
            "hash": plan.registered.hash,
            "on": plan.registered.on.isoformat(),
            "same": was_registered_as(plan),
        }
        if plan.registered
        else None,
        "kept": None,
        "changes": [{"on": change.on.isoformat(), "what": change.what} for change in plan.changes],
        "notes": notes(meaning),
        "about": plan.report.about,
        "occasions": {name: meaning.occasion_label(name) for name in meaning.occasions},
        "methods": {
            "cluster": plan.data.cluster,
            "confidence": plan.errors.confidence,
            "errors": plan.errors.kind,
            "multiplicity": plan.multiplicity.method,
            "seed": plan.plan.seed,
        },
    }


def about_data(people: People) -> Json:
    source = people.source
    return {
        "file": source.path.name,
        "kind": source.kind,
        "layout": people.meaning.plan.data.layout,
        "sha256": source.sha256,
        "rows": source.rows,
        "people": people.everybody,
        "in_study": people.n,
        "clusters": people.clusters,
        "simulated": source.simulated,
    }


def manifest(people: People, made_at: datetime | None) -> Json:
    """The hashes, the versions and the seed. Only ``made_at`` differs between two runs of the same."""
    return {
        "plan_hash": fingerprint(people.meaning.plan),
        "data_sha256": people.source.sha256,
        "seed": people.meaning.plan.plan.seed,
        "versions": {"alongside": __version__, "python": platform.python_version()}
        | {name: _version(name) for name in LIBRARIES},
        "streamed": people.n > SMALL,
        "made_at": made_at.isoformat() if made_at else None,
    }
