from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.base import clock, ids


class BadDayQuerySet(models.QuerySet["BadDay"]):
    def standing(self) -> BadDayQuerySet:
        """Not taken back."""
        return self.filter(undone_at=None)


class BadDay(models.Model):
    """One tap: nothing is asked until ``until_on`` is over. Nobody has to say why, and it can be undone."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="bad_days"
    )
    on = models.DateField()
    until_on = models.DateField()
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True)
    ring_asked_at = models.DateTimeField(null=True)  # *please ring me*; null again when taken back

    objects = BadDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "on"], condition=Q(undone_at=None), name="one_bad_day_a_day"
            ),
            models.CheckConstraint(name="bad_day_ends_after_it_began", condition=Q(until_on__gte=F("on"))),
        ]
        indexes = [models.Index(fields=["partnership", "-on"], name="bad_day_partnership")]

    def __str__(self) -> str:
        return f"bad day {self.pk}"
