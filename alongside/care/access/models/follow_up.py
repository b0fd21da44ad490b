from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.base import clock, ids
from alongside.care.access.rules.follow_up import AtEnd, Becomes
from alongside.care.partnership.models import Wording


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> FollowUpQuerySet:
        """Talked about or in force; nothing has taken its place."""
        return self.filter(closed_at=None)

    def in_force(self) -> FollowUpQuerySet:
        """Both have agreed that the door stands open, and it has not become anything else."""
        return self.filter(closed_at=None, until_on__isnull=False)


class FollowUp(models.Model):
    """How one person comes back when nothing is planned: from the first words about it until it becomes
    something else. The day passing closes nothing.

    ``agreed`` is the wording in force and ``until_on`` its day. ``review_on``: both agreed on fixed reviews
    instead, from that day. ``asked_at``: somebody was asked to talk with the person, because the end is near.
    """

    class Closed(models.TextChoices):
        CAME_BACK = "came-back"
        REVIEWS = "reviews"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="follow_ups"
    )
    agreed = models.ForeignKey("FollowUpWording", null=True, on_delete=models.RESTRICT, related_name="+")
    until_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True)
    talked_at = models.DateTimeField(null=True)
    talked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    closed_how = models.CharField(max_length=16, choices=Closed, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(closed_at=None), name="one_open_follow_up"
            ),
            models.CheckConstraint(
                name="follow_up_closed_by_something", condition=Q(closed_at=None) | ~Q(closed_how="")
            ),
            models.CheckConstraint(
                name="follow_up_in_force_by_both", condition=Q(until_on=None) | Q(agreed__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["until_on"], name="follow_up_ends", condition=Q(closed_at=None)),
            models.Index(fields=["review_on"], name="follow_up_review", condition=Q(review_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"


class FollowUpWording(Wording):
    """One wording of it: until when, for what, what to watch for, and the conversation at its end.

    ``becomes`` says what both agree to with it: the open door, fixed reviews from ``review_on``, or the end.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="wordings")
    becomes = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Becomes])
    until_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    conditions = models.JSONField(default=list)  # ids of the clinic's rules
    watch_for = models.TextField(blank=True)
    at_end = models.CharField(max_length=16, choices=[(one.value, one.value) for one in AtEnd], blank=True)
    note = models.TextField(blank=True)
    rules_version = models.CharField(max_length=64)

    class Meta(Wording.Meta):
        constraints = [
            *Wording.Meta.constraints,
            models.UniqueConstraint(F("follow_up"), F("number"), name="follow_up_wording_number"),
            models.CheckConstraint(
                name="follow_up_open_door_has_a_day_and_an_end",
                condition=~Q(becomes=Becomes.OPEN.value) | (Q(until_on__isnull=False) & ~Q(at_end="")),
            ),
            models.CheckConstraint(
                name="follow_up_reviews_have_a_day",
                condition=~Q(becomes=Becomes.REVIEWS.value) | Q(review_on__isnull=False),
            ),
        ]
