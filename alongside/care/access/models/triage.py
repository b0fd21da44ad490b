from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids
from alongside.care.access.rules.referral import Outcome


class Triage(models.Model):
    """What a professional decided about a referral, with the reasons the person reads. The newest counts.

    ``reasons`` are ids of the clinic's rules; ``turn_to`` says where to turn when this is not the place.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="triages"
    )
    outcome = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Outcome])
    reasons = models.JSONField(default=list)
    words = models.TextField(blank=True)
    turn_to = models.TextField(blank=True)
    rules_version = models.CharField(max_length=64)
    first_contact_by = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_profession = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="triage_elsewhere_says_where",
                condition=~models.Q(outcome=Outcome.NOT_HERE.value) | ~models.Q(turn_to=""),
            )
        ]
        indexes = [models.Index(fields=["partnership", "-at"], name="triage_partnership")]

    def __str__(self) -> str:
        return f"triage {self.pk}"
