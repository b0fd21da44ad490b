from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids


class Statement(models.Model):
    """*What we have understood*: the lines a person chose to show somebody outside, as they stood that day.

    ``lines`` is a list of plain ``rules.statements.Line``: an unchangeable copy, so that what is on the paper
    stays what both said. A professional confirms it, and both names stand on it; until then it is the
    person's own. Another choice of lines is another statement.
    """

    class Audience(models.TextChoices):
        EMPLOYER = "employer"
        BENEFITS = "benefits"
        EMERGENCY = "emergency"
        DOCTOR = "doctor"
        FAMILY = "family"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="statements"
    )
    number = models.PositiveIntegerField()
    audience = models.CharField(max_length=16, choices=Audience)
    lines = models.JSONField()
    made_at = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True)  # the team was asked to confirm it
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by_profession = models.CharField(max_length=32, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    not_quite = models.TextField(blank=True)
    not_quite_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="statement_number"),
            models.CheckConstraint(
                name="statement_confirmed_when_and_by_whom",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.number} {self.pk}"
