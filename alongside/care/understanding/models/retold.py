from __future__ import annotations

from django.db import models

from alongside.base import clock, ids


class Retold(models.Model):
    """*I had to tell it again*: counted, because it should not happen. Taken back when pressed by mistake."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="retold"
    )
    at = models.DateTimeField(default=clock.now)
    place = models.CharField(max_length=32, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["service", "at"], name="retold_service")]

    def __str__(self) -> str:
        return f"retold {self.pk}"
