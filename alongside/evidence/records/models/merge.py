from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids
from alongside.evidence.records.models.record import Record, SourceRecord


class Merge(models.Model):
    """Records that were found to be one: ``kept`` goes on, the others stand behind it. Can be undone.

    ``by`` is empty for what the comparison was sure of itself.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(
        "evidence_synthesis.Synthesis", on_delete=models.PROTECT, related_name="merges"
    )
    kept = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="merges")
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["synthesis", "-at", "id"], name="merge_latest")]

    def __str__(self) -> str:
        return f"merge {self.pk}"


class MergePart(models.Model):
    """A source record that a merge moved, and the record that it came from."""

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="parts")
    source = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    came_from = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"part of {self.merge_id}"


class Pair(models.Model):
    """Two source records that may be one (doubtful), or that belong together and stay two (linked)."""

    class Verdict(models.TextChoices):
        OPEN = ""
        SAME = "same"
        DIFFERENT = "different"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(
        "evidence_synthesis.Synthesis", on_delete=models.PROTECT, related_name="pairs"
    )
    first = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField()
    reason = models.CharField(max_length=300, blank=True)
    linked = models.BooleanField(default=False)
    verdict = models.CharField(max_length=9, choices=Verdict, default=Verdict.OPEN, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="a_pair_once")]
        indexes = [models.Index(fields=["synthesis", "linked", "verdict", "-score"], name="pair_open")]

    def __str__(self) -> str:
        return f"pair {self.pk}"
