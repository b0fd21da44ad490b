from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class MyNormal(models.Model):
    """What is usual for one person about one question of the safety screen, agreed by both sides.

    The story's section on it is about no one question (``question`` is empty) and agreed as a whole. Shown
    beside the question so that *new* can be seen; it never reaches the assessment. Changing it makes a new
    row and ends the old one; only an agreed row is shown beside the screen.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("Partnership", on_delete=models.CASCADE, related_name="my_normals")
    question = models.CharField(max_length=64)
    text = models.TextField(max_length=500)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_by_profession = models.CharField(max_length=32, blank=True)  # at that time; the person has none
    agreed_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "question"],
                condition=models.Q(until_at=None),
                name="one_normal_a_question",
            )
        ]

    def __str__(self) -> str:
        return f"my normal {self.pk}"
