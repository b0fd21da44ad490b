from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class StoryReading(models.Model):
    """A professional opened a version for the first time; the person sees who has read which."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="story_readings"
    )
    version = models.ForeignKey("StoryVersion", on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    profession = models.CharField(max_length=32)
    first_read_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "reader"], name="one_first_reading_of_a_version")
        ]
        indexes = [models.Index(fields=["partnership", "first_read_at"], name="story_reading_partnership")]

    def __str__(self) -> str:
        return f"reading {self.pk}"
