from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.plan.rules.step import Part, PauseReason, State, StopReason


def choices(members: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in members]


class StepQuerySet(models.QuerySet["Step"]):
    def in_force(self) -> StepQuerySet:
        return self.filter(state=State.IN_FORCE)

    def on_plan(self) -> StepQuerySet:
        """In force or proposed, as the plan shows them."""
        return self.filter(state__in=[State.IN_FORCE, State.PROPOSED]).order_by("part", "order", "pk")


class Step(models.Model):
    """One thing on the plan. Its words are ``StepWording`` rows; ``agreed`` are those in force.

    ``amount_now`` is where the person is inside the agreed range; null: at the amount of the agreed words.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="steps"
    )
    part = models.CharField(max_length=16, choices=choices(Part), default=Part.EVERYDAY.value)
    state = models.CharField(max_length=16, choices=choices(State), default=State.PROPOSED.value)
    agreed = models.ForeignKey("StepWording", null=True, on_delete=models.RESTRICT, related_name="+")
    amount_now = models.PositiveIntegerField(null=True)
    look_again_on = models.DateField(null=True)  # the next day on which both look at it again
    order = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    paused_at = models.DateTimeField(null=True)
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    pause_reason = models.CharField(max_length=16, choices=choices(PauseReason), blank=True)
    pause_why = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stop_reason = models.CharField(max_length=16, choices=choices(StopReason), blank=True)
    stop_why = models.TextField(blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="step_in_force_by_agreed_words",
                condition=~Q(state=State.IN_FORCE.value) | Q(agreed__isnull=False),
            ),
            models.CheckConstraint(
                name="step_stopped_when_and_by_whom",
                condition=~Q(state=State.STOPPED.value)
                | Q(stopped_at__isnull=False, stopped_by__isnull=False),
            ),
            models.CheckConstraint(
                name="step_paused_with_reason", condition=Q(paused_at=None) | ~Q(pause_reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "state", "part"], name="step_partnership"),
            # Not a partial index: SQLite does not use one for a state that comes as a parameter.
            models.Index(fields=["state", "look_again_on"], name="step_look_again"),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"
