from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Event(models.Model):
    """Something that happened: who, what, when, about which row. No free text, so erasure works.

    ``subject`` is the partnership it belongs to. It is a plain id, because this floor knows no
    partnership; ``service`` is the later shard key.
    """

    class Visibility(models.TextChoices):
        BOTH = "both"
        TEAM = "team"
        NOBODY = "nobody"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField(null=True)
    kind = models.CharField(max_length=64)
    visibility = models.CharField(max_length=8, choices=Visibility)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=16, blank=True)
    about = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-at"], name="event_subject_at"),
            models.Index(fields=["service", "kind", "at"], name="event_service_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
