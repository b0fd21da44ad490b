from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Alert(models.Model):
    """An answer that somebody has to see, as its instrument declares: who, and by when.

    It holds no answer. ``owner`` is empty where the partnership had nobody who could own it: the person
    was told so, and whom to ring.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="alerts"
    )
    assessment = models.ForeignKey("Assessment", on_delete=models.CASCADE, related_name="alerts")
    name = models.CharField(max_length=60)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "name"], name="an_alert_is_raised_once")]

    def __str__(self) -> str:
        return f"alert {self.name} {self.pk}"
