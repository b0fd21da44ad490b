from __future__ import annotations

from django.db import models

from alongside.base import clock, ids


class CalendarEntry(models.Model):
    """One occurrence in a diary that we know of, and what it is to us: no word of it is kept.

    ``series`` and ``key`` are fingerprints of its UID, and of UID and RECURRENCE-ID: the diary’s names
    can hold anything. A ``WAITING`` entry has no code of ours: a professional knows from the time whose it
    is.
    """

    class Standing(models.TextChoices):
        VISIT = "visit"
        WAITING = "waiting"
        IGNORED = "ignored"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey("CalendarSource", on_delete=models.CASCADE, related_name="entries")
    series = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_known = models.BooleanField(default=True)
    standing = models.CharField(max_length=8, choices=Standing)
    visit = models.ForeignKey("Visit", null=True, on_delete=models.CASCADE, related_name="entries")
    gone_at = models.DateTimeField(null=True)  # it was in the diary before, and is not any more
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_calendar_entry_a_key")]
        indexes = [
            models.Index(fields=["service", "key"], name="calendar_entry_key"),
            models.Index(fields=["source", "standing", "starts_at"], name="calendar_entry_standing"),
        ]

    def __str__(self) -> str:
        return f"calendar entry {self.standing} {self.pk}"
