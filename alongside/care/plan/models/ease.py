from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.plan.models.step import Step, choices
from alongside.care.plan.rules.easing import Offers
from alongside.care.plan.rules.step import State

OFFERED = (Offers.LESS, Offers.ELSEWHERE, Offers.MORE, Offers.TALK)


class EaseAnswer(StrEnum):
    """What the person says to an offer. None of them needs a reason."""

    YES = "yes"
    KEEP = "keep"
    TALK = "talk"


class EaseOfferQuerySet(models.QuerySet["EaseOffer"]):
    def open(self) -> EaseOfferQuerySet:
        """Offered, not answered, and not overtaken by a change of the step."""
        return self.filter(answered_at=None, overtaken_at=None)


class EaseOffer(models.Model):
    """What a rule found after a check-in, and what the person said to it.

    It keeps the rule, the hash of the definition and the days it rests on, so that *why?* has an answer for
    ever. ``step`` is null for what is about the whole plan. Where a step was paused or a professional asked,
    nothing is to be answered, and ``answered_at`` is when it was found. ``wording`` is the proposal that a
    yes made, where both have to agree.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="ease_offers"
    )
    step = models.ForeignKey(Step, null=True, on_delete=models.CASCADE, related_name="ease_offers")
    check_in = models.ForeignKey("CheckIn", on_delete=models.CASCADE, related_name="ease_offers")
    rule = models.CharField(max_length=60)
    definition_version = models.CharField(max_length=20)
    definition_hash = models.CharField(max_length=64)
    offers = models.CharField(max_length=16, choices=choices(Offers))
    days = models.JSONField(default=list)  # ISO dates on which it was said
    amount_before = models.PositiveIntegerField(null=True)
    amount = models.PositiveIntegerField(null=True)
    within = models.BooleanField(default=False)  # both have agreed to ``amount`` already
    made_on = models.DateField()
    made_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=8, choices=choices(EaseAnswer), blank=True)
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    wording = models.ForeignKey("StepWording", null=True, on_delete=models.PROTECT, related_name="+")
    overtaken_at = models.DateTimeField(null=True)

    objects = EaseOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step"],
                condition=Q(answered_at=None, overtaken_at=None),
                name="one_open_offer_a_step",
            ),
            models.CheckConstraint(
                name="ease_answered_by_somebody",
                condition=Q(answer="") | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-made_at"], name="ease_offer_partnership"),
            # Compared with null only, so that ten years of answered offers cost a page nothing.
            models.Index(
                fields=["partnership", "made_at"],
                name="ease_offer_waits",
                condition=Q(answered_at=None, overtaken_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"ease offer {self.pk}"

    @property
    def stands(self) -> bool:
        """Still to be answered: the step is in force, not paused, and as it was when this was offered."""
        step = self.step
        if self.answer or self.overtaken_at is not None or self.offers not in OFFERED:
            return False
        if step is None or step.state != State.IN_FORCE or step.paused_at is not None or step.agreed is None:
            return False
        changed_at = step.agreed.agreed_at
        same = (step.amount_now or step.agreed.amount) == self.amount_before
        return same and (changed_at is None or changed_at <= self.made_at)
