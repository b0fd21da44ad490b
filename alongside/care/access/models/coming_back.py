from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


class ComingBackQuerySet(models.QuerySet["ComingBack"]):
    def waiting(self) -> ComingBackQuerySet:
        """Nobody has answered yet."""
        return self.filter(heard_at=None)


class ComingBack(models.Model):
    """Somebody came back after nothing was planned: what changed, what they want, and who answered.

    ``run`` is the safety screen they answered before it; ``answer_by`` the end of the day by which we said we
    answer, None where nobody could say. ``changed`` and ``wants`` are ids of the clinic's rules.
    """

    class Heard(models.TextChoices):
        RANG = "rang", _("We spoke on the telephone")
        MET = "met", _("We met face to face")
        VISIT = "visit", _("We agreed on a day for a visit")
        WROTE = "wrote", _("I wrote to them")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="coming_back"
    )
    run = models.ForeignKey("ScreenRun", null=True, on_delete=models.PROTECT, related_name="+")
    changed = models.JSONField(default=list)
    words = models.TextField(blank=True)
    wants = models.JSONField(default=list)
    rules_version = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)
    answer_by = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    heard_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    heard_how = models.CharField(max_length=16, choices=Heard, blank=True)
    heard_words = models.TextField(blank=True)

    objects = ComingBackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(heard_at=None), name="one_coming_back_waits"
            ),
            models.CheckConstraint(
                name="coming_back_heard_by_somebody",
                condition=Q(heard_at=None) | (Q(heard_by__isnull=False) & ~Q(heard_how="")),
            ),
        ]
        indexes = [models.Index(fields=["partnership", "-at"], name="coming_back_partnership")]

    def __str__(self) -> str:
        return f"coming back {self.pk}"
