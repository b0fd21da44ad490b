from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import ids
from alongside.care.communication.models.thread import Thread


class Wait(models.Model):
    """The person waits for the team in one thread: from the message that asked until somebody saw to it.

    Its owner is the owner of ``item``: whoever becomes the contact, or takes over from who has left, has it
    with everything else. The database lets no wait be without an item, nor an item without an owner.
    ``working_minutes`` is how long it was open by the clinic's own hours; ``within`` whether the promise was
    kept, None where none could be given.
    """

    class How(models.TextChoices):
        ANSWERED = "answered"
        THANKS = "thanks"  # nothing was asked
        RUNG = "rung"  # we talked about it on the telephone
        MET = "met"  # we talked about it when we met
        ELSEWHERE = "elsewhere"  # answered in another conversation

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="+"
    )
    team = models.ForeignKey("care_partnership.Team", null=True, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="waits")
    item = models.OneToOneField("care_partnership.AttentionItem", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    how = models.CharField(max_length=16, choices=How, blank=True)
    working_minutes = models.PositiveIntegerField(null=True)
    within = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread"], condition=Q(ended_at=None), name="one_open_wait_a_thread"
            )
        ]
        indexes = [
            models.Index(
                fields=["team", "due_at", "since"], name="wait_open_by_team", condition=Q(ended_at=None)
            ),
            models.Index(fields=["partnership"], name="wait_open_by_person", condition=Q(ended_at=None)),
            models.Index(fields=["service", "since"], name="wait_by_service"),
        ]

    def __str__(self) -> str:
        return f"wait {self.pk}"


class HandOver(models.Model):
    """A colleague was asked to see to a wait, with a line that says why. The team reads it."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="+"
    )
    wait = models.ForeignKey(Wait, on_delete=models.CASCADE, related_name="hand_overs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"hand-over {self.pk}"
