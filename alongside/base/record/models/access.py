from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Viewing(models.Model):
    """Somebody looked at a record: one row per viewer, record, purpose and quarter of an hour.

    Append only. A list that was seen is one row without a subject, with how many it showed.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=16)
    subject = models.UUIDField(null=True)
    purpose = models.CharField(max_length=64)
    quarter = models.DateTimeField()
    listed = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["viewer", "subject", "purpose", "quarter"],
                name="one_viewing_a_quarter",
            ),
        ]
        indexes = [models.Index(fields=["subject", "-quarter"], name="viewing_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Refusal(models.Model):
    """Somebody asked for what they may not see. Written outside the transaction that it rolls back."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.UUIDField(null=True)
    page = models.CharField(max_length=128)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["subject", "-at"], name="refusal_subject")]

    def __str__(self) -> str:
        return f"{self.page} {self.pk}"
