from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.care.partnership.models.membership import Membership
from alongside.care.partnership.models.team import ServiceRole, Team, TeamMembership


def _visible_to(account: Account) -> Q:
    return (
        Q(person=account)
        | Q(pk__in=Membership.objects.filter(account=account, until_at=None).values("partnership"))
        | Q(team__in=TeamMembership.objects.filter(account=account, until_at=None).values("team"))
    )


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Queries start from somebody's authority: ``Partnership.objects.visible_to(account)``."""

    def visible_to(self, account: Account) -> PartnershipQuerySet:
        """Those that ``account`` may know of: their own, those they are a member of, their teams'."""
        return self.filter(_visible_to(account))

    def rung_by(self, account: Account) -> PartnershipQuerySet:
        """Those whom ``account`` may ring: visible to them, or theirs because they lead the service and
        nobody is left in the team.
        """
        led = ServiceRole.objects.filter(account=account, role=ServiceRole.Role.LEAD, until_at=None)
        seats = TeamMembership.objects.filter(team=OuterRef("pk"), until_at=None)
        empty = Team.objects.filter(~Exists(seats), service__in=led.values("service"))
        named = Membership.objects.filter(partnership=OuterRef("pk"), until_at=None)
        left = Q(team__in=empty.values("pk")) & ~Exists(named)
        return self.filter(_visible_to(account) | left).exclude(person=account)

    def cared_for_by(self, account: Account) -> PartnershipQuerySet:
        """Those whose named contact is ``account`` now."""
        return self.filter(
            memberships__account=account, memberships__role="contact", memberships__until_at=None
        )

    def waiting(self) -> PartnershipQuerySet:
        return self.filter(state=Partnership.State.WAITING)


class Partnership(models.Model):
    """One person in one service, and the professionals who stand alongside."""

    class State(models.TextChoices):
        PAUSED = "paused", _("paused by the safety screen")
        WAITING = "waiting", _("waiting for a named contact")
        ACTIVE = "active", _("under way")
        OPEN_DOOR = "open-door", _("comes back when needed")
        ENDED = "ended", _("ended")

    class CameBy(models.TextChoices):
        SELF = "self", _("came in by themselves")
        INVITED = "invited", _("invited by the team")
        TYPED = "typed", _("typed in by a professional")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("Team", null=True, on_delete=models.PROTECT, related_name="partnerships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="partnerships"
    )
    known_as = models.CharField(_("what we call you"), max_length=100)
    full_name = models.CharField(_("full name"), max_length=200)
    born_on = models.DateField(_("date of birth"), null=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.WAITING)
    came_by = models.CharField(max_length=16, choices=CameBy)
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "person"], name="one_partnership_in_a_service")
        ]
        indexes = [models.Index(fields=["team", "state", "started_at"], name="partnership_team_state")]

    def __str__(self) -> str:
        """The id, not the name: what is printed may land in a log."""
        return f"partnership {self.pk}"
