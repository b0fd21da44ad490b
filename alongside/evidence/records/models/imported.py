from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Import(models.Model):
    """A file that a database or a reference manager wrote, kept byte for byte in its parts.

    ``problem`` and ``mend`` say why it could not be read; ``notices`` what was noticed while reading.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        READING = "reading"
        DONE = "done"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(
        "evidence_synthesis.Synthesis", on_delete=models.PROTECT, related_name="imports"
    )
    file_name = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    other_way = models.BooleanField(default=False)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    format = models.CharField(max_length=40, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    read = models.PositiveIntegerField(default=0)
    done = models.FloatField(default=0.0)
    problem = models.TextField(blank=True)
    mend = models.TextField(blank=True)
    notices = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportPart(models.Model):
    """A stretch of an imported file, compressed; numbered from 0."""

    imported = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["imported", "number"], name="one_part_a_number")]

    def __str__(self) -> str:
        return f"part {self.number} of {self.imported_id}"
