"""Ask somebody to ring whose check-ins have become worse for weeks. Time itself brings it: an hourly chore.

Nobody waits for it: a check-in costs the same, and the person was told that nobody watches them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from alongside.base import clock, ids
from alongside.base.record import events
from alongside.care.partnership import way
from alongside.care.partnership.actions import attention
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.plan import going_attention as kinds
from alongside.care.plan.going_events import CHECK_INS_WORSE
from alongside.care.plan.models import CheckIn
from alongside.care.plan.rules.easing import easing_rules
from alongside.care.plan.rules.quiet import may_ask_after
from alongside.care.plan.rules.worsening import Said, Worse, WorseningRule, worsened

LATELY = timedelta(hours=3)  # the chore comes every hour; keys sort by time, so what is new is found by them
AT_ONCE = 500


def call_up() -> int:
    """Look at everybody who checked in lately; how many were put on somebody's list."""
    rule = easing_rules().definition.worsening
    since = ids.uuid7_of(ids.milliseconds_of(clock.now() - LATELY), 0)
    fresh = CheckIn.objects.filter(pk__gte=since, partnership__state=Partnership.State.ACTIVE)
    about = dict(fresh.values_list("partnership").annotate(on=Max("on")).order_by("partnership"))
    keys = list(about)
    found = 0
    for start in range(0, len(keys), AT_ONCE):
        some = {key: about[key] for key in keys[start : start + AT_ONCE]}
        found += sum(_ask(key, what, rule) for key, what in _worse(some, rule))
    return found


def _worse(about: dict[UUID, date], rule: WorseningRule) -> Iterable[tuple[UUID, tuple[Worse, ...]]]:
    """Of these partnerships, each with the day of its newest check-in, those that have become worse."""
    earliest = min(about.values()) - timedelta(days=rule.recent_days + rule.usual_days)
    rows = CheckIn.objects.filter(partnership__in=list(about), on__gte=earliest)
    rows = rows.filter(Q(pain__isnull=False) | Q(confidence__isnull=False))
    said: dict[UUID, list[Said]] = defaultdict(list)
    for key, on, pain, confidence in rows.values_list("partnership", "on", "pain", "confidence"):
        said[key].append(Said(on, pain, confidence))
    for key, days in said.items():
        if what := worsened(days, about[key], rule):
            yield key, what


@transaction.atomic
def _ask(key: UUID, what: tuple[Worse, ...], rule: WorseningRule) -> bool:
    lately = clock.now() - timedelta(days=rule.again_days)
    asked = AttentionItem.objects.filter(partnership=key, kind=kinds.CHECK_INS_WORSE)
    if asked.filter(Q(closed_at=None) | Q(opened_at__gt=lately)).exists():
        return False
    partnership = Partnership.objects.select_related("service", "team").get(pk=key)
    owner = attention.owner_or_anyone(partnership)
    if owner is None or not may_ask_after(way.way_of(partnership)):
        return False
    attention.open_item(
        partnership=partnership,
        kind=kinds.CHECK_INS_WORSE,
        harm=AttentionItem.Harm.UNDERSTANDING,
        by=None,
        owner=owner,
    )
    events.record(
        CHECK_INS_WORSE.name,
        service=partnership.service,
        subject=partnership.pk,
        by=None,
        pain=Worse.PAIN in what,
        confidence=Worse.CONFIDENCE in what,
    )
    return True
