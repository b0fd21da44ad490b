from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock


class Answering(models.Model):
    """Within how many working days a service promises to answer, where its lead chose it."""

    service = models.OneToOneField(
        "base_services.Service", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    working_days = models.PositiveSmallIntegerField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"answering {self.pk}"
