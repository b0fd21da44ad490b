from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.partnership.rules.typed import How, What


class TypedQuerySet(models.QuerySet["Typed"]):
    def unseen(self) -> TypedQuerySet:
        """What the person has not been shown yet, the oldest first."""
        return self.filter(seen_at=None).order_by("typed_at")


class Typed(models.Model):
    """One thing that the person said and a professional typed: who, how, and that it was read back.

    ``about`` is the row it became, in the room that keeps it. That row says what the person said; this one
    says that it was not their hand. When they next come they are shown it and can put it right.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("Partnership", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=16, choices=[(each.value, each.value) for each in What])
    about = models.UUIDField()
    how = models.CharField(max_length=16, choices=[(each.value, each.value) for each in How])
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    typed_by_profession = models.CharField(max_length=32, blank=True)
    typed_at = models.DateTimeField(default=clock.now)  # and read back
    seen_at = models.DateTimeField(null=True)

    objects = TypedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["about"], name="typed_about"),
            models.Index(fields=["partnership"], condition=Q(seen_at=None), name="typed_unseen"),
        ]

    def __str__(self) -> str:
        return f"typed {self.what} {self.pk}"
