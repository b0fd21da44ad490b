from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids
from alongside.care.partnership.rules.schedules import Every, Rhythm, after_weeks


class Schedule(models.Model):
    """When somebody is reminded of one thing: on these days, at this time, where they are.

    ``next_at`` is the instant of the next one, None when there is none: what is due is found by it alone.
    ``last_on`` is the last local day that was dealt with, whatever came of it, so that no day comes twice.
    ``about`` is the row of another room that it is about, None for what the person asked for themselves.
    ``after`` names what its ``weeks`` are counted from (``anchors``), empty for days of its own; with no
    ``next_at`` it waits until that happens again.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("Partnership", on_delete=models.CASCADE, related_name="schedules")
    cue = models.CharField(max_length=32)
    about = models.UUIDField(null=True)
    every = models.CharField(
        max_length=12,
        choices=[
            (Every.ONCE.value, _("once")),
            (Every.WEEK.value, _("every week")),
            (Every.FORTNIGHT.value, _("every other week")),
        ],
    )
    weekdays = models.JSONField(default=list)
    after = models.CharField(max_length=32, blank=True)
    weeks = models.PositiveSmallIntegerField(null=True)
    at = models.TimeField()
    first_on = models.DateField()
    until_on = models.DateField(null=True)
    next_at = models.DateTimeField(null=True)
    last_on = models.DateField(null=True)
    held = models.CharField(max_length=32, blank=True)  # why the last one was not sent
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "cue"],
                condition=Q(about=None, stopped_at=None),
                name="one_schedule_a_cue",
            ),
            models.UniqueConstraint(
                fields=["partnership", "cue", "about"],
                condition=Q(about__isnull=False),
                name="one_schedule_of_a_row",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="schedule_due", condition=Q(next_at__isnull=False)),
            models.Index(fields=["partnership", "cue"], name="schedule_partnership"),
        ]

    def __str__(self) -> str:
        return f"schedule {self.cue} {self.pk}"

    def count_from(self, day: date) -> None:
        """Its weeks are counted from ``day``, where the person is."""
        self.first_on = after_weeks(day, self.weeks or 0, self.at).first_on

    @property
    def rhythm(self) -> Rhythm:
        """The same as plain data, for the rules."""
        return Rhythm(
            every=Every(self.every),
            first_on=self.first_on,
            at=self.at,
            weekdays=frozenset(self.weekdays),
            until_on=self.until_on,
        )


class Silence(models.Model):
    """What a person does not want to be reminded of: one cue, or everything (an empty ``cue``)."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("Partnership", on_delete=models.CASCADE, related_name="silences")
    cue = models.CharField(max_length=32, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "cue"], name="one_silence_a_cue")]

    def __str__(self) -> str:
        return f"silence {self.cue} {self.pk}"
