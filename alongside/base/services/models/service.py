from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


def office_hours() -> dict[str, Any]:
    """Monday to Friday, 9 to 5: where a new service starts."""
    return {str(day): [["09:00", "17:00"]] for day in range(5)}


class Service(models.Model):
    """A clinic: the word *service* means only this. Every row about care carries one."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    name = models.CharField(_("name"), max_length=200)
    phone = models.CharField(_("telephone"), max_length=40)
    country = models.CharField(_("country"), max_length=2, default="GB")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/London")
    opening_hours = models.JSONField(default=office_hours)
    closures = models.JSONField(default=list)
    age_limit = models.PositiveSmallIntegerField(default=18)
    self_referral_open = models.BooleanField(default=True)
    can_and_cannot = models.TextField(_("what we can and cannot offer"), blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return self.name
