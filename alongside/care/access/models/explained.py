from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Explained(models.Model):
    """Why nothing is planned with somebody, in a professional's line, and the day to look again."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="explained"
    )
    words = models.TextField()
    look_again_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_profession = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["partnership", "look_again_on"], name="explained_partnership")]

    def __str__(self) -> str:
        return f"explained {self.pk}"
