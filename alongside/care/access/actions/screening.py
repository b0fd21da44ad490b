"""Keep what the safety screen flagged, without a name; join it to a partnership; forget it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services.models import Service
from alongside.care.access.events import SCREENED
from alongside.care.access.models import ScreenRun
from alongside.care.access.rules.screen import Assessment
from alongside.care.partnership.models import Partnership

UNJOINED_FOR = timedelta(days=30)


@transaction.atomic
def keep(*, service: Service, assessment: Assessment) -> ScreenRun:
    """Write down, anonymously, what a screen came to: flags, advice and its version, never the answers."""
    return ScreenRun.objects.create(
        service=service,
        flags=list(assessment.flag_ids),
        combinations=list(assessment.combinations),
        advice=list(assessment.advice),
        speed=assessment.speed or "",
        complete=assessment.complete,
        version=assessment.version,
        at=clock.now(),
    )


@transaction.atomic
def came_back(*, run_ids: Iterable[UUID]) -> int:
    """Somebody came back from the advice: they rang, or were seen. Only the first time is kept."""
    return ScreenRun.objects.filter(pk__in=list(run_ids), came_back_at=None).update(came_back_at=clock.now())


@transaction.atomic
def forget(*, run_ids: Iterable[UUID]) -> int:
    """Delete runs that belong to nobody we know: under the age limit, or somebody who leaves."""
    return ScreenRun.objects.filter(pk__in=list(run_ids), partnership=None).delete()[0]


@transaction.atomic
def join(*, run_ids: Iterable[UUID], partnership: Partnership, by: Account) -> int:
    """The person of these runs is now known: join them to the partnership. Others' runs stay as they are."""
    joined = ScreenRun.objects.filter(
        pk__in=list(run_ids), partnership=None, service=partnership.service
    ).update(partnership=partnership, joined_at=clock.now())
    if joined:
        events.record(SCREENED.name, service=partnership.service, subject=partnership.pk, by=by, runs=joined)
    return joined


def forget_unjoined() -> int:
    """Answers of the screen that became nobody's within 30 days are thrown away; returns how many. Hourly."""
    gone, _tables = ScreenRun.objects.filter(partnership=None, at__lt=clock.now() - UNJOINED_FOR).delete()
    return gone
