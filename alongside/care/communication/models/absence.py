from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Absence(models.Model):
    """A professional is away from a day until a day, both included, and who stands in for them.

    ``handed_on_at`` is when what they still had to answer went to who stands in.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    handed_on_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["service", "until_on"],
                name="absence_to_come",
                condition=models.Q(taken_back_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"absence {self.pk}"

    def covers(self, day: date) -> bool:
        return self.taken_back_at is None and self.from_on <= day <= self.until_on
