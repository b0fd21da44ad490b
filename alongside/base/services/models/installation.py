from __future__ import annotations

from django.db import models

from alongside.base import clock


class Installation(models.Model):
    """What this database is: at most one row. A database marked simulated says so on every page."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    simulated = models.BooleanField(default=False)
    seed = models.BigIntegerField(null=True)
    people = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="only_one_installation")]

    def __str__(self) -> str:
        return "simulated" if self.simulated else "in use"
