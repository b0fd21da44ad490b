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


class AgreedNormal(models.Model):
    """A professional agreed that this is the person's usual, as one version words it.

    It holds until the words change; it never makes any advice weaker.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="agreed_normals"
    )
    version = models.ForeignKey("StoryVersion", on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_by_profession = models.CharField(max_length=32)
    agreed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"agreed normal {self.pk}"
