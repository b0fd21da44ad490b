from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Sample(models.Model):
    """Records drawn at random from those that nobody had looked at, to check what was left unread.

    ``rest`` is how many there were to draw from, ``found`` how many relevant ones were known then; with the
    ``seed`` the same can be drawn again from the same rest.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(
        "evidence_synthesis.Synthesis", on_delete=models.PROTECT, related_name="samples"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    seed = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()
    rest = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["synthesis", "-at"], name="sample_synthesis_at")]

    def __str__(self) -> str:
        return f"sample {self.pk}"


class Drawn(models.Model):
    """One record of a sample."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="drawn")
    record = models.ForeignKey("evidence_records.Record", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "record"], name="drawn_once")]

    def __str__(self) -> str:
        return f"drawn {self.pk}"
