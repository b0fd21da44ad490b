"""The findings on which advice rests, as care reads them: from a file that a clinician has signed.

Care knows nothing of the wing that makes the file; ``docs/reference/findings-bundle.md`` is all they share.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

FORMAT: Final = "alongside-findings"
FORMAT_VERSION: Final = 1


class Refusal(StrEnum):
    """Why a bundle changes no advice."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    CHANGED = "changed"  # somebody signed, and not these words
    SIMULATED = "simulated"  # signed by an invented clinician, in a database of real people
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Study:
    """A study behind a finding; ``single`` where it stands beside the synthesis."""

    id: str
    name: str
    year: int
    about: str
    single: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known, how sure that is and why, and where it stands written."""

    id: str
    theme: str
    says: str
    detail: str
    place: str
    certainty: str
    reasons: tuple[str, ...]
    studies: tuple[Study, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where all of it comes from, and how old it is."""

    title: str
    question: str
    made_by: str
    searched_from: int
    searched_until: int
    limits: tuple[str, ...]
    edition: int
    written_on: str


@dataclass(frozen=True, slots=True)
class Bundle:
    origin: Origin
    findings: Mapping[str, Finding]


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody read these very words and stands for them. ``at`` is an ISO time."""

    sha256: str
    name: str
    role: str
    registration: str
    at: str
    simulated: bool
    withdrawn: bool = False


class NotABundle(ValueError):
    """The file is not what it should be; the message says where."""


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read(data: bytes) -> Bundle:
    """The bundle in ``data``; raises ``NotABundle`` for anything else."""
    try:
        plain = json.loads(data)
        if plain["format"] != FORMAT or plain["format_version"] != FORMAT_VERSION:
            raise NotABundle(f"not {FORMAT}, version {FORMAT_VERSION}")
        studies = {each["id"]: _study(each) for each in plain["studies"]}
        findings = {each["id"]: _finding(each, studies) for each in plain["findings"]}
        origin = plain["synthesis"]
        return Bundle(
            Origin(
                title=str(origin["title"]),
                question=str(origin["question"]),
                made_by=str(origin["made_by"]),
                searched_from=int(origin["searched_from"]),
                searched_until=int(origin["searched_until"]),
                limits=tuple(str(each) for each in origin["limits"]),
                edition=int(plain["edition"]),
                written_on=str(plain["written_on"]),
            ),
            findings,
        )
    except (KeyError, TypeError, ValueError, UnicodeDecodeError) as fault:
        raise NotABundle(str(fault)) from fault


def judge(data: bytes, signatures: Sequence[Signature], *, simulated: bool) -> Signature | Refusal:
    """The signature under which ``data`` may be used, or why it may not.

    The last one of these very words decides, by the time that was sealed with it: where a line stands in the
    file anybody can change. One made in a simulation holds only in one (``simulated``: this database is one).
    """
    mine = sorted((each for each in signatures if each.sha256 == fingerprint(data)), key=_signed_at)
    if not mine:
        return Refusal.CHANGED if signatures else Refusal.UNSIGNED
    last = mine[-1]
    if last.withdrawn:
        return Refusal.WITHDRAWN
    if not last.name.strip():
        return Refusal.UNSIGNED
    if last.simulated and not simulated:
        return Refusal.SIMULATED
    return last


def _signed_at(signature: Signature) -> float:
    try:
        return datetime.fromisoformat(signature.at).timestamp()
    except ValueError:
        return 0.0


def _study(plain: Mapping[str, Any]) -> Study:
    return Study(
        str(plain["id"]), str(plain["name"]), int(plain["year"]), str(plain["about"]), bool(plain["single"])
    )


def _finding(plain: Mapping[str, Any], studies: Mapping[str, Study]) -> Finding:
    return Finding(
        id=str(plain["id"]),
        theme=str(plain["theme"]),
        says=str(plain["says"]),
        detail=str(plain["detail"]),
        place=str(plain["place"]),
        certainty=str(plain["certainty"]),
        reasons=tuple(str(each) for each in plain["reasons"]),
        studies=tuple(studies[key] for key in plain["studies"]),
    )
