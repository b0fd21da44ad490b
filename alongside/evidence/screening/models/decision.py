from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


class Stage(models.TextChoices):
    TITLE = "title", _("title and abstract")
    TEXT = "text", _("full text")


class Verdict(models.TextChoices):
    IN = "in", _("include")
    OUT = "out", _("exclude")
    UNDECIDED = "undecided", _("undecided")


class Decision(models.Model):
    """What one reviewer said of one record at one stage: who, when, under which version of the criteria.

    Kept for ever. Taken back, or said anew, it has an end; ``reasons`` are codes of criteria.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    record = models.ForeignKey("evidence_records.Record", on_delete=models.PROTECT, related_name="decisions")
    stage = models.CharField(max_length=5, choices=Stage)
    member = models.ForeignKey(
        "evidence_synthesis.Member", on_delete=models.PROTECT, related_name="decisions"
    )
    verdict = models.CharField(max_length=9, choices=Verdict)
    reasons = models.JSONField(default=list)
    protocol = models.ForeignKey("evidence_synthesis.Protocol", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "stage", "member"],
                condition=models.Q(ended_at=None),
                name="one_word_of_each_reviewer",
            )
        ]
        indexes = [
            models.Index(
                fields=["member", "stage", "-at"], condition=models.Q(ended_at=None), name="decision_standing"
            )
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Settling(models.Model):
    """How reviewers who saw it differently came to one decision: by a third, or by a talk."""

    class How(models.TextChoices):
        THIRD = "third", _("a third decided")
        TALK = "talk", _("they talked")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    record = models.ForeignKey("evidence_records.Record", on_delete=models.PROTECT, related_name="settlings")
    stage = models.CharField(max_length=5, choices=Stage)
    verdict = models.CharField(max_length=9, choices=Verdict)
    reasons = models.JSONField(default=list)
    how = models.CharField(max_length=5, choices=How)
    member = models.ForeignKey("evidence_synthesis.Member", on_delete=models.PROTECT, related_name="+")
    protocol = models.ForeignKey("evidence_synthesis.Protocol", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "stage"], condition=models.Q(ended_at=None), name="settled_once"
            )
        ]

    def __str__(self) -> str:
        return f"settling {self.pk}"


class Ranking(models.Model):
    """One run of the ranking: from how many decisions, over how many records.

    ``stop`` is what the test for stopping said then: ``word``, ``sure``, ``screened``, ``relevant``,
    ``total``, ``last``.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(
        "evidence_synthesis.Synthesis", on_delete=models.PROTECT, related_name="rankings"
    )
    decisions = models.PositiveIntegerField()
    ranked = models.PositiveIntegerField()
    stop = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["synthesis", "-at"], name="ranking_synthesis_at")]

    def __str__(self) -> str:
        return f"ranking {self.pk}"
