from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.partnership.rules.agreement import Answer, Standing, standing, waits_for
from alongside.care.partnership.rules.side import Side


class Wording(models.Model):
    """One wording of something that both agree on: a problem, a goal, a step. Never edited, only followed.

    A room makes its own with a foreign key to what it words, and the words. ``number`` counts from 1 within
    that; the highest is the newest. Answers are to this wording and do not carry over to the next.
    """

    ANSWERS = [(answer.value, answer.value) for answer in Answer]
    SIDES = [(side.value, side.value) for side in Side]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="+"
    )
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_side = models.CharField(max_length=16, choices=SIDES)
    author_profession = models.CharField(max_length=32, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    person_answer = models.CharField(max_length=16, choices=ANSWERS, blank=True)
    person_why = models.TextField(blank=True)
    person_answered_at = models.DateTimeField(null=True)
    professional_answer = models.CharField(max_length=16, choices=ANSWERS, blank=True)
    professional_why = models.TextField(blank=True)
    professional_answered_at = models.DateTimeField(null=True)
    professional = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_agreed_by_both",
                condition=Q(agreed_at=None)
                | Q(
                    person_answer=Answer.YES.value,
                    professional_answer=Answer.YES.value,
                    professional__isnull=False,
                ),
            )
        ]

    def __str__(self) -> str:
        return f"wording {self.number} {self.pk}"

    def answer_of(self, side: Side) -> Answer | None:
        """What ``side`` said to these words; None where they have not said anything."""
        said = self.person_answer if side is Side.PERSON else self.professional_answer
        return Answer(said) if said else None

    @property
    def standing(self) -> Standing:
        return standing(self.answer_of(Side.PERSON), self.answer_of(Side.PROFESSIONAL))

    @property
    def waits_for(self) -> frozenset[Side]:
        return waits_for(self.answer_of(Side.PERSON), self.answer_of(Side.PROFESSIONAL))
