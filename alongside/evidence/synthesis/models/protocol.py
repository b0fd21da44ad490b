from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids
from alongside.evidence.synthesis.models.synthesis import Synthesis
from alongside.evidence.synthesis.rules.protocol import Criterion, lines_of


class Protocol(models.Model):
    """One version of what a synthesis has set out to do. Never changed: a change is the next version.

    ``criteria`` is a list of code, kind and text; ``sources`` and the two lists of terms are lines.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(Synthesis, on_delete=models.PROTECT, related_name="protocols")
    number = models.PositiveIntegerField()
    question = models.TextField()
    criteria = models.JSONField(default=list)
    sources = models.TextField(blank=True)
    terms_for = models.TextField(blank=True)
    terms_against = models.TextField(blank=True)
    reviewers_needed = models.PositiveSmallIntegerField(default=2)
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["synthesis", "number"], name="one_protocol_a_number")]

    def __str__(self) -> str:
        return f"protocol {self.number} of {self.synthesis_id}"

    def criteria_of(self, kind: str) -> list[Criterion]:
        """``in``: what must be so. ``out``: what must not."""
        return [each for each in map(Criterion.from_plain, self.criteria) if each.kind == kind]

    def text_of(self, code: str) -> str:
        return next((str(each["text"]) for each in self.criteria if each["code"] == code), code)

    @property
    def wanted(self) -> list[str]:
        return lines_of(self.terms_for)

    @property
    def unwanted(self) -> list[str]:
        return lines_of(self.terms_against)
