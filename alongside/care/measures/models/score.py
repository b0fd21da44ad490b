from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.base import clock, ids


class Score(models.Model):
    """A number that one scoring made of one assessment's answers; or the reason why there is none.

    Never edited: a corrected rule makes a new score, and ``superseded_by`` of the old one points to it.
    ``scoring_key`` and ``scoring_version`` say under which definition two scores may be compared.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey("Assessment", on_delete=models.CASCADE, related_name="scores")
    name = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    why_none = models.CharField(max_length=200, blank=True)  # the sentence, to be translated
    why_details = models.JSONField(default=dict)
    scoring_key = models.CharField(max_length=60)
    scoring_version = models.CharField(max_length=200)
    scoring_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)
    superseded_by = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="supersedes"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "name"],
                condition=Q(superseded_by=None),
                name="one_standing_score_of_a_name",
            ),
            models.CheckConstraint(
                name="a_score_or_the_reason_why_none",
                condition=Q(value__isnull=False, why_none="") | (Q(value=None) & ~Q(why_none="")),
            ),
        ]

    def __str__(self) -> str:
        return f"score {self.name} {self.pk}"
