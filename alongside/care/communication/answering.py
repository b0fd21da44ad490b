"""The promise in force in a service, and by when something sent now is answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.base import clock
from alongside.base.services.models import Service
from alongside.base.services.reading import calendar_of
from alongside.base.services.rules import calendar
from alongside.care.communication.models import Answering
from alongside.care.communication.rules import promise
from alongside.care.communication.rules.conversation import conversation


def working_days(service: Service) -> int:
    """Within how many working days this service promises to answer."""
    chosen = Answering.objects.filter(service=service).values_list("working_days", flat=True).first()
    return chosen or conversation().answer_within


def promised_by(service: Service, since: datetime | None = None) -> datetime | None:
    """By when what was sent at ``since`` (now) is answered; None where nothing can be promised."""
    of = calendar_of(service)
    return promise.promised_by(of.hours, of.closures, of.zone, since or clock.now(), working_days(service))


def open_time(service: Service, since: datetime, until: datetime) -> timedelta:
    """How long the service was open between both: waiting as its own clock counts it."""
    of = calendar_of(service)
    return calendar.open_time(of.hours, of.closures, of.zone, since, until)
