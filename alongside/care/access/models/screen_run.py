from __future__ import annotations

from django.db import models

from alongside.base import clock, ids


class ScreenRun(models.Model):
    """The safety screen, answered once: what was flagged and which advice was shown, and nobody's name.

    It is anonymous until its person becomes known to us; only then is it joined to a partnership. What
    was answered to the other questions is not kept.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    flags = models.JSONField(default=list)
    combinations = models.JSONField(default=list)
    advice = models.JSONField(default=list)
    speed = models.CharField(max_length=16, blank=True)
    complete = models.BooleanField()
    version = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)
    came_back_at = models.DateTimeField(null=True)
    partnership = models.ForeignKey(
        "care_partnership.Partnership", null=True, on_delete=models.CASCADE, related_name="screen_runs"
    )
    joined_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "-at"], name="screen_run_partnership")]

    def __str__(self) -> str:
        return f"screen run {self.pk}"
