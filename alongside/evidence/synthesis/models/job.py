from __future__ import annotations

from django.db import models

from alongside.base import clock, ids
from alongside.evidence.synthesis.models.synthesis import Synthesis


class Job(models.Model):
    """Work too long for a page: reading a file, looking for duplicates, ranking. Done by a worker.

    A worker that dies leaves its lease behind; when that ends, another takes the job up again. So what a job
    does must be safe to do twice. ``done`` goes from 0 to 1.
    """

    class Kind(models.TextChoices):
        IMPORT = "import"
        DEDUPE = "dedupe"
        RANK = "rank"
        RECOUNT = "recount"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(Synthesis, on_delete=models.PROTECT, related_name="jobs")
    kind = models.CharField(max_length=8, choices=Kind)
    about = models.UUIDField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    wanted_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.FloatField(default=0.0)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "wanted_at"], name="job_state_wanted")]
        constraints = [
            # Wanted twice before anybody began is wanted once.
            models.UniqueConstraint(
                fields=["synthesis", "kind"],
                condition=models.Q(state="waiting", about=None),
                name="one_waiting_job_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
