"""Ask somebody to get in touch with who went quiet. Time itself brings it: an hourly chore."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate

from alongside.base import clock
from alongside.base.record import events
from alongside.care.partnership import way
from alongside.care.partnership.actions import attention
from alongside.care.partnership.models import AttentionItem, Figures, Partnership, Way
from alongside.care.partnership.rules.preferences import Support
from alongside.care.plan import going_attention as kinds
from alongside.care.plan.going_events import WENT_QUIET
from alongside.care.plan.rules import quiet as rule

MOST_AT_ONCE = 200


@transaction.atomic
def call_up(*, limit: int = MOST_AT_ONCE) -> int:
    """Put everybody whose day has come on somebody's list, once for each silence; how many there were.

    Never somebody who asked not to be contacted: their way is read here, so that a change counts at once.
    """
    tomorrow = clock.now().date() + timedelta(days=1)  # the latest day it can be anywhere
    asked_already = (
        AttentionItem.objects.filter(partnership=OuterRef("partnership"), kind=kinds.WENT_QUIET)
        .annotate(day=TruncDate("opened_at"))
        .filter(Q(closed_at=None) | Q(day__gte=OuterRef("quiet_from") - timedelta(days=1)))
    )
    newest = Way.objects.filter(partnership=OuterRef("partnership")).order_by("-version")
    rows = (
        Figures.objects.filter(quiet_from__lte=tomorrow, partnership__state=Partnership.State.ACTIVE)
        .annotate(
            contact=Coalesce(Subquery(newest.values("contact")[:1]), Value("")),
            support=Coalesce(Subquery(newest.values("support")[:1]), Value("")),
        )
        .exclude(contact__in=rule.LEFT_ALONE)
        .exclude(support=Support.NONE_UNLESS_I_ASK.value)
        .exclude(Exists(asked_already))
        .select_related("partnership__service", "partnership__team")
        .order_by("quiet_from", "pk")
    )
    return sum(_ask_after(row) for row in rows[:limit])


def _ask_after(row: Figures) -> bool:
    partnership = row.partnership
    today = clock.today(partnership.service.time_zone)
    if row.quiet_from is None or row.quiet_from > today:
        return False
    if not rule.may_ask_after(way.way_of(partnership)):
        return False
    owner = attention.owner_or_anyone(partnership)
    if owner is None:
        return False
    attention.open_item(
        partnership=partnership,
        kind=kinds.WENT_QUIET,
        harm=AttentionItem.Harm.ROUTINE,
        by=None,
        owner=owner,
    )
    events.record(WENT_QUIET.name, service=partnership.service, subject=partnership.pk, by=None)
    return True
