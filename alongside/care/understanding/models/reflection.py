from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Reflection(models.Model):
    """What a professional heard, written back about one version, and what the person said to it.

    The person sees it from ``visible_at`` on. ``round`` is 1 or 2; ``after_talk`` marks what was found
    when both had talked.
    """

    class Answer(models.TextChoices):
        RIGHT = "right"
        NOT_QUITE = "not-quite"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="reflections"
    )
    version = models.ForeignKey("StoryVersion", on_delete=models.PROTECT, related_name="reflections")
    number = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField()
    after_talk = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_profession = models.CharField(max_length=32)
    text = models.TextField()
    written_at = models.DateTimeField(default=clock.now)
    visible_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=16, choices=Answer, blank=True)
    why = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="reflection_number"),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=models.Q(answer=""),
                name="one_reflection_awaits_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"reflection {self.number} {self.pk}"

    @property
    def is_visible(self) -> bool:
        return self.visible_at <= clock.now()
