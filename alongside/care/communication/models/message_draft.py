from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.communication.models.thread import Thread


class MessageDraft(models.Model):
    """What somebody is writing and has not sent: theirs alone. Without a thread it begins a new one.

    ``revision``, ``window`` and ``by_button`` follow ``partnership/rules/windows.py``.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="+"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    window = models.UUIDField(null=True)
    by_button = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "author"],
                condition=Q(thread=None),
                name="one_draft_of_a_new_thread",
            ),
            models.UniqueConstraint(
                fields=["thread", "author"], condition=Q(thread__isnull=False), name="one_draft_a_thread"
            ),
        ]

    def __str__(self) -> str:
        return f"message draft {self.pk}"


class MessageSetAside(models.Model):
    """Words from a second window that met a newer draft: kept until their author has seen both."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(MessageDraft, on_delete=models.CASCADE, related_name="asides")
    content = models.JSONField(default=dict)
    window = models.UUIDField()
    changed_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["draft"], name="message_aside_open", condition=Q(settled_at=None)),
        ]

    def __str__(self) -> str:
        return f"message set aside {self.pk}"
