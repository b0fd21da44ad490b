from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


class Referral(models.Model):
    """Somebody came in by the door, or came back by it. A professional who typed it is named here."""

    class How(models.TextChoices):
        SELF = "self", _("by themselves, here")
        TELEPHONE = "telephone", _("by telephone")
        PAPER = "paper", _("on paper")
        IN_PERSON = "in-person", _("face to face")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="referrals"
    )
    how = models.CharField(max_length=16, choices=How)
    came_back = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_back_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["partnership", "-sent_at"], name="referral_partnership")]

    def __str__(self) -> str:
        return f"referral {self.pk}"
