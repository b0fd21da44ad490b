from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids
from alongside.evaluation.room.models.plan import KeptPlan

FOLDER = "evaluations"


class Job(models.Model):
    """One evaluation that a lead asked for. Whoever works on it holds it until ``held_until``.

    ``summary`` are the sentences of the answer, ``problems`` what stood against it: about everybody together,
    small numbers left out, so that neither says anything of one person.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to begin")
        RUNNING = "running", _("being worked out")
        DONE = "done", _("done")
        REFUSED = "refused", _("could not be done")
        FAILED = "failed", _("broke off")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # None: the plan that comes with Alongside.
    plan = models.ForeignKey(KeptPlan, null=True, on_delete=models.PROTECT, related_name="jobs")
    asked_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(null=True)
    plan_hash = models.CharField(max_length=64, blank=True)
    summary = models.JSONField(default=list)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_evaluation_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"evaluation {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def folder(self) -> Path:
        """Where its report is, once it is done."""
        return Path(settings.ENVIRONMENT.home) / FOLDER / str(self.pk)
