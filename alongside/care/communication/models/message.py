from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.communication.models.thread import Thread
from alongside.care.partnership.rules.side import Side


class Message(models.Model):
    """What one side wrote to the other: never edited. ``number`` counts within the thread, from 1.

    ``read_at`` is when the other side opened it first. ``understood`` marks a reply in which a professional
    says what they understood; the person answers it. ``window`` is the form that sent it: the same form twice
    is one message.
    """

    class Answer(models.TextChoices):
        RIGHT = "right"
        NOT_QUITE = "not-quite"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="+"
    )
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="sent")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_side = models.CharField(max_length=16, choices=Thread.SIDES)
    author_profession = models.CharField(max_length=32, blank=True)
    text = models.TextField()
    sent_at = models.DateTimeField(default=clock.now)
    window = models.UUIDField(null=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    understood = models.BooleanField(default=False)
    answer = models.CharField(max_length=16, choices=Answer, blank=True)
    why = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="message_number"),
            models.UniqueConstraint(
                fields=["author", "window"], condition=Q(window__isnull=False), name="message_window"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.number} {self.pk}"

    @property
    def by_person(self) -> bool:
        return self.author_side == Side.PERSON
