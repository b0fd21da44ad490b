from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Appraisal(models.Model):
    """One reviewer's answers to a checklist about one study. Said anew, the earlier one has an end."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    record = models.ForeignKey("evidence_records.Record", on_delete=models.PROTECT, related_name="appraisals")
    member = models.ForeignKey(
        "evidence_synthesis.Member", on_delete=models.PROTECT, related_name="appraisals"
    )
    checklist = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "member"], condition=models.Q(ended_at=None), name="one_appraisal_each"
            )
        ]

    def __str__(self) -> str:
        return f"appraisal {self.pk}"


class Settled(models.Model):
    """The answers to which reviewers came who had answered differently: after a talk, or by a third."""

    class How(models.TextChoices):
        THIRD = "third"
        TALK = "talk"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    record = models.ForeignKey("evidence_records.Record", on_delete=models.PROTECT, related_name="settled")
    member = models.ForeignKey("evidence_synthesis.Member", on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=5, choices=How)
    checklist = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(ended_at=None), name="one_settled_appraisal"
            )
        ]

    def __str__(self) -> str:
        return f"settled appraisal {self.pk}"


class Theme(models.Model):
    """Something that studies speak of: a column of the matrix.

    One of kind *end* is where themes lead: it stands in the model only. Taken out it has ``ended_at``; what
    was marked and drawn of it stays.
    """

    class Kind(models.TextChoices):
        THEME = "theme"
        END = "end"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(
        "evidence_synthesis.Synthesis", on_delete=models.PROTECT, related_name="themes"
    )
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.THEME)
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["synthesis", "name"], condition=models.Q(ended_at=None), name="a_theme_once"
            )
        ]

    def __str__(self) -> str:
        return f"theme {self.pk}"


class Cell(models.Model):
    """A study speaks of a theme, and where it says so."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    record = models.ForeignKey("evidence_records.Record", on_delete=models.PROTECT, related_name="cells")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="cells")
    place = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "theme"], name="a_cell_once")]

    def __str__(self) -> str:
        return f"cell {self.pk}"
