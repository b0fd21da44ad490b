"""Add an instrument, take one out of use, and make sure that our own checks are there."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.measures.models import Instrument
from alongside.care.measures.rules import library
from alongside.care.measures.rules.library import load_instrument, shipped
from alongside.care.measures.rules.refusals import refuse


@transaction.atomic
def add(*, questionnaire: bytes, scoring: bytes, by: Account | None) -> Instrument:
    """Add an instrument from its two files, beside any version that is there already.

    The same two files again give the row that is there (and bring it back into use). Raises ``Refusals`` with
    everything that stands against the files, and where a version is there already with other content.
    Permission is the caller's: the command line.
    """
    read = load_instrument(questionnaire, scoring)
    there = _same(read)
    if there is not None:
        if there.retired_at is not None:
            Instrument.objects.filter(pk=there.pk).update(retired_at=None)
            there.retired_at = None
        return there
    try:
        with transaction.atomic():
            return _row(read, by)
    except IntegrityError:
        there = _same(read)  # added by somebody else a moment ago
        if there is not None:
            return there
    raise refuse(
        "scoring, version",
        f"version {read.scoring.version!r} of {read.id!r} is there already, and something in it differs.",
        "Give what you changed a new version.",
    )


def _same(read: library.Instrument) -> Instrument | None:
    return Instrument.objects.filter(
        questionnaire_hash=read.questionnaire_hash, scoring_hash=read.scoring_hash
    ).first()


def _row(read: library.Instrument, by: Account | None) -> Instrument:
    return Instrument.objects.create(
        key=read.id,
        version=read.scoring.version,
        title=read.title,
        url=read.questionnaire.url,
        questionnaire_version=read.questionnaire.version,
        questionnaire=read.questionnaire_json.decode("utf-8-sig"),
        scoring=read.scoring_toml.decode("utf-8-sig"),
        questionnaire_hash=read.questionnaire_hash,
        scoring_hash=read.scoring_hash,
        source=read.scoring.source.text,
        licence=read.scoring.licence,
        not_validated=read.scoring.not_validated,
        declares_alerts=bool(read.scoring.alert),
        added_by=by,
        added_at=clock.now(),
    )


def ensure_own_checks() -> list[Instrument]:
    """Add every check that is shipped and not there yet; those added are returned.

    Called after migrating rather than by a migration, because definitions change with the code and a
    migration must do the same for ever. Calling it again changes nothing.
    """
    there = set(Instrument.objects.values_list("questionnaire_hash", "scoring_hash"))
    return [
        add(questionnaire=own.questionnaire_json, scoring=own.scoring_toml, by=None)
        for own in shipped().instruments.values()
        if (own.questionnaire_hash, own.scoring_hash) not in there
    ]


@transaction.atomic
def retire(*, instrument: Instrument) -> None:
    """Ask it no more. What was answered with it stays. Permission is the caller's: the command line."""
    Instrument.objects.filter(pk=instrument.pk, retired_at=None).update(retired_at=clock.now())
