from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class KeptPlan(models.Model):
    """An analysis plan that a clinic keeps: exactly as it was written, never changed, only put away.

    ``fingerprint`` is that of its meaning. ``changes_hash`` and ``changes_on`` name the plan that it was
    written in the place of; ``looked_before`` is how often answers had been taken out when it was kept: what
    came out then may have been known to whoever wrote it.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()  # the TOML, comments too
    fingerprint = models.CharField(max_length=64)
    kept_at = models.DateTimeField(default=clock.now)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changes_hash = models.CharField(max_length=64, blank=True)
    changes_on = models.DateField(null=True)
    looked_before = models.PositiveIntegerField(default=0)
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-kept_at"]
        constraints = [
            models.UniqueConstraint(fields=["service", "fingerprint"], name="a_clinic_keeps_a_plan_once")
        ]

    def __str__(self) -> str:
        return f"analysis plan {self.fingerprint[:12]}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Writes a new plan; raises ``RuntimeError`` for one that exists: putting away is an update."""
        if not self._state.adding:
            raise RuntimeError("a kept plan is never changed; keep another beside it")
        super().save(*args, **kwargs)  # type: ignore[arg-type]
