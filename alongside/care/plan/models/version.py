from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class PlanVersion(models.Model):
    """The plan as it stood from one moment on: an unchangeable copy, made whenever what is agreed changes.

    ``content`` is plain data (``rules/snapshot.py``), whole: it needs no other row to be read. ``changes``
    are codes with the steps they are about; a presenter makes the sentence.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="plan_versions"
    )
    number = models.PositiveIntegerField()
    content = models.JSONField()
    changes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="one_plan_version_a_number")
        ]

    def __str__(self) -> str:
        return f"plan version {self.number} {self.pk}"
