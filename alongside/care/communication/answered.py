"""How the promise to answer was kept in a service: in three queries. Never per professional."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.base.services.models import Service
from alongside.care.communication.models import Wait

PERIOD = timedelta(days=90)
_HOUR = 60  # minutes


@dataclass(frozen=True, slots=True)
class Answered:
    """``asked`` waits began in the period; of ``promised`` the promise was kept or has run out by now,
    and ``kept`` were seen to inside it. ``without`` ended without a written answer. ``median`` is in minutes
    of the clinic's own hours; None where nothing was answered. ``waiting`` and ``overdue`` are of now.
    """

    asked: int
    promised: int
    kept: int
    without: int
    median: int | None
    waiting: int
    overdue: int

    @property
    def share_words(self) -> str:
        if not self.promised:
            return _("nothing was due yet")
        facts = {
            "kept": self.kept,
            "promised": self.promised,
            "percent": round(100 * self.kept / self.promised),
        }
        return _("%(kept)d of %(promised)d (%(percent)d %%)") % facts

    @property
    def median_words(self) -> str:
        if self.median is None:
            return _("nothing answered yet")
        hours = round(self.median / _HOUR)
        if hours < 1:
            return _("one opening hour")
        return ngettext("%(n)d opening hour", "%(n)d opening hours", hours) % {"n": hours}


def since(service: Service, at: datetime) -> Answered:
    """What came of the waits that began from ``at`` on, and what waits now however long."""
    now = clock.now()
    waits = Wait.objects.filter(service=service, since__gte=at)
    late = Q(ended_at=None, due_at__lt=now)
    found = waits.aggregate(
        asked=Count("pk"),
        kept=Count("pk", filter=Q(within=True)),
        promised=Count("pk", filter=Q(within__isnull=False) | late),
        without=Count("pk", filter=Q(ended_at__isnull=False) & ~Q(how=Wait.How.ANSWERED)),
        answered=Count("pk", filter=Q(how=Wait.How.ANSWERED)),
    )
    answered = found.pop("answered")
    open_ = Wait.objects.filter(service=service, ended_at=None)
    return Answered(
        median=_median(waits, answered),
        **found,
        **open_.aggregate(waiting=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now))),
    )


def _median(waits: QuerySet[Wait], answered: int) -> int | None:
    """The middle one of those answered, the lower of two in the middle."""
    if not answered:
        return None
    minutes = waits.filter(how=Wait.How.ANSWERED).order_by("working_minutes")
    middle: int | None = minutes.values_list("working_minutes", flat=True)[(answered - 1) // 2]
    return middle
