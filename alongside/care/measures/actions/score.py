"""Score what was sent in, and again when a rule was corrected: beside the old score, never over it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from alongside.base import clock, ids
from alongside.base.record import events
from alongside.care.measures import catalogue
from alongside.care.measures.events import RESCORED
from alongside.care.measures.models import Assessment, Instrument, Score
from alongside.care.measures.rules import scoring
from alongside.care.measures.rules.answer_storage import load_answers
from alongside.care.measures.rules.sight import Side

BATCH = 100
"""Assessments a transaction: a write lock is held for a moment only."""


class OtherQuestions(Exception):
    """The corrected rule is for other questions than were answered."""


def score(assessment: Assessment) -> list[Score]:
    """Score the person's answers, in the transaction that sends them."""
    instrument = assessment.instrument
    return Score.objects.bulk_create(
        [_row(assessment, instrument, one) for one in _scores(assessment, instrument)]
    )


@transaction.atomic
def rescore(*, assessment: Assessment, instrument: Instrument) -> list[Score]:
    """Score ``assessment`` by the corrected rule of ``instrument``; the old scores stay and point to the new.

    Scoring again by the same rule changes nothing. Raises ``OtherQuestions`` unless the questions are
    the very same. Permission is the caller's: the command line.
    """
    if (
        instrument.questionnaire_hash != assessment.questionnaire_hash
        or instrument.key != assessment.instrument.key
    ):
        raise OtherQuestions(str(instrument))
    standing = {row.name: row for row in assessment.scores.select_for_update().filter(superseded_by=None)}
    made = []
    for one in _scores(assessment, instrument):
        old = standing.get(one.name)
        if old is not None and old.scoring_hash == instrument.scoring_hash:
            continue
        key = ids.uuid7()
        if old is not None:
            Score.objects.filter(pk=old.pk).update(superseded_by_id=key)
        row = _row(assessment, instrument, one, key=key)
        row.save()
        made.append(row)
    if made:
        events.record(
            RESCORED.name,
            service=assessment.service,
            subject=assessment.partnership_id,
            by=None,
            about=assessment.pk,
            instrument=instrument.key,
        )
    return made


def rescore_all(*, instrument: Instrument) -> int:
    """Score everything that was answered to the same questions, in small transactions. Returns how many."""
    asked = Assessment.objects.filter(
        instrument__key=instrument.key,
        questionnaire_hash=instrument.questionnaire_hash,
        side=Side.PERSON,
    ).done()
    keys = list(asked.order_by("pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            for row in asked.filter(pk__in=keys[start : start + BATCH]).select_related(
                "instrument", "service"
            ):
                changed += bool(rescore(assessment=row, instrument=instrument))
    return changed


def _scores(assessment: Assessment, instrument: Instrument) -> list[scoring.Score]:
    read = catalogue.reading(instrument)
    made = scoring.score(read.scoring, read.questionnaire, load_answers(assessment.answers))
    return list(made.scores.values())


def _row(
    assessment: Assessment, instrument: Instrument, made: scoring.Score, *, key: UUID | None = None
) -> Score:
    return Score(
        id=key or ids.uuid7(),
        service_id=assessment.service_id,
        assessment=assessment,
        name=made.name,
        value=made.value,
        why_none=made.reason.sentence if made.reason else "",
        why_details=dict(made.reason.details) if made.reason else {},
        scoring_key=instrument.key,
        scoring_version=instrument.version,
        scoring_hash=instrument.scoring_hash,
        made_at=clock.now(),
    )
