"""What only a worker loads: numerical libraries have no place in a process that shows pages."""

from __future__ import annotations

from importlib import import_module

from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.models import Job


def rank(job: Job, progress: jobs.Progress) -> None:
    import_module("alongside.evidence.screening.ranking").work(job, progress)
