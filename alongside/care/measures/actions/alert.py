"""Make sure that somebody sees the answers that an instrument says somebody has to see."""

from __future__ import annotations

from datetime import timedelta

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.measures import attention, catalogue
from alongside.care.measures.actions import occasion as occasions
from alongside.care.measures.events import ALERTED, NOBODY_TO_ALERT
from alongside.care.measures.models import Alert, Assessment
from alongside.care.measures.rules.alerts import Alert as Raised
from alongside.care.measures.rules.alerts import alerts_raised
from alongside.care.measures.rules.answers import Answers
from alongside.care.partnership.models import AttentionItem, Partnership

DANGER_WITHIN_HOURS = 24
"""An instrument that wants somebody within a day speaks of danger; a later one of something worse."""


def raise_alerts(assessment: Assessment, answers: Answers, *, by: Account) -> list[Alert]:
    """Raise what ``answers`` raise and was not raised before, in the transaction that keeps the answers.

    An alert once raised stays also where the answer is changed: somebody has said it.
    """
    instrument = catalogue.reading(assessment.instrument)
    raised = alerts_raised(instrument.scoring, instrument.questionnaire, answers)
    if not raised:
        return []
    there = set(Alert.objects.filter(assessment=assessment).values_list("name", flat=True))
    return [_raise(assessment, one, by) for one in raised if one.name not in there]


def _raise(assessment: Assessment, raised: Raised, by: Account) -> Alert:
    partnership, now = assessment.partnership, clock.now()
    due_at = now + timedelta(hours=raised.within_hours)
    row = Alert.objects.create(
        service_id=assessment.service_id,
        partnership=partnership,
        assessment=assessment,
        name=raised.name,
        raised_at=now,
        due_at=due_at,
    )
    harm = AttentionItem.Harm.WORSE
    if raised.within_hours <= DANGER_WITHIN_HOURS:
        harm = AttentionItem.Harm.DANGER
    item = occasions.open_item(
        partnership,
        attention.ALERT,
        harm,
        by=by,
        about=row.pk,
        due_at=due_at,
        owner=_team_owner(partnership) if raised.owner == "team" else None,
    )
    if item is not None:
        Alert.objects.filter(pk=row.pk).update(owner=item.owner)
        row.owner = item.owner
    events.record(
        ALERTED.name if item is not None else NOBODY_TO_ALERT.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        about=row.pk,
        instrument=assessment.instrument.key,
    )
    return row


def _team_owner(partnership: Partnership) -> Account | None:
    return partnership.team.inbox_owner if partnership.team is not None else None
