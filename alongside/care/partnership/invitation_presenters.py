"""The sentences of invitations: where each stands, and what the page says to who opens a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.models import Service
from alongside.care.partnership.actions.invitation import standing_of
from alongside.care.partnership.models import Invitation, ServiceRole, TeamMembership
from alongside.care.partnership.presenters import age_of, name_and_role, profession_label
from alongside.care.partnership.rules.invitation import Standing, days_old, last_sent

MOST = 200  # of each kind on the page; how many more there are is said
_UNANSWERED = Q(accepted_at=None, withdrawn_at=None)


@dataclass(frozen=True, slots=True)
class Row:
    """One invitation on the list of those who may touch it."""

    key: UUID
    name: str
    what: str
    how_old: str
    by: str
    where_it_stands: str
    can_withdraw: bool
    can_send_again: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The page: who has not answered, whose link ran out, who did; the oldest first where somebody waits."""

    waiting: list[Row]
    run_out: list[Row]
    answered: list[Row]
    not_shown: int  # of those without an answer

    @property
    def count(self) -> int:
        return len(self.waiting) + len(self.run_out) + len(self.answered)


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody reads who opens an invitation's link."""

    who_asks: str
    clinic: str
    to_do_what: str
    until: datetime


def visible_to(account: Account) -> QuerySet[Invitation]:
    """Of persons: those of the account's own teams. In a service that it leads: all of them.

    Somebody who was asked and has not answered is in nobody's record yet. A lead sees that they wait, because
    whoever asked them may be away; what they say once they are in stays closed to a lead.
    """
    teams = TeamMembership.objects.filter(account=account, until_at=None).values("team")
    led = ServiceRole.objects.filter(account=account, role=ServiceRole.Role.LEAD, until_at=None).values(
        "service"
    )
    return Invitation.objects.filter(
        Q(kind=Invitation.Kind.PERSON, team__in=teams)
        | Q(kind=Invitation.Kind.PROFESSIONAL, service__in=led)
        | Q(_UNANSWERED, kind=Invitation.Kind.PERSON, service__in=led)
    )


def listed(account: Account) -> Listed:
    """Every invitation that ``account`` may touch."""
    found = visible_to(account).select_related("account", "partnership", "team", "invited_by")
    now = clock.now()
    open_ = found.filter(_UNANSWERED, expires_at__gt=now).order_by("made_at")
    run_out = found.filter(_UNANSWERED, expires_at__lte=now).order_by("made_at")
    answered = found.exclude(_UNANSWERED).order_by("-made_at")[:MOST]
    shown = [[_row(each) for each in some[:MOST]] for some in (open_, run_out)]
    left = found.filter(_UNANSWERED).count() - sum(map(len, shown)) if MOST in map(len, shown) else 0
    waits, ran_out = shown
    return Listed(waits, ran_out, answered=[_row(each) for each in answered], not_shown=left)


def lead_rows(service: Service) -> list[tuple[str, str]]:
    """The lead's figures: who waits for an answer, for how long, and whose link ran out."""
    now = clock.now()
    found = Invitation.objects.filter(_UNANSWERED, service=service).aggregate(
        waiting=Count("pk", filter=Q(expires_at__gt=now)),
        oldest=Min("made_at", filter=Q(expires_at__gt=now)),
        run_out=Count("pk", filter=Q(expires_at__lte=now)),
    )
    oldest = age_of(found["oldest"], now) if found["oldest"] else _("none")
    return [
        (_("Wait for an answer"), str(found["waiting"])),
        (_("The oldest of these"), oldest),
        (_("Ran out without an answer"), str(found["run_out"])),
    ]


def _row(invitation: Invitation) -> Row:
    now_is = standing_of(invitation)
    if invitation.kind == Invitation.Kind.PROFESSIONAL:
        what = profession_label(invitation.profession)
    else:
        what = _("person")
    name = invitation.partnership.full_name if invitation.partnership else invitation.account.name
    return Row(
        invitation.pk,
        name,
        what,
        _how_old(invitation) if now_is in {Standing.OPEN, Standing.EXPIRED} else "",
        invitation.invited_by.name,
        _sentence(invitation, now_is),
        can_withdraw=now_is in {Standing.OPEN, Standing.EXPIRED},
        can_send_again=now_is in {Standing.OPEN, Standing.EXPIRED},
    )


def _how_old(invitation: Invitation) -> str:
    """*Asked 9 days ago*, and when the last link was sent where that was later."""
    asked, sent = invitation.made_at, last_sent(invitation.expires_at)
    days = days_old(asked, clock.now())
    if days == 0:
        return _("Asked today.")
    said = ngettext("Asked %(days)d day ago.", "Asked %(days)d days ago.", days) % {"days": days}
    if days_old(asked, sent) == 0:
        return said
    again = days_old(sent, clock.now())
    if again == 0:
        return _("%(asked)s Sent again today.") % {"asked": said}
    return ngettext(
        "%(asked)s Sent again %(days)d day ago.", "%(asked)s Sent again %(days)d days ago.", again
    ) % {"asked": said, "days": again}


def _sentence(invitation: Invitation, now_is: Standing) -> str:
    if now_is is Standing.ACCEPTED:
        return _("Accepted on %(day)s.") % {"day": _day(invitation.accepted_at)}
    if now_is is Standing.WITHDRAWN:
        return _("Taken back on %(day)s.") % {"day": _day(invitation.withdrawn_at)}
    if now_is is Standing.EXPIRED:
        return _("No answer. The link ran out on %(day)s.") % {"day": _day(invitation.expires_at)}
    return _("Waiting for an answer. The link works until %(day)s.") % {"day": _day(invitation.expires_at)}


def _day(at: datetime | None) -> str:
    return formats.date_format(timezone.localtime(at), "j F") if at else ""


def asking(invitation: Invitation) -> Asking:
    if invitation.kind == Invitation.Kind.PROFESSIONAL:
        to_do_what = _("to work in the team %(team)s as %(profession)s") % {
            "team": invitation.team.name if invitation.team else "",
            "profession": profession_label(invitation.profession),
        }
    else:
        to_do_what = _("to work together with you")
    return Asking(
        name_and_role(invitation.invited_by, invitation.service_id),
        invitation.service.name,
        to_do_what,
        invitation.expires_at,
    )


def stopped(now_is: Standing) -> tuple[str, str]:
    """The heading and the sentence for a link that no longer opens anything."""
    return {
        Standing.ACCEPTED: (
            _("You have already said yes"),
            _("The link worked once and has done its job. You can sign in with your e-mail address."),
        ),
        Standing.WITHDRAWN: (
            _("This invitation was taken back"),
            _("It may have been sent by mistake. If you expected it, please ring us."),
        ),
        Standing.EXPIRED: (
            _("This link has run out"),
            _("That is not a problem. Ring us and we send you a new one."),
        ),
    }[now_is]


def closed_a_moment_ago(now_is: Standing) -> str:
    """Why nothing was changed: somebody was quicker."""
    if now_is is Standing.ACCEPTED:
        return _("They have just accepted. Nothing was changed.")
    return _("It was taken back already. Nothing was changed.")
