"""What time itself brings to visits: one is over, nobody is booked for it, nothing was written about it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef

from alongside.base import clock
from alongside.base.record import events
from alongside.base.services.models import Service
from alongside.base.services.reading import calendar_of
from alongside.care.communication import visit_attention as kinds
from alongside.care.communication import visit_events as room
from alongside.care.communication import visit_figures as figures
from alongside.care.communication.actions import visit as visits
from alongside.care.communication.models import Visit
from alongside.care.communication.rules import visiting as rule
from alongside.care.communication.rules.visit_rules import visit_rules
from alongside.care.communication.rules.visiting import State
from alongside.care.partnership import authority, way
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Membership, TeamMembership

MOST_AT_ONCE = 500
SOON = timedelta(days=30)  # no service is closed longer than that before somebody must be booked


def call_up() -> int:
    """Do what is due, for every service; safe to repeat. Returns how many visits it touched."""
    return close_what_is_over() + ask_for_booking() + ask_who_sees_them() + ask_for_summaries()


def close_what_is_over() -> int:
    """Visits whose time has gone by wait for a word: did it take place?"""
    due = Visit.objects.filter(state=State.PLANNED, ends_at__lt=clock.now()).order_by("starts_at")
    keys = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_close(key) for key in keys)


@transaction.atomic
def _close(key: UUID) -> int:
    row = visits.held(key)
    if State(row.state) is not State.PLANNED or row.ends_at >= clock.now():
        return 0
    row.state = State.OVER.value
    row.save(update_fields=["state"])
    attention.overtake(partnership=row.partnership, kind=kinds.INTERPRETER_NOT_BOOKED, by=None, about=row.pk)
    figures.keep_visits(row.partnership)
    events.record(
        room.WAS_OVER.name,
        service=row.partnership.service,
        subject=row.partnership_id,
        by=None,
        about=row.pk,
    )
    return 1


def ask_who_sees_them() -> int:
    """Whom somebody was to see has left, and the visit still stands: a colleague says who sees them."""
    partnership, professional = OuterRef("partnership"), OuterRef("professional")
    named = Membership.objects.filter(partnership=partnership, account=professional, until_at=None)
    seats = TeamMembership.objects.filter(
        team=OuterRef("partnership__team"), account=professional, until_at=None
    )
    asked = AttentionItem.objects.filter(kind=kinds.VISIT_NEEDS_SOMEBODY, about=OuterRef("pk")).open()
    rows = Visit.objects.to_come().filter(starts_at__gt=clock.now())
    rows = rows.exclude(Exists(named)).exclude(Exists(seats)).exclude(Exists(asked))
    return sum(_ask_who(key) for key in list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE]))


@transaction.atomic
def _ask_who(key: UUID) -> int:
    row = visits.held(key)
    owner = attention.owner_or_anyone(row.partnership)
    if State(row.state) is not State.PLANNED or owner is None:
        return 0
    attention.open_item(
        partnership=row.partnership,
        kind=kinds.VISIT_NEEDS_SOMEBODY,
        harm=AttentionItem.Harm.PROMISE,
        by=None,
        about=row.pk,
        due_at=row.starts_at,
        owner=owner,
    )
    return 1


def ask_for_booking() -> int:
    """Somebody must be booked for a visit and is not, and few working days are left: ask."""
    asked = 0
    for service in Service.objects.all():
        of = calendar_of(service)
        soon = Visit.objects.filter(
            service=service,
            state=State.PLANNED,
            starts_at__gt=clock.now(),
            starts_at__lt=clock.now() + SOON,
            needs_asked_at=None,
        ).select_related("partnership__service")
        today = clock.today(service.time_zone)
        for row in soon.order_by("starts_at")[:MOST_AT_ONCE]:
            day = row.starts_at.astimezone(ZoneInfo(service.time_zone)).date()
            by_then = rule.working_days_before(of.hours, of.closures, day, visit_rules().booked_before)
            if today >= by_then and rule.not_booked(way.way_of(row.partnership).needs, row.arranged):
                asked += _ask(row, kinds.INTERPRETER_NOT_BOOKED, AttentionItem.Harm.WORSE, "needs_asked_at")
    return asked


def ask_for_summaries() -> int:
    """So many days after a visit nobody has said what was said: whoever saw the person is asked."""
    before = clock.now() - timedelta(days=visit_rules().summary_after)
    due = Visit.objects.filter(
        state__in=(State.OVER, State.TOOK_PLACE),
        ends_at__lt=before,
        ends_at__gt=before - SOON,
        summary_asked_at=None,
        summaries=None,
    ).select_related("partnership__service", "professional")
    return sum(
        _ask(row, kinds.VISIT_WITHOUT_SUMMARY, AttentionItem.Harm.ROUTINE, "summary_asked_at")
        for row in due.order_by("starts_at")[:MOST_AT_ONCE]
    )


@transaction.atomic
def _ask(row: Visit, kind: str, harm: AttentionItem.Harm, once: str) -> int:
    """Open an item once for each visit: whoever closed it is not asked again an hour later."""
    if not Visit.objects.filter(pk=row.pk, **{once: None}).update(**{once: clock.now()}):
        return 0
    may = authority.may(row.professional, Verb.KEEP_VISITS, row.partnership)
    owner = row.professional if may else attention.owner_or_anyone(row.partnership)
    if owner is None:
        return 0
    attention.open_item(
        partnership=row.partnership,
        kind=kind,
        harm=harm,
        by=None,
        about=row.pk,
        due_at=row.starts_at if kind == kinds.INTERPRETER_NOT_BOOKED else None,
        owner=owner,
    )
    return 1
