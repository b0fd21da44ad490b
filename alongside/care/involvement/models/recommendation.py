from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.involvement.models.decision import Decision
from alongside.care.involvement.models.option import DecisionOption
from alongside.care.involvement.rules.deciding import Response


class Recommendation(models.Model):
    """What a professional would recommend, never without the reason beside it; and what the person says."""

    RESPONSES = [(response.value, response.value) for response in Response]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="+"
    )
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="recommendations")
    option = models.ForeignKey(DecisionOption, on_delete=models.RESTRICT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_profession = models.CharField(max_length=32, blank=True)
    given_at = models.DateTimeField(default=clock.now)
    response = models.CharField(max_length=16, choices=RESPONSES, blank=True)
    response_why = models.TextField(blank=True)
    responded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="recommended_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="responded_when",
                condition=Q(response="", responded_at=None)
                | (~Q(response="") & Q(responded_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"
