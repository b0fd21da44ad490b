from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class SummaryQuerySet(models.QuerySet["VisitSummary"]):
    def newest(self) -> SummaryQuerySet:
        """Of each visit the words that stand now."""
        later = VisitSummary.objects.filter(
            visit=models.OuterRef("visit"), number__gt=models.OuterRef("number")
        )
        return self.exclude(models.Exists(later))

    def wait_for_person(self) -> SummaryQuerySet:
        return self.newest().filter(answer="")


class VisitSummary(models.Model):
    """What was said at a visit, in plain words, by the professional; and what the person says to it.

    Never edited, only followed by the next ``number``. ``promised`` holds the keys of promises. What the
    person would say at home is theirs: it shows how well it was explained, and is no test of them.
    """

    class Answer(models.TextChoices):
        RIGHT = "right"
        NOT_QUITE = "not-quite"

    class Explained(models.TextChoices):
        WELL = "well"
        PARTLY = "partly"
        NOT_WELL = "not-well"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="visit_summaries"
    )
    visit = models.ForeignKey("Visit", on_delete=models.CASCADE, related_name="summaries")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_profession = models.CharField(max_length=32, blank=True)
    talked = models.TextField(blank=True)
    decided = models.TextField(blank=True)
    what_next = models.TextField(blank=True)
    promised = models.JSONField(default=list)
    written_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=16, choices=Answer, blank=True)
    why = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    explained = models.CharField(max_length=16, choices=Explained, blank=True)
    at_home = models.TextField(blank=True)
    at_home_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    replied_at = models.DateTimeField(null=True)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "number"], name="visit_summary_number")]
        indexes = [models.Index(fields=["partnership", "answer"], name="visit_summary_waits")]

    def __str__(self) -> str:
        return f"visit summary {self.number} {self.pk}"
