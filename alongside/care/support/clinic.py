"""The clinic in figures: counts of the whole, nobody's record, no professional ranked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.base.services.models import Service
from alongside.care.communication import answered
from alongside.care.communication.models import Call
from alongside.care.partnership import delivery_presenters, invitation_presenters
from alongside.care.partnership.models import Figures, Membership, Partnership, Promise
from alongside.care.support import continuity, next_steps
from alongside.care.support.actions.review_due import LATE_AFTER
from alongside.care.support.models import Review

Row = dict[str, Any]


def cards(service: Service) -> list[tuple[str, list[Row]]]:
    """(title, rows of a summary), in the order of the page; a constant number of queries."""
    sums = _sums(service)
    return [
        (_("People"), _people(service)),
        (_("Understanding"), _understanding(sums)),
        (_("Working together"), _together(sums)),
        (_("Looking back"), _reviews(service)),
        (_("Promises"), _promises(service)),
        (_("Messages"), _messages(service)),
        (_("Calls"), _calls(service)),
        (_("The same face"), _continuity(service)),
        (_("E-mails"), [_row(label, count) for label, count in delivery_presenters.lead_rows(service)]),
        (_("Invitations"), _invitations(service)),
        (_("What comes next"), _next_steps(service)),
    ]


def _row(label: str, value: object, href: str = "", change: str = "") -> Row:
    row: Row = {"label": label, "value": value}
    return row | {"href": href, "change": change} if href else row


def _people(service: Service) -> list[Row]:
    state = Partnership.State
    counted = Partnership.objects.filter(service=service).values_list("state").annotate(n=Count("pk"))
    by_state = dict(counted)
    return [
        _row(
            _("Waiting for a contact"),
            by_state.get(state.WAITING, 0),
            reverse("support:people"),
            _("See who"),
        ),
        _row(_("Under way"), by_state.get(state.ACTIVE, 0)),
        _row(_("Come back when they need to"), by_state.get(state.OPEN_DOOR, 0)),
        _row(_("Paused by the safety screen"), by_state.get(state.PAUSED, 0)),
        _row(_("Ended"), by_state.get(state.ENDED, 0)),
    ]


def _sums(service: Service) -> Row:
    week_ago = clock.today(service.time_zone) - timedelta(days=7)
    return Figures.objects.filter(service=service).aggregate(
        shared=Count("pk", filter=Q(story_versions__gt=0)),
        read=Count("pk", filter=Q(story_read_at__isnull=False)),
        told_again=Sum("told_again", default=0),
        differences=Sum("differences_open", default=0),
        both_rated=Count("pk", filter=Q(person_rated_at__isnull=False, professional_rated_at__isnull=False)),
        open=Sum("open_attention", default=0),
        with_goal=Count("pk", filter=Q(goals_agreed__gt=0)),
        with_plan=Count("pk", filter=Q(steps_agreed__gt=0)),
        proposals=Sum("proposals_wait_for_team", default=0) + Sum("steps_wait_for_team", default=0),
        checked_in=Count("pk", filter=Q(last_check_in_on__gt=week_ago)),
    )


def _understanding(sums: Row) -> list[Row]:
    return [
        _row(_("Shared their story"), sums["shared"]),
        _row(_("Story read by the team"), sums["read"]),
        _row(_("Had to tell it again (times said)"), sums["told_again"]),
        _row(_("Rated by both sides"), sums["both_rated"]),
        _row(_("Differences open"), sums["differences"]),
    ]


def _together(sums: Row) -> list[Row]:
    return [
        _row(_("Have a goal that both agreed on"), sums["with_goal"]),
        _row(_("Have a plan that both agreed on"), sums["with_plan"]),
        _row(_("Proposals of theirs that wait for us"), sums["proposals"]),
        _row(_("Checked in within seven days"), sums["checked_in"]),
        _row(_("Things waiting for somebody"), sums["open"]),
    ]


def _reviews(service: Service) -> list[Row]:
    late = clock.now() - LATE_AFTER
    found = Review.objects.filter(service=service).aggregate(
        done=Count("pk", filter=Q(closed_at__isnull=False)),
        open=Count("pk", filter=Q(closed_at=None)),
        late=Count("pk", filter=Q(closed_at=None, opened_at__lt=late)),
        helped=Count("pk", filter=Q(closed_at__isnull=False, made_difference__in=["a-lot", "some"])),
    )
    return [
        _row(_("Looked back and agreed how to go on"), found["done"]),
        _row(_("Of these, said it made a difference"), found["helped"]),
        _row(_("Looking back now"), found["open"]),
        _row(_("Overdue: open for more than three weeks"), found["late"]),
    ]


def _promises(service: Service) -> list[Row]:
    today = clock.today(service.time_zone)
    found = Promise.objects.filter(service=service).aggregate(
        made=Count("pk"),
        kept=Count("pk", filter=Q(kept_at__isnull=False)),
        could_not=Count("pk", filter=Q(could_not_at__isnull=False)),
        overdue=Count("pk", filter=Q(kept_at=None, could_not_at=None, due_on__lt=today)),
    )
    return [
        _row(_("Promised"), found["made"]),
        _row(_("Kept"), found["kept"]),
        _row(_("Could not be kept, and the person was told why"), found["could_not"]),
        _row(_("Overdue"), found["overdue"]),
    ]


def _messages(service: Service) -> list[Row]:
    """Whether what was promised to whoever writes was kept; counted by the clinic's own hours."""
    found = answered.since(service, clock.now() - answered.PERIOD)
    return [
        _row(_("Waited for an answer, in the last 90 days"), found.asked),
        _row(_("Seen to inside the promise"), found.share_words),
        _row(_("Half of the answers came within"), found.median_words),
        _row(_("Needed no written answer"), found.without),
        _row(_("Waiting now"), found.waiting, reverse("communication:inbox"), _("See")),
        _row(_("Of these, past the promise"), found.overdue),
    ]


def _calls(service: Service) -> list[Row]:
    rows = Call.objects.filter(service=service, origin=Call.Origin.ASKED)
    found = rows.aggregate(
        asked=Count("pk"),
        spoke=Count("pk", filter=Q(how_ended=Call.Ended.SPOKE)),
        open=Count("pk", filter=Q(ended_at=None)),
        overdue=Count("pk", filter=Q(ended_at=None, next_at__lt=clock.now())),
        unreached=Count("pk", filter=Q(ended_at=None) & ~Q(stage=Call.Stage.RING)),
    )
    return [
        _row(_("Asked to be rung (times)"), found["asked"]),
        _row(_("Of these, rung and spoken to"), found["spoke"]),
        _row(_("Waiting for a call"), found["open"]),
        _row(_("Overdue"), found["overdue"]),
        _row(_("Rung without an answer until somebody had to write"), found["unreached"]),
    ]


def _continuity(service: Service) -> list[Row]:
    contacts = Membership.objects.filter(service=service, role=Membership.Role.CONTACT)
    a_person = contacts.values("partnership").annotate(had=Count("account", distinct=True))
    found = a_person.aggregate(
        people=Count("partnership"), one=Count("partnership", filter=Q(had=1)), contacts=Sum("had", default=0)
    )
    return [
        _row(_("Had a contact by name"), found["people"]),
        _row(_("Of these, the same one all along"), found["one"]),
        _row(_("Changes of contact"), found["contacts"] - found["people"]),
        *(_row(label, value) for label, value in continuity.rows_of(continuity.of_clinic(service))),
    ]


def _invitations(service: Service) -> list[Row]:
    (label, waiting), *rest = invitation_presenters.lead_rows(service)
    first = _row(label, waiting, reverse("partnership:invitations"), _("See"))
    return [first, *(_row(each, value) for each, value in rest)]


def _next_steps(service: Service) -> list[Row]:
    found = next_steps.counted(service)
    href = reverse("support:no-next-step")
    return [
        _row(_("Nothing planned with them, and nobody has said why"), found.without, href, _("See")),
        _row(_("Nothing planned, and a professional has said why"), found.explained),
        _row(_("Asked about by the weekly look, and still open"), found.asked),
        _row(_("Of all who are with us"), found.people),
    ]
