from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids


class PromiseQuerySet(models.QuerySet["Promise"]):
    def open(self) -> PromiseQuerySet:
        """Neither kept nor said that it cannot be kept; the next day first."""
        return self.filter(kept_at=None, could_not_at=None).order_by("due_on", "made_at")


class Promise(models.Model):
    """What a professional said they will do, by a day; both see what became of it."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("Partnership", on_delete=models.CASCADE, related_name="promises")
    promised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    promised_by_profession = models.CharField(max_length=32, blank=True)
    text = models.TextField()
    due_on = models.DateField()
    made_at = models.DateTimeField(default=clock.now)
    kept_at = models.DateTimeField(null=True)
    could_not_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="promise_kept_or_not_never_both", condition=Q(kept_at=None) | Q(could_not_at=None)
            )
        ]
        indexes = [models.Index(fields=["partnership", "due_on"], name="promise_partnership")]

    def __str__(self) -> str:
        return f"promise {self.pk}"
