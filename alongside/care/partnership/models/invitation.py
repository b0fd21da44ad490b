from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Invitation(models.Model):
    """Somebody was asked to come in: a person by the team, or a professional by the lead.

    The link carries a random token whose hash alone is kept. It works once, until it expires.
    """

    class Kind(models.TextChoices):
        PERSON = "person"
        PROFESSIONAL = "professional"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    team = models.ForeignKey("Team", null=True, on_delete=models.PROTECT, related_name="+")
    profession = models.CharField(max_length=32, blank=True)
    partnership = models.ForeignKey(
        "Partnership", null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} invitation {self.pk}"
