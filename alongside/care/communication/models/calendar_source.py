from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids


class CalendarSource(models.Model):
    """Where dates come in from: a professional's own files or feed, or a feed of the whole service.

    ``url`` is as secret as a password: whoever has it reads the diary. It is never shown in full again.
    ``problem`` is why the last look was refused, by name; ``next_look_at`` when the worker looks again.
    """

    class Kind(models.TextChoices):
        FILE = "file"
        FEED = "feed"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    whole_service = models.BooleanField(default=False)
    kind = models.CharField(max_length=8, choices=Kind)
    url = models.TextField(blank=True)
    made_at = models.DateTimeField(default=clock.now)
    looked_at = models.DateTimeField(null=True)  # the last look that brought something to read
    next_look_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)
    left_out = models.PositiveIntegerField(default=0)  # entries of the last look that could not be read
    problem = models.CharField(max_length=32, blank=True)
    problem_since = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "service", "kind", "whole_service"],
                condition=Q(stopped_at=None),
                name="one_calendar_source_of_a_kind",
            )
        ]
        indexes = [models.Index(fields=["next_look_at"], name="calendar_source_due")]

    def __str__(self) -> str:
        return f"calendar source {self.kind} {self.pk}"
