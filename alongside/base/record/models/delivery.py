from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Delivery(models.Model):
    """One thing that must leave the building, with its own state, written with what caused it.

    A worker leases due rows, and says of each when its sending begins. One that died before that leaves
    them as they were; one that died after it leaves *sent, unconfirmed*: shown, and not sent again by itself.

    ``purpose`` is why it is sent, ``page`` what the access log calls the pages that show what it is about
    (empty: any of theirs): both are codes of the room that promised it. ``opened_at``: they signed in and
    came there; ``answered_at``: they did something there. No pixel counts anybody.
    """

    class State(models.TextChoices):
        DUE = "due"
        LEASED = "leased"  # in a worker's hand, and not begun
        SENDING = "sending"
        SENT = "sent"
        UNCONFIRMED = "sent-unconfirmed"
        FAILED = "failed"
        EXPIRED = "expired"
        WITHHELD = "withheld"  # the person's way forbids it

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField(null=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    template = models.CharField(max_length=64)
    purpose = models.CharField(max_length=16, blank=True)
    page = models.CharField(max_length=64, blank=True)
    neutral = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State, default=State.DUE)
    due_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        indexes = [
            # Not a partial index: SQLite does not use one for a state that comes as a parameter.
            models.Index(fields=["state", "due_at"], name="delivery_due"),
            # Those in a worker's hand: few, whatever was sent before.
            models.Index(
                fields=["leased_until"],
                condition=models.Q(leased_until__isnull=False),
                name="delivery_leased",
            ),
            models.Index(fields=["subject", "-created_at"], name="delivery_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.state} {self.pk}"
