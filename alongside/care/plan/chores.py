"""What time itself brings to a plan: the day on which both wanted to look at a step again."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef

from alongside.base import clock
from alongside.base.services.models import Service
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.plan import attention as kinds
from alongside.care.plan import keeping
from alongside.care.plan.models import Step
from alongside.care.plan.rules.step import State

MOST_AT_ONCE = 500
FROM_HOUR = timedelta(hours=6)  # a day begins when somebody may read what it brings


def open_look_again() -> int:
    """Open one item for each step whose day has come in its service; safe to repeat. Returns how many."""
    opened = 0
    for service in Service.objects.all():
        today = (clock.now().astimezone(ZoneInfo(service.time_zone)) - FROM_HOUR).date()
        there = AttentionItem.objects.filter(
            partnership=OuterRef("partnership"), kind=kinds.LOOK_AGAIN, about=OuterRef("pk")
        ).filter(opened_at__date__gte=OuterRef("look_again_on"))
        due = (
            Step.objects.filter(service=service, state=State.IN_FORCE, look_again_on__lte=today)
            .filter(paused_at=None, partnership__state=Partnership.State.ACTIVE)
            .exclude(Exists(there))
            .select_related("partnership__service", "partnership__team")
            .order_by("look_again_on")
        )
        for step in due[:MOST_AT_ONCE]:
            with transaction.atomic():
                keeping.open_item(
                    step.partnership, kinds.LOOK_AGAIN, AttentionItem.Harm.ROUTINE, step, by=None
                )
                opened += 1
    return opened
