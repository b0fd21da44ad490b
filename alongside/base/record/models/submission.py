from __future__ import annotations

from django.db import models

from alongside.base import clock


class Submission(models.Model):
    """A form that was taken: sent again, it leads to the same place and is not done again."""

    owner = models.CharField(max_length=64)
    key = models.UUIDField()
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="a_submission_counts_once")]

    def __str__(self) -> str:
        return str(self.key)
