"""The team's inbox: what waits for an answer, whose it is, how old, and by when it was promised."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.models import Service
from alongside.care.communication import answering
from alongside.care.communication.message_attention import MESSAGE_WAITS
from alongside.care.communication.models import Absence, Wait
from alongside.care.communication.presenters.conversation import day, on_day, topic_of
from alongside.care.partnership.models import AttentionItem, ServiceRole, TeamMembership
from alongside.care.partnership.presenters import age_of

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits."""

    name: str
    href: str
    topic: str
    owner: str
    owner_id: UUID
    since: str
    due: str
    overdue: bool
    mine: bool
    take: str  # the address to post to; empty where it is one's own
    hand_over: str
    no_answer: str


def service_of(account: Account) -> Service | None:
    """The service that ``account`` works for now; None for anybody else."""
    seat = TeamMembership.objects.filter(account=account, until_at=None).select_related("service").first()
    if seat is not None:
        return seat.service
    role = ServiceRole.objects.filter(account=account, until_at=None).select_related("service").first()
    return role.service if role else None


def mine(account: Account, page: int = 1) -> tuple[list[Line], bool]:
    """What ``account`` owns, the earliest promise first, and whether there is more."""
    items = AttentionItem.objects.filter(owner=account, kind=MESSAGE_WAITS, closed_at=None)
    return _page(Wait.objects.filter(item__in=items, ended_at=None), account, page)


def teams(account: Account, page: int = 1) -> tuple[list[Line], bool]:
    """What colleagues of the same teams own."""
    seats = TeamMembership.objects.filter(account=account, until_at=None).values("team")
    waits = Wait.objects.filter(team__in=seats, ended_at=None).exclude(item__owner=account)
    return _page(waits, account, page)


def _page(waits: QuerySet[Wait], account: Account, page: int) -> tuple[list[Line], bool]:
    first = (page - 1) * MOST_SHOWN
    rows = waits.select_related("partnership", "thread", "item__owner")
    found = list(rows.order_by(F("due_at").asc(nulls_last=True), "since")[first : first + MOST_SHOWN + 1])
    return [_line(row, account) for row in found[:MOST_SHOWN]], len(found) > MOST_SHOWN


def _line(row: Wait, account: Account) -> Line:
    key = [row.partnership_id, row.thread_id]
    own = row.item.owner_id == account.pk
    return Line(
        name=row.partnership.full_name,
        href=reverse("communication:thread", args=key),
        topic=topic_of(row.thread),
        owner=_("You") if own else row.item.owner.name,
        owner_id=row.item.owner_id,
        since=age_of(row.since, clock.now()),
        due=_due(row),
        overdue=row.due_at is not None and row.due_at < clock.now(),
        mine=own,
        take="" if own else reverse("communication:take", args=key),
        hand_over=reverse("communication:hand-over", args=key),
        no_answer=reverse("communication:no-answer", args=key),
    )


def _due(row: Wait) -> str:
    if row.due_at is None:
        return _("no promise given")
    if row.due_at < clock.now():
        return _("past the promise: %(day)s") % {"day": on_day(row.due_at)}
    return _("answer by %(day)s") % {"day": on_day(row.due_at)}


def lead_sentence(waiting: int, overdue: int) -> str:
    """What is known of the page's list, in a sentence; never that everybody else is well."""
    if not waiting:
        return _("Nothing waits for an answer.")
    first = ngettext("%(n)d waits for you.", "%(n)d wait for you.", waiting) % {"n": waiting}
    if not overdue:
        return first
    second = ngettext(
        "%(n)d is past the promise.", "%(n)d are past the promise.", overdue
    ) % {"n": overdue}  # fmt: skip
    return f"{first} {second}"


def promise_sentence(service: Service) -> str:
    """The promise that people read, as the team reads it."""
    days = answering.working_days(service)
    return ngettext(
        "People are promised an answer within %(n)d working day.",
        "People are promised an answer within %(n)d working days.",
        days,
    ) % {"n": days}


def away_lines(service: Service) -> list[str]:
    """Who is away today or will be, and who stands in."""
    today = clock.today(service.time_zone)
    rows = Absence.objects.filter(service=service, until_on__gte=today, taken_back_at=None)
    return [
        _("%(who)s: %(from)s to %(until)s. %(other)s stands in.") % _away(row)
        for row in rows.select_related("account", "stand_in").order_by("from_on")[:MOST_SHOWN]
    ]


def _away(row: Absence) -> dict[str, str]:
    return {
        "who": row.account.name,
        "from": day(row.from_on),
        "until": day(row.until_on),
        "other": row.stand_in.name,
    }


@dataclass(frozen=True, slots=True)
class AwayRow:
    words: str
    href: str


def absences(service: Service, account: Account | None) -> list[AwayRow]:
    """The absences that may be taken back: ``account``'s own, or everybody's for the lead (None)."""
    today = clock.today(service.time_zone)
    rows = Absence.objects.filter(service=service, until_on__gte=today, taken_back_at=None)
    if account is not None:
        rows = rows.filter(account=account)
    return [
        AwayRow(
            _("%(who)s: %(from)s to %(until)s. %(other)s stands in.") % _away(row),
            reverse("communication:back", args=[row.pk]),
        )
        for row in rows.select_related("account", "stand_in").order_by("from_on")[:MOST_SHOWN]
    ]
