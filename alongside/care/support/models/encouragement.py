from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Encouragement(models.Model):
    """A word that a professional wrote to one person about what happened. Never made by a machine."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="encouragements"
    )
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_by_profession = models.CharField(max_length=32, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership", "written_at"],
                name="encouragement_not_seen",
                condition=models.Q(seen_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"encouragement {self.pk}"
