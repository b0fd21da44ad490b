from __future__ import annotations

from django.db import models

from alongside.base import ids


class VisitCode(models.Model):
    """What the clinic writes into its diary for one partnership, so that no name has to stand there."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.OneToOneField(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="visit_code"
    )
    code = models.CharField(max_length=12, unique=True)

    def __str__(self) -> str:
        return f"visit code {self.pk}"
