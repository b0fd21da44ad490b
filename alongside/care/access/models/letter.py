from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


class Letter(models.Model):
    """A letter to the person's general practitioner: drafted by a professional from what both agreed, read
    and decided on by the person.

    ``lines`` is a list of plain ``rules.letter.Line``, an unchangeable copy; ``left_out`` the keys of those
    that the person took out. Nothing of it goes anywhere before the person says yes, and the software itself
    sends it to nobody.
    """

    class Point(models.TextChoices):
        PLAN = "plan", _("we agreed on a plan")
        REVIEW = "review", _("we looked back together")
        FOLLOW_UP = "follow-up", _("we agreed how to come back")
        ENDED = "ended", _("we ended here")

    class Said(models.TextChoices):
        YES = "yes"
        NOT_NOW = "not-now"
        NEVER = "never"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="letters"
    )
    number = models.PositiveIntegerField()
    point = models.CharField(max_length=16, choices=Point)
    lines = models.JSONField()
    left_out = models.JSONField(default=list)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_by_profession = models.CharField(max_length=32, blank=True)
    drafted_at = models.DateTimeField(default=clock.now)
    said = models.CharField(max_length=16, choices=Said, blank=True)
    said_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="letter_number"),
            models.CheckConstraint(
                name="letter_handed_over_only_after_yes",
                condition=Q(handed_over_at=None) | (Q(said="yes") & Q(handed_over_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.number} {self.pk}"
