from __future__ import annotations

from django.db import models

from alongside.care.involvement.models.matter import Matter
from alongside.care.involvement.rules.matters import COLUMNS, Words
from alongside.care.partnership.models import Wording


class MatterWording(Wording):
    """One wording of a problem or a goal. Which parts it has, its kind says (``rules.matters.PARTS``)."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="wordings")
    text = models.TextField()
    impact = models.TextField(blank=True)
    feeling = models.TextField(blank=True)
    looks_like = models.TextField(blank=True)
    why_it_matters = models.TextField(blank=True)
    by_when = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta(Wording.Meta):
        constraints = [
            *Wording.Meta.constraints,
            models.UniqueConstraint(fields=["matter", "number"], name="matter_wording_number"),
        ]

    def words(self) -> Words:
        return Words(**{name: getattr(self, name) for name in COLUMNS})
