from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.involvement.models.matter import Matter
from alongside.care.involvement.models.matter_wording import MatterWording
from alongside.care.involvement.rules.matters import HIGHEST


class MatterRating(models.Model):
    """How the person rates a problem or a goal on one day, 0 to 8. Kept for good; nobody else rates it."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="+"
    )
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="ratings")
    wording = models.ForeignKey(MatterWording, on_delete=models.RESTRICT, related_name="+")
    value = models.PositiveSmallIntegerField()
    rated_at = models.DateTimeField(default=clock.now)
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="matter_rating_0_to_8", condition=Q(value__lte=HIGHEST)),
        ]
        indexes = [models.Index(fields=["matter", "rated_at"], name="matter_rating_over_time")]

    def __str__(self) -> str:
        return f"rating of a matter {self.pk}"
