from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.base import clock, ids
from alongside.care.partnership.models import Wording
from alongside.care.support.rules.reviewing import How, MadeDifference, Says


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> ReviewQuerySet:
        return self.filter(closed_at=None)


class Review(models.Model):
    """Both look back: first whether it made a difference, then what changed, then how to go on.

    The person's ``made_difference`` is asked before any number is shown to either side. ``next_on`` is the
    day of the next one, where both agreed to go round again.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="reviews"
    )
    number = models.PositiveIntegerField()
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_difference = models.CharField(
        max_length=16, choices=[(one.value, one.value) for one in MadeDifference], blank=True
    )
    words = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)
    professional = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    professional_words = models.TextField(blank=True)
    professional_told_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=16, choices=[(one.value, one.value) for one in How], blank=True)
    closed_at = models.DateTimeField(null=True)
    next_on = models.DateField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="review_number"),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(closed_at=None), name="one_open_review"
            ),
            models.CheckConstraint(
                name="review_closed_by_an_agreement", condition=Q(closed_at=None) | ~Q(how="")
            ),
        ]
        indexes = [
            models.Index(fields=["next_on"], name="review_to_open", condition=Q(next_on__isnull=False)),
            models.Index(fields=["service", "opened_at"], name="review_open", condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return f"review {self.number} {self.pk}"


class ReviewStep(models.Model):
    """What each side would do with one step from now on."""

    SAYS = [(one.value, one.value) for one in Says]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="steps")
    step = models.ForeignKey("care_plan.Step", on_delete=models.CASCADE, related_name="+")
    person_says = models.CharField(max_length=16, choices=SAYS, blank=True)
    professional_says = models.CharField(max_length=16, choices=SAYS, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "step"], name="one_line_a_step_reviewed")]

    def __str__(self) -> str:
        return f"reviewed step {self.pk}"


class ReviewHow(Wording):
    """One proposal of how to go on; the review closes when both agree on it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="hows")
    how = models.CharField(max_length=16, choices=[(one.value, one.value) for one in How])
    note = models.TextField(blank=True)

    class Meta(Wording.Meta):
        constraints = [
            *Wording.Meta.constraints,
            models.UniqueConstraint(F("review"), F("number"), name="review_how_number"),
        ]
