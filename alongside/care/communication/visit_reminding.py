"""What of visits people are reminded of: the day before, by the clock where they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.care.communication.models import Visit
from alongside.care.communication.rules.visiting import State
from alongside.care.partnership.cues import Coming, Cue, Source


def coming(since: datetime, until: datetime) -> Iterator[Coming]:
    """The visits that begin between the two instants, and that nobody called off."""
    rows = Visit.objects.filter(state=State.PLANNED, starts_at__gt=since, starts_at__lte=until)
    for row in rows.only("pk", "partnership_id", "starts_at"):
        yield Coming(row.partnership_id, row.pk, row.starts_at)


def when(visit: UUID) -> datetime | None:
    """When it begins; None where it does not take place, or the person said that they cannot come."""
    row = Visit.objects.filter(pk=visit, state=State.PLANNED, cannot_come_at=None).first()
    return row.starts_at if row is not None else None


VISIT = Cue(
    "visit",
    _("A visit, the day before"),
    "communication:visits",
    "visits",
    by_us=True,
    source=Source(coming, when),
)
