from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.plan.rules import checking_in
from alongside.care.plan.rules.checking_in import TOP


class CheckIn(models.Model):
    """What a person said of one day: one row a day, however often and in whatever order it was sent.

    ``said`` keeps each field with the key of the form that said it (``rules/checking_in.py``); the columns
    beside it are what it comes to, for queries.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="check_ins"
    )
    on = models.DateField()
    said = models.JSONField(default=dict)
    pain = models.PositiveSmallIntegerField(null=True)
    confidence = models.PositiveSmallIntegerField(null=True)
    no_difference = models.BooleanField(default=False)
    first_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "on"], name="one_check_in_a_day"),
            models.CheckConstraint(
                name="check_in_on_its_rulers",
                condition=(Q(pain=None) | Q(pain__lte=TOP)) & (Q(confidence=None) | Q(confidence__lte=TOP)),
            ),
        ]

    def __str__(self) -> str:
        return f"check-in {self.pk}"

    def day(self) -> checking_in.Day:
        """The same as plain data, for the rules."""
        return checking_in.day(self.on, self.said)


class CheckInWord(models.Model):
    """A word that somebody added to a check-in. Every sending's words are kept; none replaces another's."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="words")
    key = models.UUIDField()
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_in", "key"], name="one_word_a_form")]

    def __str__(self) -> str:
        return f"word of a check-in {self.pk}"
