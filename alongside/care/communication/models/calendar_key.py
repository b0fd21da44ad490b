from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.base import clock, ids


class CalendarKey(models.Model):
    """A person's private address for their own calendar. Whoever has the address sees the dates.

    The address is made from the key's id and the installation's secret and is kept nowhere. Revoked, it
    leads nowhere for ever; a new key is a new address.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="calendar_keys"
    )
    made_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)  # to the hour: when a calendar asked last

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(revoked_at=None), name="one_calendar_key_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"calendar key {self.pk}"
