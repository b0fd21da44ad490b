"""The instruments there are, read: a row's two files become the rules' own types, once a process.

What is remembered is known by its fingerprints, so that it can never be out of date.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from alongside.base.prepared import prepared
from alongside.care.measures.models import Instrument
from alongside.care.measures.models.instrument import InstrumentQuerySet
from alongside.care.measures.rules import library
from alongside.care.measures.rules.library import shipped
from alongside.care.measures.rules.sides import TwoSided

_read: dict[tuple[str, str], library.Instrument] = {}


class NoSuchInstrument(LookupError):
    """No instrument of this key is in use."""


def reading(instrument: Instrument) -> library.Instrument:
    """The questionnaire and scoring of ``instrument``, checked and typed."""
    fingerprints = (instrument.questionnaire_hash, instrument.scoring_hash)
    if fingerprints not in _read:
        _read[fingerprints] = library.load_instrument(
            instrument.questionnaire.encode(), instrument.scoring.encode()
        )
    return _read[fingerprints]


def current(key: str) -> Instrument:
    """The version of ``key`` that is asked now: the one added last. Raises ``NoSuchInstrument``."""
    for found in _newest(key=key):
        return found
    raise NoSuchInstrument(key)


@prepared
def _newest(*, key: str) -> QuerySet[Instrument]:
    return _light().filter(key=key).order_by("-added_at", "-pk")[:1]


def current_all(keys: Iterable[str] | None = None) -> dict[str, Instrument]:
    """By key, the version that is asked now of every instrument in use (or of those in ``keys``)."""
    rows = _light().order_by("added_at", "pk")
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    return {row.key: row for row in rows}


def two_sided() -> TwoSided:
    """Which questions both sides answer."""
    return shipped().two_sided


def _light() -> InstrumentQuerySet:
    return Instrument.objects.in_use().defer("questionnaire", "scoring")
