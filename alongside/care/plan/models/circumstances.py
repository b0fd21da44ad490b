from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids
from alongside.care.plan.rules.circumstances import ONE_OF, SOME_OF, Area, Circumstances, Tried


class LifeFacts(models.Model):
    """*What fits my life*: what a person has said about it, one row a version, the highest counts.

    ``said`` maps a question to its answer, as codes of ``rules.circumstances`` and nothing else: one code, a
    list of codes, or for *tried* a code for each area. A question that is not there was not answered.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="life_facts"
    )
    version = models.PositiveIntegerField()
    said = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "version"], name="one_life_facts_a_version")
        ]

    def __str__(self) -> str:
        return f"life facts {self.version} {self.pk}"

    def circumstances(self) -> Circumstances:
        """The same as plain, typed data, for the rules."""
        said = self.said
        one = {name: kind(said[name]) for name, kind in ONE_OF.items() if name in said}
        some = {
            name: frozenset(kind(each) for each in said[name])
            for name, kind in SOME_OF.items()
            if name in said
        }
        tried = {Area(area): Tried(how) for area, how in said.get("tried", {}).items()}
        return Circumstances(**one, **some, tried=tried)  # type: ignore[arg-type]
