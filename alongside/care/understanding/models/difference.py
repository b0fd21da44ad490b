from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.measures.rules.sight import Side
from alongside.care.understanding.rules.settling import WAITING, State


class DifferenceQuerySet(models.QuerySet["Difference"]):
    def waiting(self) -> DifferenceQuerySet:
        """What still asks something of somebody."""
        return self.filter(state__in=WAITING)

    def to_talk(self) -> DifferenceQuerySet:
        """Marked for the next visit, the oldest first: for its agenda."""
        return self.filter(state=State.TO_TALK).order_by("moved_at")


class Difference(models.Model):
    """Both rated the same thing on one occasion, and see it differently. Neither has to be wrong.

    The values are copies of what both sent, so that a page lists differences without reading assessments.
    ``found`` is what one side (``said_side``) says that both found; it is settled when the other agrees.
    ``why_not`` is what the other said instead.
    """

    STATES = [(state.value, state.value) for state in State]
    SIDES = [(side.value, side.value) for side in Side]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="differences"
    )
    occasion = models.ForeignKey(
        "care_measures.Occasion", on_delete=models.PROTECT, related_name="differences"
    )
    instrument = models.CharField(max_length=60)
    item = models.CharField(max_length=255)
    person_value = models.CharField(max_length=32)
    professional_value = models.CharField(max_length=32)
    professional = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=STATES, default=State.OPEN)
    revision = models.PositiveIntegerField(default=0)
    found = models.TextField(blank=True)
    said_side = models.CharField(max_length=16, choices=SIDES, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(null=True)
    why_not = models.TextField(blank=True)
    made_at = models.DateTimeField(default=clock.now)
    moved_at = models.DateTimeField(default=clock.now)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occasion", "item"], name="one_difference_an_item_and_occasion"),
            models.CheckConstraint(
                name="settled_by_both",
                condition=~Q(state=State.SETTLED.value)
                | (Q(said_by__isnull=False, settled_at__isnull=False, moved_by__isnull=False) & ~Q(found="")),
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"], name="difference_partnership")]

    def __str__(self) -> str:
        return f"difference {self.pk}"
