"""The sentences of invitations: where each stands, and what the page says to who opens a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from alongside.base.accounts.models import Account
from alongside.care.partnership.actions.invitation import standing_of
from alongside.care.partnership.models import Invitation, ServiceRole, TeamMembership
from alongside.care.partnership.presenters import name_and_role, profession_label
from alongside.care.partnership.rules.invitation import Standing


@dataclass(frozen=True, slots=True)
class Row:
    """One invitation on the list of those who may touch it."""

    key: UUID
    name: str
    what: str
    where_it_stands: str
    can_withdraw: bool
    can_send_again: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody reads who opens an invitation's link."""

    who_asks: str
    clinic: str
    to_do_what: str
    until: datetime


def visible_to(account: Account) -> QuerySet[Invitation]:
    """Of persons: those of the account's own teams. Of professionals: those of a service that it leads."""
    teams = TeamMembership.objects.filter(account=account, until_at=None).values("team")
    led = ServiceRole.objects.filter(account=account, role=ServiceRole.Role.LEAD, until_at=None).values(
        "service"
    )
    return Invitation.objects.filter(
        Q(kind=Invitation.Kind.PERSON, team__in=teams) | Q(kind=Invitation.Kind.PROFESSIONAL, service__in=led)
    )


def rows(account: Account, limit: int = 100) -> list[Row]:
    found = visible_to(account).select_related("account", "partnership", "team").order_by("-made_at")
    return [_row(invitation) for invitation in found[:limit]]


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
        _sentence(invitation, now_is),
        can_withdraw=now_is in {Standing.OPEN, Standing.EXPIRED},
        can_send_again=now_is in {Standing.OPEN, Standing.EXPIRED},
    )


def _sentence(invitation: Invitation, now_is: Standing) -> str:
    if now_is is Standing.ACCEPTED:
        return _("Accepted on %(day)s") % {"day": _day(invitation.accepted_at)}
    if now_is is Standing.WITHDRAWN:
        return _("Taken back on %(day)s") % {"day": _day(invitation.withdrawn_at)}
    if now_is is Standing.EXPIRED:
        return _("No answer. The link stopped on %(day)s") % {"day": _day(invitation.expires_at)}
    return _("Waiting for an answer until %(day)s") % {"day": _day(invitation.expires_at)}


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
