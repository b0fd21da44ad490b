"""People with no next step: with everybody something is planned, or somebody has said why not.

A next step is one of: something open that has an owner (but for the item that asks for a next step), a visit,
a call, a message that waits for an answer, a promise, a check or a review on a day to come, a step to be
looked at again, an open door that is still open by both sides' word. All are figures but reviews and that
item, of each of which one index is asked. Every list is a constant number of queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.models import Service
from alongside.care.access.attention import NO_NEXT_STEP
from alongside.care.access.models import Explained, FollowUp
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.support.models import Review

State = Partnership.State
WITH_US = (State.ACTIVE, State.WAITING, State.OPEN_DOOR)
MOST_SHOWN = 50  # people on one page


@dataclass(frozen=True, slots=True)
class Row:
    """One person: why they are on the list, and one natural answer."""

    name: str
    href: str
    why: str
    action: str
    action_href: str
    explain_href: str


@dataclass(frozen=True, slots=True)
class Counted:
    without: int
    explained: int
    asked: int  # by the weekly look, and the item is still open
    people: int


def with_us(service: Service) -> QuerySet[Partnership]:
    """Everybody who is with us: under way, waiting, or with an open door."""
    return Partnership.objects.filter(service=service, state__in=WITH_US)


def seen_by(account: Account, service: Service) -> QuerySet[Partnership]:
    """Those of them that ``account`` may see."""
    return with_us(service).filter(pk__in=Partnership.objects.visible_to(account).values("pk"))


def nothing_planned(people: QuerySet[Partnership], service: Service) -> QuerySet[Partnership]:
    """Those of ``people`` with whom nothing is planned, explained or not."""
    now, today = clock.now(), clock.today(service.time_zone)
    asked = AttentionItem.objects.filter(partnership=OuterRef("pk"), kind=NO_NEXT_STEP, closed_at=None)
    planned = (
        Q(figures__open_attention__gt=1)
        | Q(figures__open_attention=1) & ~Exists(asked)  # one for each person at most
        | Q(figures__next_visit_at__gte=now)
        | Q(figures__calls_open__gt=0)
        | Q(figures__messages_wait_for_team__gt=0)
        | Q(figures__promises_open__gt=0)
        | Q(figures__next_rating_due_at__gte=now)
        | Q(figures__look_again_on__gte=today)
        | Q(figures__follow_up_until__gte=today)
    )
    review = Review.objects.filter(partnership=OuterRef("pk"), next_on__gte=today)
    fixed = FollowUp.objects.filter(partnership=OuterRef("pk"), review_on__gte=today)
    return people.exclude(planned).exclude(Exists(review)).exclude(Exists(fixed))


def explained(service: Service) -> Exists:
    """Somebody said why, and the day to look again has not come."""
    today = clock.today(service.time_zone)
    return Exists(Explained.objects.filter(partnership=OuterRef("pk"), look_again_on__gt=today))


def without(people: QuerySet[Partnership], service: Service) -> QuerySet[Partnership]:
    """Nothing is planned, and nobody has said why: who has waited longest first."""
    found = nothing_planned(people, service).exclude(explained(service))
    return found.select_related("figures").order_by("started_at", "pk")


def counted(service: Service) -> Counted:
    """The same as counts, for whoever leads the clinic."""
    people = with_us(service)
    asked = AttentionItem.objects.filter(service=service, kind=NO_NEXT_STEP, closed_at=None)
    # Whether something is planned is the dear part: asked once of everybody, and split by who has said why.
    split = nothing_planned(people, service).annotate(said=explained(service)).values_list("said")
    found = dict(split.annotate(n=Count("pk")).order_by())
    return Counted(
        without=found.get(False, 0),
        explained=found.get(True, 0),
        asked=asked.count(),
        people=people.count(),
    )


def by_team(service: Service) -> list[tuple[str, str, int]]:
    """(team, state in words, how many), for whoever leads the clinic and sees nobody's record."""
    rows = without(with_us(service), service).order_by("team__name", "state")
    found = rows.values_list("team__name", "state").annotate(n=Count("pk"))
    return [(team or _("No team"), str(State(state).label), n) for team, state, n in found]


def row(partnership: Partnership, service: Service) -> Row:
    """Why they are on the list, and what would be the natural next step; needs ``figures``."""
    why, action, page = _why(partnership, service)
    key = [partnership.pk]
    return Row(
        name=partnership.full_name,
        href=reverse("support:overview", args=key),
        why=why,
        action=action,
        action_href=reverse(page, args=key),
        explain_href=reverse("support:next-step", args=key),
    )


def _why(partnership: Partnership, service: Service) -> tuple[str, str, str]:
    """(reason, one answer, the page where it is done)."""
    figures = partnership.figures
    if partnership.state == State.WAITING:
        return _("Waits, and is on nobody’s list."), _("See and take on"), "support:overview"
    if figures.follow_up_until is not None:
        day = {"day": _day(figures.follow_up_until)}
        return (
            _("The door stood open until %(day)s; nobody has agreed on what comes next.") % day,
            _("Talk with them and agree"),
            "access:follow-up",
        )
    if partnership.state == State.OPEN_DOOR:
        return (
            _("The door is open, and nobody has said until when."),
            _("Agree on it with them"),
            "access:follow-up",
        )
    if figures.next_rating_due_at is not None:
        day = {"day": _day(_local(figures.next_rating_due_at, service))}
        return _("A check was due on %(day)s.") % day, _("Look back with them"), "support:review"
    if figures.look_again_on is not None:
        day = {"day": _day(figures.look_again_on)}
        return (
            _("A step was to be looked at again on %(day)s.") % day,
            _("Look at the plan with them"),
            "plan:plan",
        )
    if figures.last_met_at is not None:
        day = {"day": _day(_local(figures.last_met_at, service))}
        return (
            _("Nothing is planned since you spoke on %(day)s.") % day,
            _("Agree what comes next"),
            "access:follow-up",
        )
    return _("Nothing is planned."), _("Look back with them"), "support:review"


def _local(at: datetime, service: Service) -> date:
    return at.astimezone(ZoneInfo(service.time_zone)).date()


def _day(day: date) -> str:
    return formats.date_format(day, "j F Y")
