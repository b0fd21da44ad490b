from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


class Team(models.Model):
    """Professionals of a service who look after people together. Its inbox has an owner, always."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=200)
    takes_referrals = models.BooleanField(default=True)
    inbox_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class Profession(models.TextChoices):
    """What a professional is; people read it beside the name, everywhere."""

    PHYSIOTHERAPIST = "physiotherapist", _("physiotherapist")
    DOCTOR = "doctor", _("doctor")
    NURSE = "nurse", _("nurse")
    PSYCHOLOGIST = "psychologist", _("psychologist")
    OCCUPATIONAL_THERAPIST = "occupational-therapist", _("occupational therapist")
    PHARMACIST = "pharmacist", _("pharmacist")
    COORDINATOR = "coordinator", _("coordinator")


class TeamMembership(models.Model):
    """A professional's seat in a team, from when until when. Ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_memberships"
    )
    profession = models.CharField(max_length=32, choices=Profession)
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "account"],
                condition=models.Q(until_at=None),
                name="one_open_seat_in_a_team",
            )
        ]

    def __str__(self) -> str:
        return f"{self.profession} {self.pk}"


class ServiceRole(models.Model):
    """A role for the whole service. A lead sees the clinic in figures, and no one's record for it:
    only what somebody writes whose team has nobody left (``authority``).
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("service lead")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="roles")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="service_roles"
    )
    role = models.CharField(max_length=16, choices=Role)
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
