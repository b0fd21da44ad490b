from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids
from alongside.care.partnership.rules.side import Side


class Thread(models.Model):
    """One conversation about one topic. ``topic`` is of the list, or the writer's own ``words``.

    ``owner`` was asked to see to it, by a colleague or by themselves; without one it is the contact's.
    ``messages`` counts them, ``new_to_person`` those of the team's that the person has not opened yet.
    """

    SIDES = [(side.value, side.value) for side in Side]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="+"
    )
    topic = models.CharField(max_length=32)
    words = models.CharField(max_length=80, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    messages = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=clock.now)
    last_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    last_side = models.CharField(max_length=16, choices=SIDES)
    new_to_person = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["partnership", "-last_at"], name="thread_newest")]

    def __str__(self) -> str:
        return f"thread {self.pk}"
