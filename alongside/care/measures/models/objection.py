from __future__ import annotations

from django.db import models

from alongside.base import clock


class Objection(models.Model):
    """The person does not want their answers in an evaluation. While the row is there, no extract has
    them."""

    partnership = models.OneToOneField(
        "care_partnership.Partnership", primary_key=True, on_delete=models.CASCADE, related_name="objection"
    )
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"objection {self.pk}"
