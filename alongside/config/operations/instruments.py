"""Questionnaires from files: whoever runs the installation adds what the clinic is licensed to use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alongside.care.measures.actions import instrument as actions
from alongside.care.measures.models import Instrument
from alongside.care.measures.rules.refusals import Refusals
from alongside.config.operations.schema import require_current
from alongside.config.problems import Problem

# No questionnaire comes near it; a file named by mistake is not read into memory whole.
LARGEST_BYTES = 5_000_000


def add(questionnaire: Path, scoring: Path) -> dict[str, Any]:
    """Add the instrument of the two files; raises ``Problem`` with everything that stands against them."""
    require_current()
    asked, scored = _content(questionnaire), _content(scoring)
    try:
        added = actions.add(questionnaire=asked, scoring=scored, by=None)
    except Refusals as refused:
        raise Problem(f"{questionnaire.name} with {scoring.name} is not taken:\n{refused}") from refused
    return _said(added)


def listed() -> list[dict[str, Any]]:
    """One row a version of an instrument, those that are asked no more included."""
    require_current()
    return [
        {
            "key": one.key,
            "version": one.version,
            "title": one.title,
            "validated": not one.not_validated,
            "in_use": one.retired_at is None,
            "added_at": f"{one.added_at:%Y-%m-%d}",
        }
        for one in Instrument.objects.defer("questionnaire", "scoring").order_by("key", "added_at")
    ]


def shown(key: str) -> dict[str, Any]:
    """The newest version of the instrument ``key``: where it is from, and the hashes that pin it."""
    require_current()
    return _said(_newest(key))


def retire(key: str) -> dict[str, Any]:
    """Ask no version of ``key`` any more; what was answered with it stays."""
    require_current()
    newest = _newest(key)
    for one in Instrument.objects.filter(key=key, retired_at=None):
        actions.retire(instrument=one)
    newest.refresh_from_db()
    return _said(newest)


def _newest(key: str) -> Instrument:
    newest = Instrument.objects.filter(key=key).order_by("added_at").last()
    if newest is None:
        raise Problem(f"There is no questionnaire {key!r}.", "See: alongside instrument list")
    return newest


def _said(one: Instrument) -> dict[str, Any]:
    return {
        "key": one.key,
        "version": one.version,
        "title": one.title,
        "url": one.url,
        "questionnaire_version": one.questionnaire_version,
        "source": one.source,
        "licence": one.licence,
        "validated": not one.not_validated,
        "declares_alerts": one.declares_alerts,
        "in_use": one.retired_at is None,
        "added_at": one.added_at,
        "questionnaire_sha256": one.questionnaire_hash,
        "scoring_sha256": one.scoring_hash,
    }


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise Problem(f"{path} is larger than {LARGEST_BYTES:,} bytes.", "Is it the right file?")
        return path.read_bytes()
    except FileNotFoundError as gone:
        raise Problem(f"There is no file {path}.") from gone
    except OSError as refused:
        raise Problem(f"{path} cannot be read: {refused.strerror}.") from refused
