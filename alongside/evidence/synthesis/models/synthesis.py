from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids
from alongside.evidence.synthesis.rules.authority import Role


class Synthesis(models.Model):
    """A question put to what others have found out. (*Review* is a person's word; this is never one.)"""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    title = models.CharField(_("title"), max_length=300)
    begun_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"synthesis {self.pk}"


class Member(models.Model):
    """Somebody in a synthesis. Who leaves keeps their row: what they decided stays theirs, and counts."""

    class Roles(models.TextChoices):
        LEAD = Role.LEAD.value, _("leads it, and screens")
        REVIEWER = Role.REVIEWER.value, _("screens")
        ARBITER = Role.ARBITER.value, _("settles as the third")
        READER = Role.READER.value, _("reads")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(Synthesis, on_delete=models.PROTECT, related_name="members")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=Roles)
    since = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["synthesis", "account"],
                condition=models.Q(until_at=None),
                name="one_seat_in_a_synthesis",
            )
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"


class Entry(models.Model):
    """Something that happened in a synthesis: who, what, when, about which row. No free text."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(Synthesis, on_delete=models.PROTECT, related_name="entries")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    about = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["synthesis", "-at"], name="entry_synthesis_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
