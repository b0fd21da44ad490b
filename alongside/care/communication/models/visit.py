from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.base import clock, ids
from alongside.care.communication.rules.visiting import OPEN, State
from alongside.care.partnership.models import Meeting


class VisitQuerySet(models.QuerySet["Visit"]):
    def to_come(self) -> VisitQuerySet:
        """Planned, the next first."""
        return self.filter(state=State.PLANNED).order_by("starts_at", "pk")

    def open(self) -> VisitQuerySet:
        """Planned, or over and nobody said yet what became of it."""
        return self.filter(state__in=OPEN)

    def behind(self) -> VisitQuerySet:
        """All others, the newest first."""
        return self.exclude(state=State.PLANNED).order_by("-starts_at", "pk")


class Visit(models.Model):
    """One appointment of a person: where the clinic's diary has it, or as a professional wrote it down.

    ``sequence`` goes up whenever what stands in somebody's calendar changes. ``moved_from`` is when it was
    to be before it was moved last. ``arranged`` holds the names of the needs that somebody has seen to for
    this time; a visit that is moved has to be arranged again.
    """

    class Came(models.TextChoices):
        """How it came into Alongside."""

        HAND = "hand"
        FILE = "file"
        FEED = "feed"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="visits"
    )
    professional = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    professional_profession = models.CharField(max_length=32, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_known = models.BooleanField(default=True)  # false: the diary has the day only
    how = models.CharField(max_length=16, choices=Meeting.How, default=Meeting.How.IN_PERSON)
    place = models.CharField(max_length=300, blank=True)
    bring = models.CharField(max_length=500, blank=True)
    state = models.CharField(
        max_length=16, choices=[(state.value, state.value) for state in State], default=State.PLANNED.value
    )
    came = models.CharField(max_length=8, choices=Came, default=Came.HAND)
    sequence = models.PositiveIntegerField(default=0)
    moved_from = models.DateTimeField(null=True)
    cannot_come_at = models.DateTimeField(null=True)  # the person said so
    arranged = models.JSONField(default=list)
    needs_asked_at = models.DateTimeField(null=True)  # an item was opened because nobody is booked
    summary_asked_at = models.DateTimeField(null=True)  # an item was opened because nothing was written
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="visit_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at")))
        ]
        indexes = [
            models.Index(fields=["partnership", "starts_at"], name="visit_partnership"),
            models.Index(fields=["state", "starts_at"], name="visit_state"),
            models.Index(fields=["professional", "state", "starts_at"], name="visit_professional"),
        ]

    def __str__(self) -> str:
        return f"visit {self.state} {self.pk}"

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= clock.now()
