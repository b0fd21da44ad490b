"""The weekly look: with whom nothing is planned, and nobody has said why."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.base import clock
from alongside.base.record import events
from alongside.base.record.models import Event
from alongside.base.services.models import Service
from alongside.care.access.attention import NO_NEXT_STEP
from alongside.care.partnership.actions import attention
from alongside.care.partnership.models import AttentionItem
from alongside.care.support import next_steps
from alongside.care.support.events import NEXT_STEPS_LOOKED

MOST_AT_ONCE = 200  # people asked about in one week; the others stay on the page of the list


@transaction.atomic
def call_up() -> int:
    """Once a week, for a worker: whoever has no next step goes onto the list of whoever is nearest to them.

    That is their contact, else who reads for their team, else who leads the clinic. Returns how many.
    """
    return sum(_look(service) for service in Service.objects.select_for_update() if _is_time(service))


def _is_time(service: Service) -> bool:
    """Whether this week's look is still to come, by the service's own Monday."""
    zone = ZoneInfo(service.time_zone)
    today = clock.today(service.time_zone)
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), zone)
    return not Event.objects.filter(service=service, kind=NEXT_STEPS_LOOKED.name, at__gte=monday).exists()


def _look(service: Service) -> int:
    people = next_steps.without(next_steps.with_us(service), service)
    asked = 0
    for partnership in people.select_related("service", "team")[:MOST_AT_ONCE]:
        owner = attention.owner_or_anyone(partnership)
        if owner is not None:
            attention.open_item(
                partnership=partnership,
                kind=NO_NEXT_STEP,
                harm=AttentionItem.Harm.ROUTINE,
                by=None,
                owner=owner,
            )
            asked += 1
    events.record(NEXT_STEPS_LOOKED.name, service=service, by=None, people=asked)
    return asked
