from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Offer(models.Model):
    """*What I can and cannot offer*, written by the contact for one person. Rewritten as a new row."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="offers"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_profession = models.CharField(max_length=32)
    text = models.TextField()
    written_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"offer {self.pk}"
