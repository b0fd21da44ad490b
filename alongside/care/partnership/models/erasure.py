from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids
from alongside.care.partnership.rules.erasing import Ground, KeptBecause


class ErasureAsked(models.Model):
    """The person asked for their record to be erased. Open until a person of the service answers."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("Partnership", on_delete=models.CASCADE, related_name="erasures_asked")
    asked_at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    kept_because = models.CharField(
        _("why"), max_length=16, blank=True, choices=[(each.value, each.value) for each in KeptBecause]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(answered_at=None, taken_back_at=None),
                name="one_open_asking_for_erasure",
            )
        ]
        indexes = [
            models.Index(
                fields=["service", "asked_at"],
                condition=Q(answered_at=None, taken_back_at=None),
                name="erasure_asked_open",
            )
        ]

    def __str__(self) -> str:
        return f"asking for erasure {self.pk}"


class Erased(models.Model):
    """A record was erased: which, when, by whom and on what ground. Nothing here leads to a person."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    record = models.UUIDField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Ground])
    rows = models.PositiveIntegerField()
    copies_until = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["service", "-at"], name="erased_in_service")]

    def __str__(self) -> str:
        return f"erased {self.record}"
