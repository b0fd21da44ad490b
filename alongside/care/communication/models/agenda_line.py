from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.partnership.rules.side import Side


class AgendaQuerySet(models.QuerySet["AgendaLine"]):
    def open(self) -> AgendaQuerySet:
        """Still to be talked about, in the order their authors gave them."""
        return self.filter(talked_at=None, removed_at=None).order_by("position", "written_at", "pk")


class AgendaLine(models.Model):
    """One thing that one side wants to talk about. It stands on the list until it was talked about.

    It belongs to whichever visit comes next; ``visit`` is the one at which it was talked about. ``carried``
    counts the visits that went by without it.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="agenda"
    )
    side = models.CharField(max_length=16, choices=[(side.value, side.value) for side in Side])
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    source = models.CharField(max_length=128, blank=True)
    position = models.PositiveIntegerField()
    written_at = models.DateTimeField(default=clock.now)
    visit = models.ForeignKey("Visit", null=True, on_delete=models.SET_NULL, related_name="talked_lines")
    talked_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    carried = models.PositiveSmallIntegerField(default=0)

    objects = AgendaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agenda_line_talked_or_removed", condition=Q(talked_at=None) | Q(removed_at=None)
            )
        ]
        indexes = [models.Index(fields=["partnership", "side", "position"], name="agenda_partnership")]

    def __str__(self) -> str:
        return f"agenda line {self.side} {self.pk}"
