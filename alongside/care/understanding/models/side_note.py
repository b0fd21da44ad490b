from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids
from alongside.care.measures.rules.sight import Side


class SideNote(models.Model):
    """A few words that one side wrote beside a rating after both had seen both. Never changed."""

    SIDES = [(side.value, side.value) for side in Side]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="side_notes"
    )
    occasion = models.ForeignKey("care_measures.Occasion", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=255)
    side = models.CharField(max_length=16, choices=SIDES)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["partnership", "occasion"], name="side_note_partnership")]

    def __str__(self) -> str:
        return f"side note {self.pk}"
