from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.measures.rules.occasions import OccasionKind, Window

if TYPE_CHECKING:
    from alongside.care.measures.models.assessment import Assessment

AWAITS_PERSON = Q(person_done_at=None)
AWAITS_PROFESSIONAL = Q(two_sided=True, person_done_at__isnull=False, professional_done_at=None)


class OccasionQuerySet(models.QuerySet["Occasion"]):
    """What is due is a question to the clock, not something that happens."""

    def with_instrument(self) -> OccasionQuerySet:
        return self.select_related("instrument").defer("instrument__questionnaire", "instrument__scoring")

    def awaiting_person(self) -> OccasionQuerySet:
        return self.filter(AWAITS_PERSON)

    def due(self) -> OccasionQuerySet:
        """Open to the person now: the window has opened and they have not answered."""
        return self.awaiting_person().filter(opens_at__lte=clock.now())

    def overdue(self) -> OccasionQuerySet:
        """The day it was due on has passed."""
        return self.due().filter(due_at__lt=clock.now())

    def missed(self) -> OccasionQuerySet:
        """The window has closed without an answer. It can still be answered; it is then late."""
        return self.awaiting_person().filter(closes_at__lt=clock.now())

    def awaiting_professional(self) -> OccasionQuerySet:
        """The person's side of what both answer is in, the professional's is not."""
        return self.filter(AWAITS_PROFESSIONAL)

    def both_in(self) -> OccasionQuerySet:
        return self.filter(person_done_at__isnull=False, professional_done_at__isnull=False)


class Occasion(models.Model):
    """One instrument to be answered at one time in one partnership, by the person or by both sides.

    ``instrument`` is fixed as soon as anybody has begun, so that both answer the very same words.
    """

    KINDS = [(kind.value, kind.value) for kind in OccasionKind]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="occasions"
    )
    key = models.CharField(max_length=60)
    instrument = models.ForeignKey("Instrument", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=KINDS)
    label = models.CharField(max_length=100, blank=True)
    two_sided = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    called_up_at = models.DateTimeField(null=True)
    person_done_at = models.DateTimeField(null=True)
    professional_done_at = models.DateTimeField(null=True)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key", "kind"],
                condition=~Q(kind=OccasionKind.OTHER.value),
                name="one_baseline_and_one_three_months_each",
            ),
            models.UniqueConstraint(
                fields=["partnership", "key"],
                condition=Q(kind=OccasionKind.OTHER.value, person_done_at=None),
                name="one_open_other_occasion_each",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "due_at"], name="occasion_partnership"),
            models.Index(
                fields=["kind", "due_at"],
                name="occasion_to_call_up",
                condition=Q(person_done_at=None, called_up_at=None),
            ),
        ]

    # What an action has read under this occasion’s lock, and the transaction that holds it.
    begun: list[Assessment]
    held_in: object | None = None

    def __str__(self) -> str:
        return f"occasion {self.kind} {self.pk}"

    @property
    def is_both_in(self) -> bool:
        return self.person_done_at is not None and self.professional_done_at is not None

    @property
    def window(self) -> Window:
        return Window(self.opens_at, self.due_at, self.closes_at)
