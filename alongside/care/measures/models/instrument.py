from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def in_use(self) -> InstrumentQuerySet:
        return self.filter(retired_at=None)


class Instrument(models.Model):
    """A questionnaire with its scoring, in one version: exactly as it was added, and never changed.

    It belongs to the installation and says nothing about anybody, so it carries no service. ``key`` is the
    scoring's id: how the instrument is called in addresses and on the command line. A newer version is a row
    of its own beside the old one, to which the old assessments stay pinned.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    key = models.CharField(max_length=60)
    version = models.CharField(max_length=200)
    title = models.CharField(max_length=500)
    url = models.CharField(max_length=500, blank=True)
    questionnaire_version = models.CharField(max_length=200, blank=True)
    questionnaire = models.TextField()  # the JSON as it was added: a number keeps every digit
    scoring = models.TextField()  # the TOML as it was added, comments too
    questionnaire_hash = models.CharField(max_length=64)
    scoring_hash = models.CharField(max_length=64)
    source = models.TextField(blank=True)
    licence = models.TextField(blank=True)
    not_validated = models.BooleanField(default=False)
    declares_alerts = models.BooleanField(default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire_hash", "scoring_hash"], name="an_instrument_is_its_two_hashes"
            ),
            models.UniqueConstraint(fields=["key", "version"], name="one_instrument_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Writes a new version; raises ``RuntimeError`` for one that exists: retiring is an update."""
        if not self._state.adding:
            raise RuntimeError("an instrument is never changed; add a new version beside it")
        super().save(*args, **kwargs)  # type: ignore[arg-type]
