from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids
from alongside.evidence.appraisal.models.appraisal import Theme


class Arrow(models.Model):
    """One theme leads to another, by what the studies say. Changed, the earlier one has an end."""

    class How(models.TextChoices):
        HELPS = "helps", _("helps")
        NEEDED = "needed", _("is needed for")
        LIMITS = "limits", _("limits")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(
        "evidence_synthesis.Synthesis", on_delete=models.PROTECT, related_name="arrows"
    )
    start = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    end = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=6, choices=How)
    says = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["start", "end"], condition=models.Q(ended_at=None), name="an_arrow_once"
            ),
            models.CheckConstraint(condition=~models.Q(start=models.F("end")), name="no_arrow_to_itself"),
        ]

    def __str__(self) -> str:
        return f"arrow {self.pk}"


class Ground(models.Model):
    """A study on which an arrow rests, and where it says so."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    arrow = models.ForeignKey(Arrow, on_delete=models.PROTECT, related_name="grounds")
    record = models.ForeignKey("evidence_records.Record", on_delete=models.PROTECT, related_name="grounds")
    place = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["arrow", "record"], name="a_ground_once")]

    def __str__(self) -> str:
        return f"ground {self.pk}"
